//! The transport that programs use: reqwest, with everything off that this crate does itself.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::upload::FileError;
use super::{BoxError, BoxFuture, Failure, FailureKind, Reply, Request, Transport, tls};

/// What the builder knows about connections.
#[derive(Debug, Default)]
pub(crate) struct Connections {
    /// The caller's own settings.
    pub(crate) own: Option<reqwest::ClientBuilder>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) roots: Vec<tls::Root>,
    pub(crate) proxy: Option<reqwest::Proxy>,
    /// Loopback needs no proxy, and a proxy would learn the token.
    pub(crate) loopback: bool,
    /// Without TLS, which only loopback may be called: then nobody need be trusted.
    pub(crate) plain: bool,
}

impl Connections {
    pub(crate) fn transport(self) -> Result<Arc<dyn Transport>, BoxError> {
        let client = self.builder()?.build().map_err(reqwest::Error::without_url)?;
        Ok(Arc::new(HttpClient { client }))
    }

    fn builder(self) -> Result<reqwest::ClientBuilder, BoxError> {
        if !self.plain && self.own.is_none() && !cfg!(any(feature = "rustls", feature = "native-tls")) {
            return Err("this program was built without TLS: enable the feature `rustls` or `native-tls`".into());
        }
        let (own, builder) = (self.own.is_some(), self.own.unwrap_or_default());
        let mut builder =
            builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never()).referer(false);
        if let Some(limit) = self.connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        if self.loopback && !own && self.proxy.is_none() {
            builder = builder.no_proxy();
        }
        if let Some(proxy) = self.proxy {
            builder = builder.proxy(proxy);
        }
        if own { tls::add(builder, self.roots) } else { tls::set(builder, self.roots, self.plain) }
    }
}

/// reqwest behind the seam.
#[derive(Debug, Clone)]
struct HttpClient {
    client: reqwest::Client,
}

impl Transport for HttpClient {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Failure>> {
        let mut out = reqwest::Request::new(request.method, request.url);
        *out.headers_mut() = request.headers;
        let has_content = [http::Method::POST, http::Method::PUT, http::Method::PATCH].contains(out.method());
        *out.body_mut() = match request.body.as_bytes() {
            Some(bytes) if bytes.is_empty() => {
                // RFC 9110, section 8.6: a method that has content says so when there is none; gateways answer 411 otherwise.
                if has_content {
                    out.headers_mut().insert(http::header::CONTENT_LENGTH, http::HeaderValue::from_static("0"));
                }
                None
            }
            Some(bytes) => Some(bytes.clone().into()),
            None => Some(reqwest::Body::wrap(request.body)),
        };
        let reply = self.client.execute(out);
        Box::pin(async move {
            let reply = http::Response::from(reply.await.map_err(failure)?);
            let (head, body) = reply.into_parts();
            Ok(Reply { status: head.status, headers: head.headers, body: Box::pin(Body(body)) })
        })
    }
}

fn failure(error: reqwest::Error) -> Failure {
    // The URL may hold a key in its query.
    let error = error.without_url();
    let kind = match () {
        () if is_file_error(&error) => FailureKind::File,
        () if error.is_connect() && error.is_timeout() => FailureKind::ConnectTimeout,
        () if error.is_connect() => FailureKind::Connect,
        () => FailureKind::Other,
    };
    Failure { kind, source: error.into() }
}

fn is_file_error(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return io.get_ref().is_some_and(|inner| inner.is::<FileError>());
        }
        next = error.source();
    }
    false
}

/// reqwest's body with an error type of no crate's.
struct Body(reqwest::Body);

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.0)
            .poll_frame(context)
            .map(|frame| frame.map(|frame| frame.map_err(|error| error.without_url().into())))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
