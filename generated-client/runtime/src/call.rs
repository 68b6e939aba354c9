//! One request as generated code describes it: arguments by name, nothing sent yet.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::body::{Body, File, FormField, Part};
use crate::client::Client;
use crate::download::{Download, Slot};
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::operation::{BodyKind, Operation};
use crate::param::{IntoParam, Param, Style};
use crate::path::Argument;
use crate::reply::RawResponse;
use crate::retry::RetryPolicy;
use crate::secret::JsonText;
use crate::sending::Sending;

/// A request that is being described. Generated call types wrap it; by hand it calls an operation that no method is
/// generated for.
#[derive(Clone)]
pub struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) path: Vec<Argument>,
    pub(crate) query: Vec<Argument>,
    pub(crate) headers: Vec<Argument>,
    pub(crate) cookies: Vec<Argument>,
    pub(crate) body: Body,
    pub(crate) options: CallOptions,
    /// The path and query of a `next` link, in place of those that the arguments make.
    pub(crate) link: Option<(String, String)>,
    /// A complete URL on another origin, to which no credential goes.
    pub(crate) elsewhere: Option<String>,
    pub(crate) confirmed: bool,
    /// Where the body of a success is left unread.
    pub(crate) keep: Option<Slot>,
    /// The first thing that could not be described; it is the call's error.
    fault: Option<String>,
}

impl Call {
    /// A call of the operation without arguments.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            body: Body::None,
            options: CallOptions::default(),
            link: None,
            elsewhere: None,
            confirmed: false,
            keep: None,
            fault: None,
        }
    }

    /// A path argument.
    pub fn path(&mut self, name: &'static str, value: impl IntoParam) {
        set(&mut self.path, name, Style::Simple { explode: false }, value.into_param());
    }

    /// A path argument in another style than `simple`.
    pub fn path_styled(&mut self, name: &'static str, style: Style, value: impl IntoParam) {
        set(&mut self.path, name, style, value.into_param());
    }

    /// A query parameter, exploded `form`. A second value of that name takes the first one's place.
    pub fn query(&mut self, name: &'static str, value: impl IntoParam) {
        set(&mut self.query, name, Style::Form { explode: true }, value.into_param());
    }

    /// A query parameter in another style.
    pub fn query_styled(&mut self, name: &'static str, style: Style, value: impl IntoParam) {
        set(&mut self.query, name, style, value.into_param());
    }

    /// A header.
    pub fn header(&mut self, name: &'static str, value: impl IntoParam) {
        set(&mut self.headers, name, Style::Simple { explode: false }, value.into_param());
    }

    /// A header in another style.
    pub fn header_styled(&mut self, name: &'static str, style: Style, value: impl IntoParam) {
        set(&mut self.headers, name, style, value.into_param());
    }

    /// A cookie in another style.
    pub fn cookie_styled(&mut self, name: &'static str, style: Style, value: impl IntoParam) {
        set(&mut self.cookies, name, style, value.into_param());
    }

    /// A cookie.
    pub fn cookie(&mut self, name: &'static str, value: impl IntoParam) {
        set(&mut self.cookies, name, Style::Form { explode: false }, value.into_param());
    }

    /// A member of a JSON object body.
    pub fn field(&mut self, name: &'static str, value: impl Serialize) {
        let json = self.serialized(&value);
        self.member(name, json);
    }

    /// The same for a secret that is no text: plans show `***`.
    pub fn secret_field(&mut self, name: &'static str, value: impl Serialize) {
        let json = JsonText::secret(&value);
        let json = json.map_err(|error| self.fault.get_or_insert(format!("the body is no JSON: {error}")).clone()).ok();
        self.member(name, json);
    }

    fn member(&mut self, name: &'static str, json: Option<JsonText>) {
        if !matches!(self.body, Body::Fields(_)) {
            self.body = Body::Fields(Vec::new());
        }
        if let (Body::Fields(fields), Some(json)) = (&mut self.body, json) {
            fields.retain(|(known, _)| *known != name);
            fields.push((name, json));
        }
    }

    /// A member of a JSON object body that is null.
    pub fn field_null(&mut self, name: &'static str) {
        self.field(name, ());
    }

    /// A whole JSON body.
    pub fn json(&mut self, value: &(impl Serialize + ?Sized)) {
        if let Some(json) = self.serialized(value) {
            self.body = Body::Json(json);
        }
    }

    /// A field of a form body; a list is a field for each item.
    pub fn form_field(&mut self, name: &'static str, value: impl IntoParam) {
        self.form_part(FormField { name: name.into(), style: None, value: value.into_param() });
    }

    /// A field of a form body in one of the styles of a query parameter.
    pub fn form_field_styled(&mut self, name: &'static str, style: Style, value: impl IntoParam) {
        self.form_part(FormField { name: name.into(), style: Some(style), value: value.into_param() });
    }

    /// A whole form or multipart body whose fields the API does not name: each member of an object is one.
    pub fn form(&mut self, value: &(impl Serialize + ?Sized)) {
        let json = JsonText::new(value).ok();
        let members = |text: &str| serde_json::from_str::<Map<String, Value>>(text).ok();
        let Some((members, shown)) = json.and_then(|json| members(&json.text).zip(members(json.shown()))) else {
            self.fault.get_or_insert("the body is no object, so it has no fields".to_owned());
            return;
        };
        let fields = members.into_iter().map(|(name, value)| {
            let secret = shown.get(&name) != Some(&value);
            (Cow::Owned(name), Param::with_secrecy(value, secret))
        });
        self.body = match self.operation.body {
            BodyKind::Multipart => {
                Body::Parts(fields.map(|(name, value)| Part::Text { name, media_type: None, value }).collect())
            }
            _ => Body::Form(fields.map(|(name, value)| FormField { name, style: None, value }).collect()),
        };
    }

    /// A text part of a multipart body; a list is a part for each item, an object a part of JSON.
    pub fn text_part(&mut self, name: &'static str, value: impl IntoParam) {
        self.part(Part::Text { name: name.into(), media_type: None, value: value.into_param() });
    }

    /// The same with the media type that each part says it has; JSON is written as such, text included.
    pub fn text_part_as(&mut self, name: &'static str, media_type: &'static str, value: impl IntoParam) {
        self.part(Part::Text { name: name.into(), media_type: Some(media_type), value: value.into_param() });
    }

    /// A file part of a multipart body.
    pub fn file_part(&mut self, name: &'static str, file: File) {
        self.part(Part::File { name, file });
    }

    /// The same with the media type that the part has unless the file has one of its own.
    pub fn file_part_as(&mut self, name: &'static str, media_type: &'static str, mut file: File) {
        file.content_type.get_or_insert_with(|| media_type.to_owned());
        self.file_part(name, file);
    }

    /// A body of text.
    pub fn text(&mut self, text: impl Into<String>) {
        self.body = Body::Text(text.into());
    }

    /// A body of bytes.
    pub fn bytes(&mut self, bytes: impl Into<Bytes>) {
        self.body = Body::Bytes(bytes.into());
    }

    /// Sends the call to a complete URL that the API handed out, a signed upload URL for one, in place of the API's own
    /// server. No credential, and none of the client's own headers and query, goes there.
    pub fn elsewhere(&mut self, url: impl Into<String>) {
        self.elsewhere = Some(url.into());
    }

    /// Sends the call; gives the reply as it came, whatever its status. A destructive one is refused: only
    /// [`Confirmed`](crate::Confirmed) sends those.
    pub fn send_raw(self) -> Sending<RawResponse> {
        Sending::new(self, Ok)
    }

    /// Sends the call and leaves the body of the reply to be read piece by piece: for replies of any size.
    ///
    /// # Errors
    ///
    /// Those of a call, and one for a status that is no success.
    pub async fn download(mut self) -> Result<Download, Error> {
        let slot = self.keep.insert(Slot::default()).clone();
        let (client, options) = (self.client.clone(), self.options.clone());
        let raw = execute::run(self).await?;
        raw.error_for_status()?;
        Ok(Download::new(&client, &options, raw, slot.take()))
    }

    /// Options for this call alone.
    pub fn set_options(&mut self, options: CallOptions) {
        self.options = options;
    }

    /// The operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn fault(&self) -> Option<Error> {
        let text = self.fault.as_ref()?;
        Some(Error::new(ErrorKind::Argument, text).with_operation(self.operation.id))
    }

    /// The value of a query parameter that the caller set.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        self.query.iter().find(|(known, ..)| *known == name).and_then(|(.., value)| value.scalar())
    }

    fn form_part(&mut self, field: FormField) {
        if !matches!(self.body, Body::Form(_)) {
            self.body = Body::Form(Vec::new());
        }
        if let Body::Form(fields) = &mut self.body {
            fields.retain(|known| known.name != field.name);
            fields.push(field);
        }
    }

    fn part(&mut self, part: Part) {
        match &mut self.body {
            Body::Parts(parts) => parts.push(part),
            other => *other = Body::Parts(vec![part]),
        }
    }

    fn serialized<T: Serialize + ?Sized>(&mut self, value: &T) -> Option<JsonText> {
        JsonText::new(value)
            .map_err(|error| self.fault.get_or_insert(format!("the body is no JSON: {error}")).clone())
            .ok()
    }
}

fn set(arguments: &mut Vec<Argument>, name: &'static str, style: Style, value: Param) {
    match arguments.iter_mut().find(|(known, ..)| *known == name) {
        Some(known) => *known = (name, style, value),
        None => arguments.push((name, style, value)),
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .finish_non_exhaustive()
    }
}

/// Options of one call. What is not set is the client's.
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) stall_timeout: Option<Duration>,
    pub(crate) retries: Option<RetryPolicy>,
    pub(crate) max_reply_bytes: Option<u64>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
}

impl CallOptions {
    /// No options.
    pub fn new() -> Self {
        Self::default()
    }

    /// A limit for the whole call, retries and waits included.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// A limit for each request, from its start to the head of the reply.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// A limit for the time in which nothing of a body arrives.
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.stall_timeout = Some(limit);
        self
    }

    /// How often and how patiently the call is repeated.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = Some(policy);
        self
    }

    /// The largest reply that is taken, decompressed.
    pub fn max_reply_bytes(mut self, limit: u64) -> Self {
        self.max_reply_bytes = Some(limit);
        self
    }

    /// Asks every cache on the way for a fresh answer: for reading what was just changed.
    pub fn no_cache(self) -> Self {
        // RFC 9111 section 5.4: `Pragma` is for caches that know HTTP/1.0 only.
        self.header("cache-control", "no-cache").header("pragma", "no-cache")
    }

    /// Another header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Another query parameter.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }
}
