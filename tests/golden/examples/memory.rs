//! That memory stays flat: `cargo run --release -p golden-client --example memory`.
//!
//! Streams 100,000 devices, uploads a file of 1 GB, downloads 1 GB; prints the peak of resident memory after each.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints, and stops when something is wrong")]

use golden_client::Client;
use golden_client::fake::ROUTES;
use golden_client::rt::fake::{Options, Server};
use golden_client::rt::{self, File};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const GIGABYTE: u64 = 1 << 30;

static DOWNLOAD: rt::Operation = rt::Operation { id: "download", path: "/file", accept: "", ..rt::Operation::DEFAULT };

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    println!("at the start: {} MB at most", peak());
    let server = Server::start(ROUTES, Options::default().items(100_000)).unwrap();
    let client = Client::builder().base_url(server.base_url()).token(server.token());
    let client = client.configure(|inner| inner.rate_limits([])).build().unwrap();
    let mut devices = client.devices().list().stream();
    let mut count = 0;
    while devices.try_next().await.unwrap().is_some() {
        count += 1;
        if count == 1_000 {
            println!("1,000 devices streamed: {} MB at most", peak());
        }
    }
    println!("{count} devices streamed: {} MB at most", peak());
    drop(server);

    let address = sink_and_source().await;
    let client = Client::builder().base_url(format!("http://{address}")).build().unwrap();
    let path = std::env::temp_dir().join(format!("gigabyte-{}", std::process::id()));
    std::fs::File::create(&path).unwrap().set_len(GIGABYTE).unwrap();
    client.library().create_custom_profile("big", File::open(&path)).await.unwrap();
    println!("1 GB uploaded: {} MB at most", peak());
    std::fs::remove_file(&path).unwrap();

    let mut download = rt::Call::new(client.runtime(), &DOWNLOAD).download().await.unwrap();
    let mut length = 0;
    while let Some(chunk) = download.chunk().await.unwrap() {
        length += chunk.len() as u64;
    }
    assert_eq!(length, GIGABYTE);
    println!("1 GB downloaded: {} MB at most", peak());
}

/// The most memory that was resident so far, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// Reads whatever is posted and answers `{}`; answers a `GET` with 1 GB.
async fn sink_and_source() -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = vec![0; 1 << 16];
                let read = stream.read(&mut buffer).await.unwrap();
                let head = String::from_utf8_lossy(&buffer[..read]).to_ascii_lowercase();
                if head.starts_with("get ") {
                    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {GIGABYTE}\r\n\r\n");
                    stream.write_all(head.as_bytes()).await.unwrap();
                    for _ in 0..GIGABYTE >> 16 {
                        stream.write_all(&buffer).await.unwrap();
                    }
                    return;
                }
                let end = head.find("\r\n\r\n").unwrap() + 4;
                let length = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
                let mut left = length.parse::<usize>().unwrap() - (read - end);
                while left > 0 {
                    left -= stream.read(&mut buffer).await.unwrap();
                }
                stream
                    .write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                    .await
                    .unwrap();
            });
        }
    });
    address
}
