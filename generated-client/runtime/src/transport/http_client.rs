//! The transport that programs use: reqwest, with everything off that this crate does itself.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::upload::FileError;
use super::{BoxError, BoxFuture, Failure, FailureKind, Reply, Request, Transport};

/// A certificate authority; without TLS there is none.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) type Root = reqwest::Certificate;
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(crate) type Root = std::convert::Infallible;

/// What the builder knows about connections.
#[derive(Debug, Default, Clone)]
pub(crate) struct TlsOptions {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) roots: Vec<Root>,
    pub(crate) proxy: Option<reqwest::Proxy>,
    /// Loopback needs neither a proxy nor certificates, and a proxy would learn the token.
    pub(crate) loopback: bool,
}

/// reqwest behind the seam.
#[derive(Debug, Clone)]
pub(crate) struct HttpClient {
    client: reqwest::Client,
}

impl HttpClient {
    pub(crate) fn build(given: Option<reqwest::ClientBuilder>, options: TlsOptions) -> Result<Self, BoxError> {
        let own = given.is_some();
        let mut builder = given
            .unwrap_or_default()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false);
        if let Some(limit) = options.connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        if options.loopback && !own && options.proxy.is_none() {
            builder = builder.no_proxy();
        }
        if let Some(proxy) = options.proxy {
            builder = builder.proxy(proxy);
        }
        builder = tls(builder, options.roots, options.loopback && !own)?;
        Ok(Self { client: builder.build().map_err(reqwest::Error::without_url)? })
    }
}

#[cfg(feature = "rustls")]
fn tls(builder: reqwest::ClientBuilder, roots: Vec<Root>, plain: bool) -> Result<reqwest::ClientBuilder, BoxError> {
    // reqwest takes the process-wide provider and panics where there is none. Ours is put there only where nobody chose.
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may have been faster; then theirs is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
    }
    // Reading the system's certificates takes longer than a test.
    Ok(match (plain && roots.is_empty(), roots) {
        (true, _) => builder.tls_certs_only([]),
        (false, roots) if roots.is_empty() => builder,
        (false, roots) => builder.tls_certs_merge(roots),
    })
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn tls(builder: reqwest::ClientBuilder, roots: Vec<Root>, _: bool) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(if roots.is_empty() { builder } else { builder.tls_certs_merge(roots) })
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn tls(builder: reqwest::ClientBuilder, _: Vec<Root>, _: bool) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder)
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
