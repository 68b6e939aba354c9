//! What a caller put into a request body → bytes on the wire, for each attempt anew.

use std::borrow::Cow;
use std::path::PathBuf;

use bytes::Bytes;

use crate::encode;
use crate::multipart;
use crate::operation::Operation;
use crate::param::{self, Param, Style};
use crate::secret::JsonText;

/// A file for an upload.
#[derive(Clone)]
pub struct File {
    pub(crate) name: String,
    pub(crate) content: Content,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) progress: Option<Progress>,
}

/// Hears how many bytes of a file were sent so far, and how many there are.
pub(crate) type Progress = std::sync::Arc<dyn Fn(u64, u64) + Send + Sync>;

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    Path(PathBuf),
}

impl File {
    /// A file whose content is at hand.
    pub fn new(file_name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self::of(file_name.into(), Content::Bytes(content.into()))
    }

    /// A file on disk. It is read while it is sent, so that its size does not matter; what goes wrong with it is an
    /// error of the call.
    pub fn open(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self::of(name, Content::Path(path))
    }

    fn of(name: String, content: Content) -> Self {
        Self { name, content, content_type: None, headers: Vec::new(), progress: None }
    }

    /// A header of the file's part, beside its media type.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Another file name for the server than the one on disk.
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.name = file_name.into();
        self
    }

    /// The media type; `application/octet-stream` where none is said.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// A function that hears how far a file from disk is: bytes sent so far, and bytes in all. It is called where the
    /// upload runs, so it must not wait; a request that is repeated begins anew.
    pub fn on_progress(mut self, hear: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(std::sync::Arc::new(hear));
        self
    }
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A part of a multipart body.
#[derive(Clone)]
pub(crate) enum Part {
    Text { name: Cow<'static, str>, media_type: Option<&'static str>, value: Param },
    File { name: &'static str, file: File },
}

/// A field of a form; without a style, a list is a field for each item.
#[derive(Clone)]
pub(crate) struct FormField {
    pub(crate) name: Cow<'static, str>,
    pub(crate) style: Option<Style>,
    pub(crate) value: Param,
}

/// A request body as the caller described it.
#[derive(Clone, Default)]
pub(crate) enum Body {
    #[default]
    None,
    Fields(Vec<(&'static str, JsonText)>),
    Json(JsonText),
    Form(Vec<FormField>),
    Parts(Vec<Part>),
    Text(String),
    Bytes(Bytes),
}

/// A request body ready to be sent any number of times.
#[derive(Clone)]
pub(crate) struct Payload {
    pub(crate) content_type: Option<String>,
    pub(crate) source: Source,
}

#[derive(Clone)]
pub(crate) enum Source {
    Empty,
    Full(Bytes),
    Pieces(Vec<multipart::Piece>),
}

impl Body {
    /// Whether some of it is read from disk while it is sent.
    pub(crate) fn is_streamed(&self) -> bool {
        let Body::Parts(parts) = self else { return false };
        parts.iter().any(|part| matches!(part, Part::File { file: File { content: Content::Path(_), .. }, .. }))
    }

    /// `shown` hides secrets: for plans.
    pub(crate) fn payload(&self, operation: &Operation, shown: bool) -> Payload {
        let media_type = match operation.media_type {
            "" => operation.body.media_type(),
            given => given,
        };
        let (content_type, source) = match self {
            Body::None => return self.none(operation, media_type),
            Body::Fields(fields) => (media_type.to_owned(), Source::Full(object(fields, shown).into())),
            Body::Json(json) => (media_type.to_owned(), Source::Full(json_text(json, shown).to_owned().into())),
            Body::Form(fields) => (media_type.to_owned(), Source::Full(form(fields, shown).into())),
            Body::Parts(parts) => {
                let boundary = if shown { "boundary".to_owned() } else { multipart::boundary() };
                (
                    format!("{media_type}; boundary={boundary}"),
                    Source::Pieces(multipart::pieces(parts, &boundary, shown)),
                )
            }
            Body::Text(text) => (media_type.to_owned(), Source::Full(text.clone().into())),
            Body::Bytes(bytes) => (media_type.to_owned(), Source::Full(bytes.clone())),
        };
        Payload { content_type: Some(content_type), source }
    }

    fn none(&self, operation: &Operation, media_type: &str) -> Payload {
        use crate::operation::BodyKind::{Form, Json, Multipart};
        match operation.body {
            // A required object whose members are all optional, none of them set.
            Json if operation.body_required => {
                Payload { content_type: Some(media_type.to_owned()), source: Source::Full("{}".into()) }
            }
            Form if operation.body_required => {
                Payload { content_type: Some(media_type.to_owned()), source: Source::Full(Bytes::new()) }
            }
            Multipart if operation.body_required => Body::Parts(Vec::new()).payload(operation, false),
            _ => Payload { content_type: None, source: Source::Empty },
        }
    }
}

fn json_text(json: &JsonText, shown: bool) -> &str {
    if shown { json.shown() } else { &json.text }
}

fn object(fields: &[(&'static str, JsonText)], shown: bool) -> String {
    let members = fields.iter().map(|(name, json)| format!("{}:{}", quoted(name), json_text(json, shown)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

fn form(fields: &[FormField], shown: bool) -> String {
    let mut pairs = Vec::new();
    for FormField { name, style, value } in fields {
        let value = if shown { value.shown() } else { value.clone() };
        match style {
            // OpenAPI 3.1, "Encoding Object": a style writes a field as it writes a query parameter.
            Some(style) => pairs.extend(param::query(name, *style, &value)),
            None => pairs.extend(param::fields(&value).iter().map(|text| pair(name, text))),
        }
    }
    pairs.join("&")
}

fn pair(name: &str, text: &str) -> String {
    let mut out = String::new();
    encode::push_form(&mut out, name);
    out.push('=');
    encode::push_form(&mut out, text);
    out
}
