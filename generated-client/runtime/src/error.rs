//! What went wrong with a call: one opaque type with predicates and parts.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::message;
use crate::plan::Plan;
use crate::retry;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong with a call, and what the server said about it.
///
/// `Display` is one line with the API's own message. The reply's parts are kept: [`status`](Self::status),
/// [`headers`](Self::headers), [`body`](Self::body). No form of it shows a credential of the client, not even one that
/// the server sent back; [`body`](Self::body) alone holds the reply as it came.
pub struct Error {
    inner: Box<Inner>,
}

pub(crate) struct Inner {
    kind: ErrorKind,
    operation: &'static str,
    text: String,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Bytes,
    path: Option<String>,
    attempts: u32,
    reached: bool,
    wait: Option<Duration>,
    plan: Option<Box<Plan>>,
    source: Option<Source>,
}

/// The kinds of errors. New ones may come: match with a wildcard, or use the predicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be built from what it was given.
    Configuration,
    /// An argument cannot be sent: a path argument that is empty or `..`, a header with a line break.
    Argument,
    /// A file to upload could not be read, or changed while it was read.
    File,
    /// The token provider gave no token.
    Token,
    /// The client is read-only and the operation is not a read.
    ReadOnly,
    /// The client plans writes and sends none; [`Error::plan`] has the request.
    DryRun,
    /// The confirmation does not name the target of a destructive call.
    NotConfirmed,
    /// No connection could be made.
    Connect,
    /// A time limit passed.
    Timeout,
    /// The rate limit leaves no room before the call's time limit; nothing was sent.
    RateLimit,
    /// The connection failed under way.
    Transport,
    /// The server sent a redirect that is not followed.
    Redirect,
    /// The server answered with a status that is no success.
    Status,
    /// The reply is larger than the client takes.
    TooLarge,
    /// The reply could not be decoded.
    Decode,
    /// The pages of a list go round in a circle.
    Paging,
    /// The server answered with success and without what was asked for.
    Missing,
    /// A change would reach more than the caller allows; nothing was changed.
    TooMany,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, text: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                operation: "",
                text: text.into(),
                status: None,
                headers: HeaderMap::new(),
                body: Bytes::new(),
                path: None,
                attempts: 0,
                reached: false,
                wait: None,
                plan: None,
                source: None,
            }),
        }
    }

    /// An error of settings that a program built on this client checked and found wrong.
    pub fn configuration(text: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, text)
    }

    /// An error of a reply. The text must be free of the client's credentials.
    pub(crate) fn reply(kind: ErrorKind, text: String, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let mut error = Self::new(kind, text);
        error.inner.status = Some(status);
        error.inner.headers = headers;
        error.inner.body = body;
        error.inner.reached = true;
        error
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        if self.inner.operation.is_empty() {
            self.inner.operation = operation;
        }
        self
    }

    pub(crate) fn with_path(mut self, path: String) -> Self {
        self.inner.path = Some(path);
        self
    }

    pub(crate) fn with_reached(mut self, reached: bool) -> Self {
        self.inner.reached |= reached;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = self.inner.attempts.max(attempts);
        self
    }

    pub(crate) fn with_wait(mut self, wait: Duration) -> Self {
        self.inner.wait = Some(wait);
        self
    }

    pub(crate) fn with_plan(mut self, plan: Plan) -> Self {
        self.inner.plan = Some(Box::new(plan));
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// `group.method` of the operation; empty where no call was made.
    pub fn operation(&self) -> &'static str {
        self.inner.operation
    }

    /// Status of the reply, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.status
    }

    /// Headers of the reply; empty where there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    /// Body of the reply as it came; empty where there was none.
    pub fn body(&self) -> &[u8] {
        &self.inner.body
    }

    /// What the API said, or this client where the API said nothing.
    pub fn message(&self) -> &str {
        &self.inner.text
    }

    /// The id under which the server's keepers find the request.
    pub fn request_id(&self) -> Option<String> {
        message::request_id(&self.inner.headers, &self.inner.body)
    }

    /// JSON path (RFC 9535) of the value that did not decode.
    pub fn path(&self) -> Option<&str> {
        self.inner.path.as_deref()
    }

    /// How many requests were sent.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// The request that a dry run would have sent.
    pub fn plan(&self) -> Option<&Plan> {
        self.inner.plan.as_deref()
    }

    /// How long the server asks to wait: `Retry-After` in seconds or as a date, after a 429 also `RateLimit-Reset`.
    pub fn retry_after(&self) -> Option<Duration> {
        let status = self.status().map_or(0, |status| status.as_u16());
        self.inner.wait.or_else(|| retry::server_wait(status, &self.inner.headers, SystemTime::now()))
    }

    /// Whether the server may have seen a request of this call, and so may have done something.
    pub fn may_have_reached_server(&self) -> bool {
        self.inner.reached
    }

    /// 404, or a success without what was asked for: there is no such thing.
    pub fn is_not_found(&self) -> bool {
        self.has_status(404) || self.inner.kind == ErrorKind::Missing
    }

    /// 401: the token is missing, wrong or expired.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401)
    }

    /// 403: the token may not do this.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403)
    }

    /// 409: it clashes with what is there.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409)
    }

    /// 400 or 422: the server does not take the request as it is.
    pub fn is_invalid_request(&self) -> bool {
        self.has_status(400) || self.has_status(422)
    }

    /// 429: too many requests; or too many for the call's time limit, by the client's own count.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429) || self.inner.kind == ErrorKind::RateLimit
    }

    /// 5xx: the server failed.
    pub fn is_server_error(&self) -> bool {
        self.inner.kind == ErrorKind::Status && self.status().is_some_and(|status| status.is_server_error())
    }

    /// A time limit of the client passed.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == ErrorKind::Timeout
    }

    /// No connection could be made.
    pub fn is_connect(&self) -> bool {
        self.inner.kind == ErrorKind::Connect
    }

    /// The reply could not be decoded.
    pub fn is_decode(&self) -> bool {
        self.inner.kind == ErrorKind::Decode
    }

    /// The client refused to send: it is read-only, in a dry run, was not given the right confirmation, or would reach
    /// more than the caller allows.
    pub fn is_refused(&self) -> bool {
        use ErrorKind::{DryRun, NotConfirmed, ReadOnly, TooMany};
        matches!(self.inner.kind, ReadOnly | DryRun | NotConfirmed | TooMany)
    }

    fn has_status(&self, code: u16) -> bool {
        self.inner.kind == ErrorKind::Status && self.status().is_some_and(|status| status.as_u16() == code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        if !inner.operation.is_empty() {
            write!(f, "{}: ", inner.operation)?;
        }
        match (inner.kind, inner.status) {
            (ErrorKind::Status | ErrorKind::Redirect, Some(status)) => {
                write!(f, "{}", status.as_u16())?;
                if let Some(reason) = status.canonical_reason() {
                    write!(f, " {reason}")?;
                }
                if inner.text.is_empty() { Ok(()) } else { write!(f, ": {}", inner.text) }
            }
            _ => match &inner.path {
                Some(path) => write!(f, "{} at {path}", inner.text),
                None => f.write_str(&inner.text),
            },
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("operation", &inner.operation)
            .field("message", &inner.text)
            .field("status", &inner.status)
            .field("path", &inner.path)
            .field("attempts", &inner.attempts)
            .field("may_have_reached_server", &inner.reached)
            .field("body", &format_args!("{} bytes", inner.body.len()))
            .field("source", &inner.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}
