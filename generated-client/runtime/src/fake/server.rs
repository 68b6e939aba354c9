//! The server itself: a thread with a runtime of its own, so that it starts from anywhere and stops when dropped.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::thread::JoinHandle;

use bytes::{Bytes, BytesMut};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

use super::Route;
use super::routes::{self, Found};

/// How the server behaves.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The token that requests must carry; `None` for a server that asks for none.
    pub token: Option<String>,
    /// Items in every list; enough for three pages where this is `None`.
    pub items: Option<usize>,
    /// What the addresses of another server begin with, storage for one, that example bodies name.
    pub stand_in: Option<String>,
}

/// Where the other server is that this one stands in for.
const ELSEWHERE: &str = "/elsewhere";

impl Default for Options {
    fn default() -> Self {
        Self { token: Some("fake-token".to_owned()), items: None, stand_in: None }
    }
}

impl Options {
    /// The token that requests must carry.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Items in every list.
    pub fn items(mut self, items: usize) -> Self {
        self.items = Some(items);
        self
    }

    /// Stands in for another server too: addresses in example bodies that begin like this are answered here, with an empty
    /// success. A token there is refused: it is not for others.
    pub fn stand_in(mut self, url: impl Into<String>) -> Self {
        self.stand_in = Some(url.into());
        self
    }
}

/// A request that the server had.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    /// HTTP method.
    pub method: String,
    /// Path as it came.
    pub path: String,
    /// Query as it came.
    pub query: String,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
    /// Status of the reply.
    pub status: u16,
}

/// A server on a loopback port; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    address: SocketAddr,
    routes: Vec<Route>,
    options: Options,
    requests: Mutex<Vec<Request>>,
}

impl Server {
    /// Starts a server of these routes.
    ///
    /// # Errors
    ///
    /// Where no loopback port or thread can be had.
    pub fn start(routes: &[Route], options: Options) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { address, routes: routes.to_vec(), options, requests: Mutex::default() });
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let serving = shared.clone();
        let thread = std::thread::Builder::new().name("fake server".to_owned()).spawn(move || {
            runtime.block_on(async move {
                tokio::spawn(accept(listener, serving));
                // Dropping the sender stops the server as well.
                let _ = stopped.await;
            });
        })?;
        Ok(Self { address, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// The base URL for a client.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The token that requests must carry; empty where none is asked for.
    pub fn token(&self) -> &str {
        self.shared.options.token.as_deref().unwrap_or_default()
    }

    /// What the server was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the server's thread has been printed already.
            let _ = thread.join();
        }
    }
}

async fn accept(listener: std::net::TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| answer(shared.clone(), request));
            // A client that hangs up in the middle is no concern of the server.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(shared: Arc<Shared>, request: http::Request<Incoming>) -> Result<http::Response<Full>, Infallible> {
    let (head, body) = request.into_parts();
    let mut request = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body: collect(body).await,
        status: 0,
    };
    let response = shared.respond(&request);
    request.status = response.status().as_u16();
    shared.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    Ok(response)
}

impl Shared {
    fn respond(&self, request: &Request) -> http::Response<Full> {
        if self.options.stand_in.is_some() && request.path.starts_with(ELSEWHERE) {
            let status = if request.headers.contains_key("authorization") { 400 } else { 204 };
            return reply(status, "", String::new());
        }
        if !self.knows(request) {
            return reply(401, "application/json", r#"{"detail":"Invalid token."}"#.to_owned());
        }
        match routes::find(&self.routes, &request.method, &request.path) {
            Found::Route(route) => {
                let body = match &route.paging {
                    Some(paging) => paging.page(route.body, &request.path, &request.query, self.options.items),
                    None => route.body.to_owned(),
                };
                reply(route.status, route.content_type, self.here(body))
            }
            Found::OtherMethod => {
                let mut response = reply(405, "application/json", r#"{"detail":"Method not allowed."}"#.to_owned());
                response.headers_mut().insert(ALLOW, HeaderValue::from_static(""));
                response
            }
            Found::Nothing => reply(404, "application/json", r#"{"detail":"Not found."}"#.to_owned()),
        }
    }

    /// The body with the other server's addresses as this one's.
    fn here(&self, body: String) -> String {
        match &self.options.stand_in {
            Some(other) => body.replace(other, &format!("http://{}{ELSEWHERE}", self.address)),
            None => body,
        }
    }

    /// Whether the request carries the token, in whichever place the API keeps it.
    fn knows(&self, request: &Request) -> bool {
        let Some(token) = &self.options.token else { return true };
        let in_headers = request
            .headers
            .values()
            .any(|value| value.to_str().is_ok_and(|text| text.split([' ', '=', ';']).any(|word| word == token)));
        let basic = request.headers.get("authorization").is_some_and(|value| value.as_bytes().starts_with(b"Basic "));
        in_headers || basic || request.query.split(['=', '&']).any(|word| word == token)
    }
}

fn reply(status: u16, content_type: &'static str, body: String) -> http::Response<Full> {
    let mut response = http::Response::new(Full(Some(body.into()).filter(|body: &Bytes| !body.is_empty())));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if !content_type.is_empty() {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    response
}

async fn collect(mut body: Incoming) -> Bytes {
    let mut whole = BytesMut::new();
    while let Some(Ok(frame)) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame.into_data() {
            whole.extend_from_slice(&data);
        }
    }
    whole.freeze()
}

/// A body of one piece.
struct Full(Option<Bytes>);

impl Body for Full {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
