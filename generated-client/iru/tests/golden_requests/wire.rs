//! A bare socket, and what a request on it should look like.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use iru_client::Client;
use iru_client::runtime::Error;

pub(crate) const DEVICE: &str = "7a0c6f52-3d0b-4a51-9f5e-2f1f6f0e9b11";
pub(crate) const BLUEPRINT: &str = "0b9a3c1e-52d4-4a6f-8a27-6a1f0c9d3e55";
pub(crate) const ITEM: &str = "5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e";

/// Answers each connection's request with the next reply and keeps what was asked.
pub(crate) fn serve(replies: Vec<&'static str>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    let address = listener.local_addr().expect("its address");
    let server = std::thread::spawn(move || {
        replies.into_iter().map(|reply| answer(listener.accept().expect("a connection").0, reply)).collect()
    });
    (format!("http://{address}"), server)
}

pub(crate) fn answer(mut stream: TcpStream, body: &str) -> String {
    let mut asked = Vec::new();
    let mut chunk = [0; 4096];
    while !is_complete(&asked) {
        let length = stream.read(&mut chunk).expect("a request");
        asked.extend_from_slice(&chunk[..length]);
    }
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ";
    stream.write_all(format!("{head}{}\r\n\r\n{body}", body.len()).as_bytes()).expect("a reply");
    String::from_utf8(asked).expect("text")
}

/// Whether head and body are there (RFC 9112, section 6: by `Content-Length`, or up to the last chunk).
pub(crate) fn is_complete(asked: &[u8]) -> bool {
    let text = String::from_utf8_lossy(asked);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = |line: &str| line.strip_prefix("content-length: ").and_then(|value| value.parse::<usize>().ok());
    match head.lines().find_map(length) {
        Some(length) => body.len() >= length,
        None => !head.contains("transfer-encoding: chunked") || body.ends_with("0\r\n\r\n"),
    }
}

/// Runs calls against the socket and returns what went over the wire, with what differs from run to run replaced.
pub(crate) async fn wire<F, T>(replies: Vec<&'static str>, call: impl FnOnce(Client) -> F) -> Vec<String>
where
    F: Future<Output = Result<T, Error>>,
{
    let (url, server) = serve(replies);
    let client = Client::builder().base_url(&url).token("TOKEN").build().expect("a client");
    // Some replies are too plain for the call's type; here only the request counts.
    drop(call(client).await);
    let host = url.trim_start_matches("http://").to_owned();
    let version = concat!("iru-client/", env!("CARGO_PKG_VERSION"));
    let asked = server.join().expect("the server ends");
    asked.into_iter().map(|request| plain(&request.replace(&host, "HOST").replace(version, "iru-client/V"))).collect()
}

/// Line ends as `\n`, and the boundary of multipart bodies, which is random, as `BOUNDARY`.
pub(crate) fn plain(request: &str) -> String {
    let text = request.replace("\r\n", "\n");
    match text.split_once("boundary=").and_then(|(_, rest)| rest.split_once('\n')) {
        Some((boundary, _)) => {
            let boundary = boundary.trim_matches('"').to_owned();
            text.replace(&boundary, "BOUNDARY")
        }
        None => text,
    }
}

/// A request without a body, as it should be.
pub(crate) fn plain_request(line: &str, accept: &str) -> String {
    let length = if line.starts_with("POST ") { "content-length: 0\n" } else { "" };
    let head = format!("{line} HTTP/1.1\nuser-agent: iru-client/V\naccept: {accept}\n");
    format!("{head}authorization: Bearer TOKEN\n{length}accept-encoding: gzip\nhost: HOST\n\n")
}

pub(crate) fn read(target: &str) -> String {
    plain_request(&format!("GET {target}"), "application/json")
}

/// A request with a body, as it should be; `length` counts the bytes that were really sent.
pub(crate) fn write(line: &str, content_type: &str, length: usize, body: &str) -> String {
    let head = format!("{line} HTTP/1.1\nuser-agent: iru-client/V\naccept: application/json\n");
    let own = format!("content-type: {content_type}\nauthorization: Bearer TOKEN\naccept-encoding: gzip\n");
    format!("{head}{own}host: HOST\ncontent-length: {length}\n\n{body}")
}

pub(crate) fn json(line: &str, body: &str) -> String {
    write(line, "application/json", body.len(), body)
}

/// Calls once; the reply does not matter.
macro_rules! sent {
    ($client:ident => $call:expr) => {
        $crate::wire::wire(vec!["{}"], |$client| async move { $call.send().await }).await.remove(0)
    };
}
