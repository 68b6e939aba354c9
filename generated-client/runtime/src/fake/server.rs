//! The server itself: a thread with a runtime of its own, so that it starts from anywhere and stops when dropped.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use bytes::{Bytes, BytesMut};
use http::header::{ALLOW, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use http_body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;

use super::fault::{Fault, Kind};
use super::reply::{Full, error, reply};
use super::resource::{self, Place};
use super::routes::{self, Found};
use super::schema::Schemas;
use super::sets::{self, Set};
use super::state::{Resource, State};
use super::{Asks, Options, Route, Tables, asks, pages};

/// Where the other server is that this one stands in for.
const ELSEWHERE: &str = "/elsewhere";

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
    /// Why it was refused, if it was.
    pub reason: Option<String>,
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
    sets: &'static [Set],
    schemas: Schemas,
    options: Options,
    requests: Mutex<Vec<Request>>,
    state: Mutex<State>,
    faults: Mutex<Vec<Fault>>,
    rows: Mutex<sets::Rows>,
}

impl Server {
    /// Starts a server of these tables, or of routes alone.
    ///
    /// # Errors
    ///
    /// Where the loopback port, or a thread, cannot be had.
    pub fn start<'a>(tables: impl Into<Tables<'a>>, options: Options) -> io::Result<Self> {
        let tables = tables.into();
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            address,
            routes: tables.routes.to_vec(),
            sets: tables.sets,
            schemas: Schemas::new(tables.schemas),
            options,
            requests: Mutex::default(),
            state: Mutex::default(),
            faults: Mutex::default(),
            rows: Mutex::default(),
        });
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
        lock(&self.shared.requests).clone()
    }

    /// Lets something go wrong with the next request, or the next ones that it is meant for.
    pub fn fail(&self, fault: Fault) {
        lock(&self.shared.faults).push(fault);
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // The thread ends when the server is dropped, and it is here until then.
            let _ = thread.join();
        }
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
        reason: None,
    };
    let fault = shared.fault(&request);
    if let Some(Kind::Latency(wait)) = fault {
        tokio::time::sleep(wait).await;
    }
    let response = shared.faulty(&request, fault);
    request.status = response.status().as_u16();
    let reason = response.headers().get("x-fake-reason").and_then(|reason| reason.to_str().ok());
    request.reason = reason.map(str::to_owned);
    if let Some(log) = &shared.options.log {
        (log.0)(&request);
    }
    lock(&shared.requests).push(request);
    Ok(response)
}

impl Shared {
    /// What is to go wrong with this request.
    fn fault(&self, request: &Request) -> Option<Kind> {
        let header = request.headers.get("x-fake").and_then(|value| value.to_str().ok());
        if let Some(fault) = header.and_then(Fault::parse) {
            return Some(fault.kind);
        }
        let mut faults = lock(&self.faults);
        let fault = faults.iter_mut().find(|fault| fault.hits(&request.path))?;
        fault.times -= 1;
        Some(fault.kind.clone())
    }

    fn faulty(&self, request: &Request, fault: Option<Kind>) -> http::Response<Full> {
        match fault {
            Some(Kind::Status(status, wait)) => {
                let asks = match routes::find(&self.routes, &request.method, &request.path) {
                    Found::Route(route) => route.asks,
                    Found::OtherMethod | Found::Nothing => Asks::NOTHING,
                };
                let mut response = error(&asks, status, "on demand");
                if let Some(wait) = wait {
                    response.headers_mut().insert(RETRY_AFTER, wait.into());
                }
                response
            }
            Some(Kind::Cut) => self.respond(request).map(Full::cut),
            Some(Kind::Latency(_)) | None => self.respond(request),
        }
    }

    fn respond(&self, request: &Request) -> http::Response<Full> {
        if self.options.stand_in.is_some() && request.path.starts_with(ELSEWHERE) {
            let status = if request.headers.contains_key("authorization") { 400 } else { 204 };
            return reply(status, "", String::new());
        }
        let found = routes::find(&self.routes, &request.method, &request.path);
        let set = sets::find(self.sets, &request.path).and_then(|place| place.asks(&request.method));
        let asks = if let Found::Route(route) = found { route.asks } else { set.unwrap_or(Asks::NOTHING) };
        if asks.token && !self.knows(request) {
            return error(&asks, 401, "the token is missing or another one");
        }
        match found {
            Found::Route(route) => self.route(routes::of_media(&self.routes, route, &request.headers), request),
            Found::OtherMethod => {
                let mut response = error(&Asks::NOTHING, 405, "the path has other methods");
                let methods = routes::methods(&self.routes, &request.path).join(", ");
                let methods = HeaderValue::from_str(&methods).unwrap_or(HeaderValue::from_static(""));
                response.headers_mut().insert(ALLOW, methods);
                response
            }
            Found::Nothing => match sets::find(self.sets, &request.path) {
                Some(place) => self.set(&place, request),
                None => error(&Asks::NOTHING, 404, "the document has no such path"),
            },
        }
    }

    fn set(&self, place: &sets::Place<'_>, request: &Request) -> http::Response<Full> {
        let Some(asks) = place.asks(&request.method) else {
            return error(&Asks::NOTHING, 405, "the set has other methods");
        };
        if self.options.checked
            && let Some(refusal) = asks.refusal(&self.schemas, &[], "", &request.headers, &request.body)
        {
            return error(&asks, refusal.status, &refusal.reason);
        }
        let start = if self.options.empty { Some(0) } else { self.options.items };
        match lock(&self.rows).answer(place, request, start) {
            (status, Ok(body)) if body.is_empty() => reply(status, "text/plain", "OK".to_owned()),
            (status, Ok(body)) => reply(status, "application/json", body),
            (status, Err(reason)) => error(&asks, status, &reason),
        }
    }

    fn route(&self, route: &Route, request: &Request) -> http::Response<Full> {
        if self.options.checked
            && let Some(refusal) = route.asks.refusal(
                &self.schemas,
                &routes::arguments(route.path, &request.path),
                &request.query,
                &request.headers,
                &request.body,
            )
        {
            return error(&route.asks, refusal.status, &refusal.reason);
        }
        let owners = resource::owners(&self.routes, route, &request.path);
        let state = lock(&self.state);
        if let Some(missing) = state.missing(&owners, self.options.empty) {
            return error(&route.asks, 404, &format!("{missing} is not there"));
        }
        reply(route.status, route.content_type, self.here(self.body(route, request, state)))
    }

    /// The body of a success, after the request was carried out.
    fn body(&self, route: &Route, request: &Request, mut state: MutexGuard<'_, State>) -> String {
        let media = asks::media_type(&request.headers);
        let members = || asks::members(&media, &request.headers, &request.body).unwrap_or_default();
        let place = resource::place(&self.routes, route, &request.path);
        match (&place, request.method.as_str()) {
            (Place::Item { collection, parameter, id }, method) => {
                let resource = Resource { collection, parameter };
                match method {
                    "PATCH" | "PUT" => state.change(resource, id, members()),
                    "DELETE" => state.delete(resource, id),
                    _ => {}
                }
                state.item(resource, id, route.body, &self.listed(collection))
            }
            (Place::Collection { collection, parameter }, "POST") if route.paging.is_none() => {
                state.create(Resource { collection, parameter }, members(), route.body)
            }
            (Place::Collection { collection, parameter }, "GET" | "POST") => {
                self.list(route, request, &state, Resource { collection, parameter })
            }
            _ => match &route.paging {
                Some(paging) => paging.page(route.body, (&request.path, &request.query), self.options.items, None),
                None => route.body.to_owned(),
            },
        }
    }

    /// The examples in the list of a collection.
    fn listed(&self, collection: &str) -> Vec<Value> {
        let find = |path: &str| match routes::find(&self.routes, "GET", path) {
            Found::Route(route) => Some(route),
            Found::OtherMethod | Found::Nothing => None,
        };
        let Some(route) = find(collection).or_else(|| find(&format!("{collection}/"))) else { return Vec::new() };
        let Ok(mut body) = serde_json::from_str::<Value>(route.body) else { return Vec::new() };
        let list = match &route.paging {
            Some(paging) => pages::at(&mut body, paging.items).and_then(Value::as_array_mut),
            None => pages::only_list(&mut body),
        };
        list.map(std::mem::take).unwrap_or_default()
    }

    fn list(&self, route: &Route, request: &Request, state: &State, resource: Resource<'_>) -> String {
        let touched = self.options.empty || state.touches(resource.collection);
        let start = |total| if self.options.empty { 0 } else { total };
        if let Some(paging) = &route.paging {
            let arrange = |examples: Vec<Value>, total| state.list(resource, &examples, start(total));
            let arrange: &dyn Fn(Vec<Value>, usize) -> Vec<Value> = &arrange;
            let arrange = touched.then_some(arrange);
            return paging.page(route.body, (&request.path, &request.query), self.options.items, arrange);
        }
        let Ok(mut body) = serde_json::from_str::<Value>(route.body) else { return route.body.to_owned() };
        if let (true, Some(items)) = (touched, pages::only_list(&mut body)) {
            let examples = std::mem::take(items);
            *items = state.list(resource, &examples, start(examples.len()));
        }
        body.to_string()
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

/// A panic elsewhere leaves what was noted before it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
