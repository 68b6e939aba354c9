//! A reply that arrives bit by bit → a stream of events or of lines.
//!
//! Server-sent events are read as section 9.2.6 of the HTML standard says; lines are one JSON text each (NDJSON, JSON
//! Lines, and RFC 7464's sequences).

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::call::Call;
use crate::clock::BoxFuture;
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::reply::{self, Decode, RawResponse};

/// A call whose reply is being opened: its body is read later. Dropping it ends the call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Opening<T> {
    pub(crate) download: BoxFuture<'static, Result<Download, Error>>,
    pub(crate) operation: &'static Operation,
    open: fn(Download) -> T,
}

impl<T> Opening<T> {
    /// For the call macros.
    #[doc(hidden)]
    pub fn new(call: Call, open: fn(Download) -> T) -> Self {
        Self { operation: call.operation, download: begun(call), open }
    }
}

/// The reply's head, once it is there; boxed here for the reason of [`execute::run`](crate::execute::run).
#[inline(never)]
fn begun(call: Call) -> BoxFuture<'static, Result<Download, Error>> {
    Box::pin(call.download())
}

impl<T> Future for Opening<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let open = self.open;
        self.download.as_mut().poll(context).map(|download| download.map(open))
    }
}

impl<T> fmt::Debug for Opening<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Opening").field(&self.operation.id).finish()
    }
}

/// One server-sent event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its kind, where the server names one.
    pub event: Option<String>,
    /// The last id that the server gave: `Last-Event-ID` to go on from here another time.
    pub id: Option<String>,
    /// How long to wait before connecting again, where the server says so.
    pub retry: Option<Duration>,
    /// What it carries.
    pub data: T,
}

/// A stream of server-sent events. It ends with the reply, at an error, and at the `[DONE]` that some APIs send.
///
/// The stall limit of the client or the call counts between two pieces: raise it for servers that are silent for long.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    lines: Lines,
    decode: Decode<T>,
    pending: Pending,
    done: bool,
}

/// The fields of the event that is being read.
#[derive(Default)]
struct Pending {
    event: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    data: Option<String>,
}

impl Pending {
    fn line(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => self.event = Some(value.to_owned()),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" => self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry),
            // A comment has no field name; what is not known is ignored.
            _ => {}
        }
    }

    /// The event, at the empty line that ends it. The id stays for those that follow.
    fn take(&mut self) -> Option<Event<String>> {
        let (event, data) = (self.event.take().filter(|event| !event.is_empty()), self.data.take());
        Some(Event { event, id: self.id.clone(), retry: self.retry, data: data? })
    }
}

impl<T> Events<T> {
    /// The events of a reply, each decoded like a reply of its own.
    pub fn new(download: Download, decode: Decode<T>) -> Self {
        Self { lines: Lines::new(download), decode, pending: Pending::default(), done: false }
    }

    /// The status of the reply.
    pub fn status(&self) -> StatusCode {
        self.lines.head.status()
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        self.lines.head.headers()
    }

    /// The next event; `None` after the last.
    ///
    /// # Errors
    ///
    /// Where the connection fails or stalls, an event is larger than a reply may be, or does not fit its type.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>, Error> {
        std::future::poll_fn(|context| self.poll_event(context)).await.transpose()
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        while !self.done {
            match ready!(self.lines.poll_line(context)) {
                Some(Ok(line)) if line.is_empty() => {
                    if let Some(event) = self.pending.take() {
                        return Poll::Ready(self.finished(event));
                    }
                }
                Some(Ok(line)) => self.pending.line(&String::from_utf8_lossy(&line)),
                Some(Err(error)) => {
                    self.done = true;
                    return Poll::Ready(Some(Err(error)));
                }
                // An event that no empty line ended is not complete.
                None => self.done = true,
            }
        }
        Poll::Ready(None)
    }

    fn finished(&mut self, event: Event<String>) -> Option<Result<Event<T>, Error>> {
        if event.data == "[DONE]" {
            self.done = true;
            return None;
        }
        let decoded = self.lines.decode(event.data.into(), self.decode);
        self.done = decoded.is_err();
        Some(decoded.map(|data| Event { event: event.event, id: event.id, retry: event.retry, data }))
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("status", &self.status()).finish_non_exhaustive()
    }
}

/// A stream of values, one JSON text to a line. It ends with the reply and at an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Rows<T> {
    lines: Lines,
    decode: Decode<T>,
    done: bool,
}

impl<T> Rows<T> {
    /// The lines of a reply, each decoded like a reply of its own.
    pub fn new(download: Download, decode: Decode<T>) -> Self {
        Self { lines: Lines::new(download), decode, done: false }
    }

    /// The status of the reply.
    pub fn status(&self) -> StatusCode {
        self.lines.head.status()
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        self.lines.head.headers()
    }

    /// The next value; `None` after the last.
    ///
    /// # Errors
    ///
    /// Where the connection fails or stalls, a line is larger than a reply may be, or does not fit its type.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|context| self.poll_row(context)).await.transpose()
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        while !self.done {
            let Some(line) = ready!(self.lines.poll_line(context)) else { break };
            let row = match line {
                // RFC 7464 puts a record separator before each text.
                Ok(line) => {
                    let text = line.strip_prefix(b"\x1e").unwrap_or(&line).trim_ascii();
                    if text.is_empty() {
                        continue;
                    }
                    self.lines.decode(Bytes::copy_from_slice(text), self.decode)
                }
                Err(error) => Err(error),
            };
            self.done = row.is_err();
            return Poll::Ready(Some(row));
        }
        self.done = true;
        Poll::Ready(None)
    }
}

impl<T> Stream for Rows<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_row(context)
    }
}

impl<T> fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("status", &self.status()).finish_non_exhaustive()
    }
}

/// A piece under way, with the body that it comes from.
type Piece = BoxFuture<'static, (Download, Result<Option<Bytes>, Error>)>;

/// The lines of a body, ended by CR, LF or both.
struct Lines {
    head: RawResponse,
    most: u64,
    idle: Option<Download>,
    piece: Option<Piece>,
    buffer: BytesMut,
    /// How far the buffer is known to hold no end of a line.
    searched: usize,
    /// The last line ended by CR: a LF right after it belongs to it.
    after_return: bool,
    began: bool,
}

impl Lines {
    fn new(download: Download) -> Self {
        Self {
            head: download.head().clone(),
            most: download.reply_bytes(),
            idle: Some(download),
            piece: None,
            buffer: BytesMut::new(),
            searched: 0,
            after_return: false,
            began: false,
        }
    }

    fn decode<T>(&self, text: Bytes, decode: Decode<T>) -> Result<T, Error> {
        reply::response(self.head.with_body(text), decode).map(reply::Response::into_value)
    }

    fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            if let Some(line) = self.take_line() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.buffer.len() as u64 > self.most {
                self.idle = None;
                let text = format!("a line of the reply is longer than {} bytes, the most that is taken", self.most);
                return Poll::Ready(Some(Err(self.head.error(ErrorKind::TooLarge, &text))));
            }
            match ready!(self.poll_piece(context)) {
                Some(Ok(piece)) => self.buffer.extend_from_slice(&piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None if self.buffer.is_empty() => return Poll::Ready(None),
                None => return Poll::Ready(Some(Ok(self.buffer.split().freeze()))),
            }
        }
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if let Some(mut download) = self.idle.take() {
            self.piece = Some(Box::pin(async move {
                let piece = download.chunk().await;
                (download, piece)
            }));
        }
        let Some(piece) = &mut self.piece else { return Poll::Ready(None) };
        let (download, outcome) = ready!(piece.as_mut().poll(context));
        self.piece = None;
        if matches!(outcome, Ok(Some(_))) {
            self.idle = Some(download);
        }
        Poll::Ready(outcome.transpose())
    }

    fn take_line(&mut self) -> Option<Bytes> {
        self.skip();
        let rest = self.buffer.get(self.searched..)?;
        let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map(|at| at + self.searched) else {
            self.searched = self.buffer.len();
            return None;
        };
        self.searched = 0;
        let line = self.buffer.split_to(end).freeze();
        self.after_return = self.buffer.first() == Some(&b'\r');
        self.buffer.advance(1);
        Some(line)
    }

    /// Passes over the byte order mark at the beginning, and the LF of a CR LF.
    fn skip(&mut self) {
        if !self.began && self.buffer.len() >= 3 {
            self.began = true;
            if self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.advance(3);
            }
        }
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.advance(1);
            }
        }
    }
}
