//! That memory stays flat while a large installer goes up and comes down: `cargo run --release --example transfer_memory -- 1024`
//! (megabytes). Prints how much more was resident than before.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints, and stops when something is wrong"
)]

use iru_client::Client;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CHUNK: usize = 1 << 16;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let megabytes: u64 = std::env::args().nth(1).map_or(1024, |argument| argument.parse().unwrap());
    let length = megabytes << 20;
    let mut hash = Sha256::new();
    (0..length / CHUNK as u64).for_each(|_| hash.update([0; CHUNK]));
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let url = tenant(length, sha256).await;
    let client = Client::builder().base_url(url).token("none").build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.pkg");
    std::fs::File::create(&path).unwrap().set_len(length).unwrap();
    client.custom_apps().get("warm").await.unwrap();

    let idle = peak();
    client.workflows().replace_installer("app", &path).await.unwrap();
    println!("{megabytes} MB up: {:.1} MB over idle ({idle:.1} MB)", peak() - idle);
    std::fs::remove_file(&path).unwrap();
    let installer = client.workflows().download_installer("app", &path).await.unwrap();
    println!("{} MB down: {:.1} MB over idle", installer.length >> 20, peak() - idle);
}

/// The most memory that was resident so far, in MB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// A tenant with one app, and its storage.
async fn tenant(length: u64, sha256: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let own = url.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, own.clone(), length, sha256.clone()));
        }
    });
    url
}

async fn answer(mut stream: TcpStream, url: String, length: u64, sha256: String) {
    let mut buffer = vec![0; CHUNK];
    let read = stream.read(&mut buffer).await.unwrap();
    let head = String::from_utf8_lossy(&buffer[..read]).to_ascii_lowercase();
    let end = head.find("\r\n\r\n").unwrap() + 4;
    let announced = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
    let mut left = announced.map_or(0, |length| length.parse().unwrap()) - (read - end);
    while left > 0 {
        left -= stream.read(&mut buffer).await.unwrap();
    }
    if head.starts_with("get /storage") {
        let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        buffer.fill(0);
        for _ in 0..length / CHUNK as u64 {
            stream.write_all(&buffer).await.unwrap();
        }
        return;
    }
    let body = match head.starts_with("post /api") {
        true => format!(r#"{{"post_url":"{url}/storage","post_data":{{"key":"k"}},"file_key":"k"}}"#),
        false => format!(r#"{{"id":"app","file_url":"{url}/storage","sha256":"{sha256}"}}"#),
    };
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
}
