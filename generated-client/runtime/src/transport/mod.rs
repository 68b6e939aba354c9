//! The seam under the client: one request in, one reply out, no retries and no redirects.

#[cfg(not(target_family = "wasm"))]
mod http_client;
#[cfg(target_family = "wasm")]
#[path = "no_client.rs"]
mod http_client;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod tls;
mod upload;

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

pub use upload::Upload;

pub use crate::clock::BoxFuture;
pub(crate) use http_client::Connections;
pub(crate) use upload::open;

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends requests. Put another one under a client with `transport` of its builder: for tests, recordings, or a stack of
/// one's own.
///
/// It must neither repeat a request nor follow a redirect: the client does both, by the operation's effect and without
/// carrying the token elsewhere.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends one request and gives the head of the reply, with the body still to be read.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Failure>>;
}

/// A request as a transport gets it.
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// Headers but for `Host` and `Content-Length`; those that hold a credential are marked sensitive.
    pub headers: HeaderMap,
    /// Body; its size hint is exact.
    pub body: Upload,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query may hold a key.
        f.debug_struct("Request").field("method", &self.method).field("path", &self.url.path()).finish_non_exhaustive()
    }
}

/// A reply body as it arrives.
pub type ReplyBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;

/// A reply body that is at hand: for transports that answer themselves.
pub fn body(bytes: impl Into<Bytes>) -> ReplyBody {
    Box::pin(Whole(Some(bytes.into()).filter(|bytes: &Bytes| !bytes.is_empty())))
}

struct Whole(Option<Bytes>);

impl http_body::Body for Whole {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, BoxError>>> {
        std::task::Poll::Ready(self.0.take().map(|bytes| Ok(http_body::Frame::data(bytes))))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// A reply as a transport gives it.
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, decompressed if the transport decompresses.
    pub body: ReplyBody,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why there is no reply.
#[derive(Debug)]
pub struct Failure {
    /// What failed.
    pub kind: FailureKind,
    /// The error below, without URL or headers.
    pub source: BoxError,
}

/// What failed under a transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind {
    /// No connection was made: nothing was sent.
    Connect,
    /// No connection was made in time: nothing was sent.
    ConnectTimeout,
    /// The file to upload could not be read.
    File,
    /// Anything after the connection was made.
    Other,
}
