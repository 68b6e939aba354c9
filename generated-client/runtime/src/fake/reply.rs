//! Status, headers and text → the reply on the wire, whole or cut.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderValue, StatusCode};
use http_body::{Body, Frame, SizeHint};

use super::Asks;

const PLAIN: &[(u16, &str)] = &[
    (400, r#"{"detail":"Bad request."}"#),
    (401, r#"{"detail":"Invalid token."}"#),
    (404, r#"{"detail":"Not found."}"#),
    (405, r#"{"detail":"Method not allowed."}"#),
    (429, r#"{"detail":"Too many requests."}"#),
];

pub(crate) fn reply(status: u16, content_type: &str, body: String) -> http::Response<Full> {
    let mut response = http::Response::new(Full::new(body.into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if let (false, Ok(value)) = (content_type.is_empty(), HeaderValue::from_str(content_type)) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

/// The document's error of a status, or a plain one; the reason goes into a header.
pub(crate) fn error(asks: &Asks, status: u16, reason: &str) -> http::Response<Full> {
    let mut response = match asks.error(status) {
        Some(error) => reply(status, error.content_type, error.body.to_owned()),
        None => {
            let plain = PLAIN.iter().find(|(known, _)| *known == status);
            let body = plain.map_or(r#"{"detail":"Failed on demand."}"#, |(_, body)| body);
            reply(status, "application/json", body.to_owned())
        }
    };
    let reason: String = reason.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).collect();
    if let Ok(value) = HeaderValue::from_str(&reason) {
        response.headers_mut().insert(HeaderName::from_static("x-fake-reason"), value);
    }
    response
}

/// A body of one piece.
pub(crate) struct Full {
    bytes: Option<Bytes>,
    cut: bool,
}

impl Full {
    fn new(bytes: Bytes) -> Self {
        Self { bytes: Some(bytes).filter(|bytes| !bytes.is_empty()), cut: false }
    }

    /// Half of the body, then the end of the connection.
    pub(crate) fn cut(mut self) -> Self {
        self.cut = true;
        self
    }
}

impl Body for Full {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let cut = || io::Error::new(io::ErrorKind::ConnectionAborted, "cut on demand");
        Poll::Ready(match (self.bytes.take(), self.cut) {
            (Some(bytes), true) => Some(Ok(Frame::data(bytes.slice(..bytes.len() / 2)))),
            (Some(bytes), false) => Some(Ok(Frame::data(bytes))),
            (None, true) => Some(Err(cut())),
            (None, false) => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none() && !self.cut
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        // The half of nothing would be a whole reply.
        SizeHint::with_exact(if self.cut { length.max(1) } else { length })
    }
}
