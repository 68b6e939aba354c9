//! The wire under the client: a real pinejs server where `PINEJS_URL` names one, and then what it says is recorded;
//! otherwise what it said when it was recorded, and the client must ask for exactly the same.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use gadgets_client::{Client, rt};
use rt::transport::{BoxFuture, Failure, FailureKind, Reply, Request, Transport, Upload};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// One question and its answer.
#[derive(Debug, Clone)]
struct Exchange {
    request: String,
    body: String,
    status: u16,
    headers: Vec<(String, String)>,
    reply: String,
}

/// A client over the wire; ends the scenario when it is finished.
pub(crate) struct Wire {
    pub(crate) client: Client,
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    name: String,
    live: Option<String>,
    exchanges: Mutex<VecDeque<Exchange>>,
}

#[derive(Debug)]
struct Under(Arc<Inner>);

/// Address of the live server, if there is one.
pub(crate) fn live() -> Option<String> {
    std::env::var("PINEJS_URL").ok().filter(|url| !url.is_empty())
}

impl Wire {
    /// Begins a scenario with empty tables.
    pub(crate) async fn open(name: &str) -> Self {
        let wire = Self::with_token(name, None);
        wire.client.tests().reset().await.expect("the tables are emptied");
        wire
    }

    pub(crate) fn with_token(name: &str, token: Option<&str>) -> Self {
        let live = live();
        let exchanges = Mutex::new(if live.is_some() { VecDeque::new() } else { recorded(name) });
        let inner = Arc::new(Inner { name: name.to_owned(), live, exchanges });
        let client = client(Under(Arc::clone(&inner)), token);
        Self { client, inner }
    }

    /// Writes the recording, or checks that nothing of it is left.
    pub(crate) fn finish(self) {
        let exchanges = self.inner.exchanges.lock().expect("no panic under the lock");
        if self.inner.live.is_none() {
            assert!(exchanges.is_empty(), "{}: not asked for any more: {:?}", self.inner.name, exchanges.front());
            return;
        }
        if std::env::var_os("PINEJS_RECORD").is_none() {
            return;
        }
        let all: Vec<Value> = exchanges.iter().map(Exchange::json).collect();
        let text = serde_json::to_string_pretty(&all).expect("plain data") + "\n";
        std::fs::write(file(&self.inner.name), text).expect("the recording is written");
    }
}

/// A client that only talks to the live server and records nothing.
pub(crate) fn unrecorded(url: &str) -> Client {
    let inner = Inner { name: String::new(), live: Some(url.to_owned()), exchanges: Mutex::new(VecDeque::new()) };
    client(Under(Arc::new(inner)), None)
}

fn client(under: Under, token: Option<&str>) -> Client {
    let mut builder = Client::builder().base_url("http://127.0.0.1:1").configure(|inner| inner.transport(under));
    if let Some(token) = token {
        builder = builder.token(token);
    }
    builder.build().expect("a client")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pinejs").join(format!("{name}.json"))
}

fn recorded(name: &str) -> VecDeque<Exchange> {
    let path = file(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let all: Vec<Value> = serde_json::from_str(&text).expect("a recording");
    all.iter().map(Exchange::of).collect()
}

impl Exchange {
    fn json(&self) -> Value {
        json!({
            "request": self.request,
            "body": self.body,
            "status": self.status,
            "headers": self.headers,
            "reply": self.reply,
        })
    }

    fn of(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let headers = serde_json::from_value(value["headers"].clone()).unwrap_or_default();
        let status = value["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
        Self { request: text("request"), body: text("body"), status, headers, reply: text("reply") }
    }

    fn reply(&self) -> Reply {
        let response = self.headers.iter().map(|(name, value)| {
            let name = rt::http::HeaderName::from_bytes(name.as_bytes()).expect("a header");
            (name, rt::http::HeaderValue::from_str(value).expect("a header"))
        });
        Reply {
            status: rt::StatusCode::from_u16(self.status).expect("a status"),
            headers: response.collect(),
            body: Box::pin(Whole(Some(rt::Bytes::from(self.reply.clone())))),
        }
    }
}

/// A body in one piece.
struct Whole(Option<rt::Bytes>);

impl http_body::Body for Whole {
    type Data = rt::Bytes;
    type Error = rt::transport::BoxError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<rt::Bytes>, Self::Error>>> {
        std::task::Poll::Ready(self.0.take().map(|bytes| Ok(http_body::Frame::data(bytes))))
    }
}

impl Transport for Under {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Failure>> {
        Box::pin(async move {
            let target = &request.url.as_str()["http://127.0.0.1:1".len()..];
            let line = format!("{} {target}", request.method);
            let token = request.headers.get("authorization").and_then(|value| value.to_str().ok()).map(str::to_owned);
            let body = whole(request.body).await;
            let exchange = match &self.0.live {
                Some(url) => ask(url, &line, token.as_deref(), &body)
                    .await
                    .map_err(|error| Failure { kind: FailureKind::Other, source: Box::new(error) })?,
                None => self.next(&line, &body),
            };
            let reply = exchange.reply();
            if self.0.live.is_some() {
                self.0.exchanges.lock().expect("no panic under the lock").push_back(exchange);
            }
            Ok(reply)
        })
    }
}

impl Under {
    fn next(&self, line: &str, body: &str) -> Exchange {
        let mut all = self.0.exchanges.lock().expect("no panic under the lock");
        let next = all.pop_front().unwrap_or_else(|| panic!("{}: nothing is recorded for {line}", self.0.name));
        assert_eq!((next.request.as_str(), next.body.as_str()), (line, body), "{}", self.0.name);
        next
    }
}

async fn whole(body: Upload) -> String {
    let mut body = std::pin::pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = std::future::poll_fn(|context| http_body::Body::poll_frame(body.as_mut(), context)).await {
        if let Ok(data) = frame.expect("a body in memory").into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    String::from_utf8(bytes).expect("JSON")
}

/// One request over a connection of its own. HTTP/1.0, so that the reply is not sent in chunks.
async fn ask(url: &str, line: &str, token: Option<&str>, body: &str) -> std::io::Result<Exchange> {
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    let token = token.map(|token| format!("Authorization: {token}\r\n")).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
    let head =
        format!("{line} HTTP/1.0\r\nHost: {address}\r\n{token}{kind}Content-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(head.as_bytes()).await?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await?;
    let text = String::from_utf8_lossy(&reply).into_owned();
    let (head, content) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok(Exchange {
        request: line.to_owned(),
        body: body.to_owned(),
        status,
        headers: headers(head),
        reply: content.to_owned(),
    })
}

/// The headers that mean something to the client.
fn headers(head: &str) -> Vec<(String, String)> {
    let kept = ["content-type", "location", "retry-after"];
    let pairs = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    pairs
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .filter(|(name, _)| kept.contains(&name.as_str()))
        .collect()
}
