//! A server that misbehaves as it is told, and remembers every request it was sent.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
#[derive(Clone)]
pub(crate) enum Act {
    /// Resets the connection without reading.
    ResetBefore,
    /// Reads the request, then resets the connection.
    ResetAfter,
    /// Sends these bytes and closes.
    Send(Vec<u8>),
    /// Sends these bytes and then nothing, without closing.
    Hang(Vec<u8>),
}

impl Act {
    pub(crate) fn reply(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Send(
            format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}")
                .into_bytes(),
        )
    }

    pub(crate) fn json(body: &str) -> Self {
        Self::reply("200 OK", "Content-Type: application/json\r\n", body)
    }
}

/// A server on a loopback port. Each request gets the next act; the last one goes on for ever.
pub(crate) struct Faulty {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Faulty {
    pub(crate) async fn start(acts: Vec<Act>) -> Self {
        Self::start_with(move |index, _| acts[index.min(acts.len() - 1)].clone()).await
    }

    /// Decides by the number of the request and its text; a request that is reset before it is read has no text.
    pub(crate) async fn start_with(act: impl Fn(usize, &str) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, act) = (requests.clone(), Arc::new(act));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, act) = (log.clone(), act.clone());
                tokio::spawn(async move { serve(stream, &log, &*act).await });
            }
        });
        Self { address, requests, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Head and body of every request, in order.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, log: &Mutex<Vec<String>>, act: &(dyn Fn(usize, &str) -> Act + Send + Sync)) {
    let early = {
        let mut log = log.lock().unwrap();
        let reset = matches!(act(log.len(), ""), Act::ResetBefore);
        if reset {
            log.push(String::new());
        }
        reset
    };
    if early {
        return reset(stream);
    }
    let request = read(&mut stream).await;
    if request.is_empty() {
        return;
    }
    let act = {
        let mut log = log.lock().unwrap();
        let act = act(log.len(), &request);
        log.push(request);
        act
    };
    match act {
        Act::ResetBefore | Act::ResetAfter => reset(stream),
        Act::Send(bytes) => {
            // A client that has had enough hangs up.
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Act::Hang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }
}

fn reset(stream: TcpStream) {
    stream.set_zero_linger().unwrap();
}

async fn read(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some(end) = text.find("\r\n\r\n") {
            let length = text.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if request.len() >= end + 4 + length {
                return String::from_utf8_lossy(&request).into_owned();
            }
        }
        match stream.read(&mut chunk).await {
            Ok(read) if read > 0 => request.extend_from_slice(&chunk[..read]),
            _ => return String::new(),
        }
    }
}
