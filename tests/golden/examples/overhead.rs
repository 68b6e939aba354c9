//! What a call costs beside bare reqwest: `cargo run --release -p golden-client --example overhead`.
//!
//! Both sides ask the same server for the same list and decode it, bare reqwest into structs that serde derives; rounds
//! alternate, and each side's best counts, so that what else the machine does weighs on neither. A device has the
//! members that the document knows: what it doesn't is kept here, and dropped by structs, which is no comparison.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints, and stops when something is wrong")]

use std::time::{Duration, Instant};

use golden_client::Client;
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const CALLS: usize = 200;
const TASKS: usize = 8;
const ROUNDS: usize = 400;

fn main() {
    let address = serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async move {
        let base_url = format!("http://{address}");
        let client =
            Client::builder().base_url(&base_url).token("t").configure(|inner| inner.rate_limits([])).build().unwrap();
        // Bare reqwest asks the process for its provider, and panics where there is none.
        rustls::crypto::ring::default_provider().install_default().unwrap();
        let bare = golden_client::rt::reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{base_url}/api/v1/devices");
        let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            let (bare, url, client) = (bare.clone(), url.clone(), client.clone());
            theirs = theirs.min(round(move || call_bare(bare.clone(), url.clone())).await);
            ours = ours.min(round(move || call_ours(client.clone())).await);
        }
        let rate = |time: Duration| CALLS as f64 / time.as_secs_f64();
        let each = (ours.as_secs_f64() - theirs.as_secs_f64()) / CALLS as f64 * 1e6;
        println!("reqwest and serde  {:>7.0} calls/s", rate(theirs));
        println!("this client        {:>7.0} calls/s", rate(ours));
        println!("ratio {:.3}, {each:.1} µs a call more", rate(ours) / rate(theirs));
    });
}

async fn round<F: Future<Output = usize> + Send + 'static>(call: impl Fn() -> F + Clone + Send + 'static) -> Duration {
    let start = Instant::now();
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let call = call.clone();
            tokio::task::spawn(async move {
                for _ in 0..CALLS / TASKS {
                    assert_eq!(call().await, 20);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    start.elapsed()
}

async fn call_bare(client: golden_client::rt::reqwest::Client, url: String) -> usize {
    let reply = client.get(url).bearer_auth("t").header("accept", "application/json").send().await.unwrap();
    let body = reply.error_for_status().unwrap().bytes().await.unwrap();
    serde_json::from_slice::<Vec<Plain>>(&body).unwrap().len()
}

async fn call_ours(client: Client) -> usize {
    client.devices().list().await.unwrap().len()
}

/// The fields of the client's own type, as one writes them by hand.
#[derive(Deserialize)]
#[expect(dead_code, reason = "they are read, which is what takes time")]
struct Plain {
    device_id: String,
    serial_number: Option<String>,
    platform: Option<String>,
    last_check_in: Option<String>,
    supervised: Option<String>,
    user: Option<PlainUser>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are read, which is what takes time")]
struct PlainUser {
    name: Option<String>,
    email: Option<String>,
}

/// A server on a thread of its own that gives every request the same list.
fn serve() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    listener.set_nonblocking(true).unwrap();
    let device = r#"{"device_id":"0b6c9c1e-6f0c-4c5e-9a51-0d1f6f7a1c11","serial_number":"C02XK0AAJG5H","platform":"Mac","last_check_in":"2025-03-04T16:29:55.253454Z","supervised":"True","user":{"name":"Ada","email":"ada@example.com"}}"#;
    let body = format!("[{}]", vec![device; 20].join(","));
    let reply =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let reply = reply.clone();
                tokio::spawn(async move {
                    let mut request = vec![0; 4096];
                    // Each read is one request: clients here wait for the reply before the next.
                    while stream.read(&mut request).await.is_ok_and(|read| read > 0) {
                        stream.write_all(reply.as_bytes()).await.unwrap();
                    }
                });
            }
        });
    });
    address
}
