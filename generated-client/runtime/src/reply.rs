//! A reply → the value that the operation gives, with status and headers beside it.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::message;
use crate::model::{self, Drift, SetAside, Slot};
use crate::operation::{Effect, Operation};
use crate::secret::Secret;

pub use crate::model::Decoded;

/// A reply as it came, whatever its status.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    pub(crate) context: Option<Context>,
}

/// Where a reply came from: for its errors.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// The token that was sent: the server may have said it back.
    pub(crate) token: Option<Secret>,
}

impl RawResponse {
    /// A reply that no server sent: to decode a body that is at hand.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), attempts: 0, context: None }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, taken out.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// How many requests it took.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The id under which the server's keepers find the request.
    pub fn request_id(&self) -> Option<String> {
        message::request_id(&self.headers, &self.body)
    }

    /// The error that this reply is, if its status is no success.
    ///
    /// # Errors
    ///
    /// Where the status is no success.
    pub fn error_for_status(&self) -> Result<(), Error> {
        if self.status.is_success() {
            return Ok(());
        }
        Err(self.error(ErrorKind::Status, &message::of(&self.body)))
    }

    /// The same reply with a part of its body as if it were all of it.
    pub(crate) fn with_body(&self, body: Bytes) -> Self {
        Self { body, ..self.clone() }
    }

    pub(crate) fn error(&self, kind: ErrorKind, text: &str) -> Error {
        let hidden = match &self.context {
            Some(context) => context.client.shared.credentials.hide(text, context.token.as_ref()),
            None => text.to_owned(),
        };
        let error = Error::reply(kind, hidden, self.status, self.headers.clone(), self.body.clone());
        error
            .with_attempts(self.attempts)
            .with_operation(self.context.as_ref().map_or("", |context| context.operation.id))
    }

    /// Whether something was done: then a success that says nothing is an object without members, and no error where none
    /// is needed. Of a read it would be a list that looks empty.
    fn is_of_change(&self) -> bool {
        let effect = self.context.as_ref().map(|context| context.operation.effect);
        matches!(effect, Some(Effect::Write | Effect::Destructive))
    }

    /// Tells of what was left out, or refuses it.
    fn settle(&self, set_aside: &[SetAside]) -> Result<(), Error> {
        let (Some(context), Some(first)) = (&self.context, set_aside.first()) else { return Ok(()) };
        let shared = &context.client.shared;
        if let Some(hook) = &shared.set_aside {
            hook(context.operation, set_aside);
        }
        crate::trace::set_aside(context.operation, set_aside);
        if shared.strict {
            return Err(self.error(ErrorKind::Decode, &first.message).with_path(first.path.clone()));
        }
        Ok(())
    }
}

impl std::fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Bodies and headers may hold secrets.
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// A decoded reply with its status and headers.
#[derive(Debug, Clone)]
pub struct Response<T> {
    value: T,
    head: Head,
}

/// What stands beside the value, whatever its type.
#[derive(Debug, Clone)]
struct Head {
    set_aside: Vec<SetAside>,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

impl<T> Response<T> {
    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, taken out.
    pub fn into_value(self) -> T {
        self.value
    }

    /// What was left out of the value because it did not fit its type.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.head.set_aside
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// A header as a value; `None` where it is not there, or says something else.
    pub fn header<V: std::str::FromStr>(&self, name: &str) -> Option<V> {
        self.head.headers.get(name)?.to_str().ok()?.trim().parse().ok()
    }

    /// How many requests it took.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }
}

/// How a reply becomes a value.
pub type Decode<T> = fn(&RawResponse) -> Result<Decoded<T>, Error>;

pub(crate) fn response<T>(raw: RawResponse, decode: Decode<T>) -> Result<Response<T>, Error> {
    let Decoded { value, set_aside } = decoded(&raw, decode)?;
    Ok(Response { value, head: Head { set_aside, status: raw.status, headers: raw.headers, attempts: raw.attempts } })
}

/// The value alone.
pub(crate) fn value<T>(raw: &RawResponse, decode: Decode<T>) -> Result<T, Error> {
    Ok(decoded(raw, decode)?.value)
}

fn decoded<T>(raw: &RawResponse, decode: Decode<T>) -> Result<Decoded<T>, Error> {
    raw.error_for_status()?;
    let decoded = decode(raw)?;
    raw.settle(&decoded.set_aside)?;
    Ok(decoded)
}

/// A reply of JSON.
///
/// # Errors
///
/// Where the body is not JSON, or its root does not fit the type. Values inside that do not fit are set aside.
pub fn json<T: Slot>(raw: &RawResponse) -> Result<Decoded<T>, Error> {
    let mut value = T::blank();
    let set_aside = json_into(&mut value, raw)?;
    Ok(Decoded { value, set_aside })
}

fn json_into(slot: &mut dyn Slot, raw: &RawResponse) -> Result<Vec<SetAside>, Error> {
    // An empty body can still be a value: that of a type for which null is one.
    let empty = raw.body.trim_ascii().is_empty();
    let read = if empty { read(slot, raw, b"null") } else { read(slot, raw, &raw.body) };
    match read {
        // What does not take null is as blank as before.
        Err(error) if empty && raw.is_of_change() => self::read(slot, raw, b"{}").map_err(|_| error),
        other => other,
    }
    .map_err(|error| undecodable(raw, empty, error))
}

fn read(slot: &mut dyn Slot, raw: &RawResponse, text: &[u8]) -> Result<Vec<SetAside>, model::Undecodable> {
    let observed =
        raw.context.as_ref().and_then(|context| Some((context.client.shared.drift.as_ref()?, context.operation)));
    let Some((hook, operation)) = observed else { return model::decode_into(slot, text, None) };
    let mut tell = |(path, kind)| hook(&Drift { operation: operation.id, path, kind });
    model::decode_into(slot, text, Some(&mut tell))
}

fn undecodable(raw: &RawResponse, empty: bool, error: model::Undecodable) -> Error {
    let content_type = raw.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = match (empty, error.path.is_some()) {
        (true, _) => "the reply is empty".to_owned(),
        (false, false) if !content_type.is_empty() && !content_type.contains("json") => {
            format!("the reply is {content_type}, not JSON: {}", message::of(&raw.body))
        }
        _ => error.message,
    };
    let failed = raw.error(ErrorKind::Decode, &text);
    match error.path.filter(|_| !empty) {
        Some(path) => failed.with_path(path),
        None => failed,
    }
}

/// The body of a request that the API sent: of a webhook or callback.
///
/// # Errors
///
/// Where the body is not JSON, or its root does not fit the type. Values inside that do not fit are set aside.
pub fn payload<T: Slot>(body: &[u8]) -> Result<Decoded<T>, Error> {
    model::decode(body, None).map_err(|error| {
        let failed = Error::new(ErrorKind::Decode, &error.message);
        match error.path {
            Some(path) => failed.with_path(path),
            None => failed,
        }
    })
}

/// A reply without a value; a body, if there is one, is not looked at.
///
/// # Errors
///
/// None.
pub fn empty(_: &RawResponse) -> Result<Decoded<()>, Error> {
    Ok(Decoded::whole(()))
}

/// A reply of text.
///
/// # Errors
///
/// None: bytes that are not UTF-8 become U+FFFD.
pub fn text(raw: &RawResponse) -> Result<Decoded<String>, Error> {
    Ok(Decoded::whole(String::from_utf8_lossy(&raw.body).into_owned()))
}

/// A reply of bytes.
///
/// # Errors
///
/// None.
pub fn bytes(raw: &RawResponse) -> Result<Decoded<Bytes>, Error> {
    Ok(Decoded::whole(raw.body.clone()))
}
