//! Operations: what is sent, what comes back, and what it does to the world.

use serde::Serialize;
use serde_json::Value;

use super::types::{JsonType, Link, Type};

/// One method of the client.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// JSON pointer of the operation object.
    pub pointer: String,
    /// `operationId`, where there is one.
    pub id: Option<String>,
    /// Method name that the overlay wants (`x-method-name`).
    pub rename: Option<String>,
    /// First tag: ids repeat it, also where the group is called otherwise.
    pub tag: Option<String>,
    /// Method names that it had, kept as deprecated methods (`x-deprecated-name`).
    pub former: Vec<String>,
    /// Index into [`super::Api::groups`].
    pub group: usize,
    /// HTTP method in capitals.
    pub method: String,
    /// Path template exactly as written: `/api/v1/devices/{device_id}`.
    pub path: String,
    /// Template in parts, so that nobody parses it twice.
    pub segments: Vec<PathPart>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`, as Markdown.
    pub doc: Option<String>,
    /// `externalDocs.url`, where it is http or https.
    pub docs_url: Option<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// Path, query, header and cookie parameters in the document's order, path item's first.
    pub parameters: Vec<Parameter>,
    /// What the request carries.
    pub body: Option<Body>,
    /// Success replies, by status.
    pub replies: Vec<Reply>,
    /// Error replies, by status.
    pub errors: Vec<Reply>,
    /// What it does to the world.
    pub effect: Effect,
    /// Statuses that prove that nothing was done, so that even a write may be repeated (`x-retry`).
    pub retry_on: Vec<u16>,
    /// How the target of a destructive call is confirmed (`x-confirm`).
    pub confirm: Option<ConfirmCheck>,
    /// How its list goes on.
    pub paging: Option<Paging>,
    /// Alternatives of security; each a list of scheme names that apply together. Empty: none needed.
    pub security: Vec<Vec<String>>,
    /// Servers of its own (of the operation or its path item), if any.
    pub servers: Vec<super::Server>,
    /// Which of several media types this method is for, as the words that end its name (`as csv`, `with form`); `None`
    /// for those that are preferred. The method without follows its operation's description, the others stand beside it.
    pub variant: Option<String>,
}

/// A part of a path template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum PathPart {
    /// Text as it stands, slashes included.
    Literal(String),
    /// Index into [`Operation::parameters`].
    Parameter(usize),
}

/// What an operation does to the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Effect {
    /// Reads.
    Read,
    /// Reads a key or password.
    Secret,
    /// Changes something.
    Write,
    /// Loses something for good.
    Destructive,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Name on the wire.
    pub wire: String,
    /// Name that the overlay wants (`x-name`).
    pub rename: Option<String>,
    /// JSON pointer of the parameter object.
    pub pointer: String,
    /// Where it travels.
    pub location: Location,
    /// Its type.
    pub ty: Type,
    /// How a list or object is written.
    pub style: Style,
    /// Whether it must be given. Path parameters always.
    pub required: bool,
    /// Whether the reserved characters of RFC 3986 stay as they are.
    pub allow_reserved: bool,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// Description as Markdown.
    pub doc: Option<String>,
    /// Default that the document states.
    pub default: Option<Value>,
    /// Example that the document states.
    pub example: Option<Value>,
    /// Lower and upper bound and the like, in words, for the docs.
    pub constraints: Option<String>,
    /// What else its schema asks of a value: JSON Schema's keyword and its value.
    pub bounds: Vec<(String, Value)>,
    /// The smallest value that the schema accepts: an example, a default, or made up from the schema.
    pub sample: Value,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// How a list or object is written (OpenAPI 3.1, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Style {
    /// `a=1&a=2` exploded, `a=1,2` otherwise.
    Form {
        /// Whether each element is written with its name.
        explode: bool,
    },
    /// `1,2` in path and header.
    Simple {
        /// Whether object members are written `key=value`.
        explode: bool,
    },
    /// `;a=1,2` in a path.
    Matrix {
        /// Whether each element is written with its name.
        explode: bool,
    },
    /// `.1.2` in a path.
    Label {
        /// Whether object members are written `key=value`.
        explode: bool,
    },
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1|2`.
    PipeDelimited,
    /// `a[key]=value`.
    DeepObject,
    /// JSON text (`content: application/json`).
    Json,
}

/// What a request carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// JSON pointer of the media type object.
    pub pointer: String,
    /// Media type as it is sent.
    pub media_type: String,
    /// Media types that the document offers beside it.
    pub others: Vec<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Description as Markdown.
    pub doc: Option<String>,
    /// Its content.
    pub content: BodyContent,
    /// Whether the properties of the struct become arguments (required ones) and setters (optional ones) of the call;
    /// otherwise the whole body is one argument.
    pub spread: bool,
    /// Example that the document states.
    pub example: Option<Value>,
    /// The smallest body that the schema accepts.
    pub sample: Value,
    /// How some of its properties are written, where the document says it (`encoding`).
    pub encodings: Vec<Encoding>,
}

/// How a property of a form or multipart body is written (OpenAPI 3.1, "Encoding Object").
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Encoding {
    /// The property.
    pub wire: String,
    /// Media type of the part, or of each part where the property is a list.
    pub media_type: Option<String>,
    /// Headers that the part has beside it.
    pub headers: Vec<String>,
    /// How a form field is written; `None` for the default.
    pub style: Option<Style>,
    /// Whether the reserved characters of RFC 3986 stay as they are in a form field.
    pub allow_reserved: bool,
}

/// The content of a request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum BodyContent {
    /// JSON. A [`Type::Named`] struct whose properties are all known is written by setters.
    Json(Type),
    /// `application/x-www-form-urlencoded` of a struct's properties.
    Form(Type),
    /// `multipart/form-data` of a struct's properties; [`Type::Binary`] ones are files.
    Multipart(Type),
    /// Text.
    Text,
    /// Bytes.
    Binary,
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reply {
    /// Status, range or default.
    pub status: Status,
    /// JSON pointer of the response object.
    pub pointer: String,
    /// Media type, where there is content.
    pub media_type: Option<String>,
    /// Its content.
    pub content: ReplyContent,
    /// Description as Markdown.
    pub doc: Option<String>,
    /// Headers with a meaning.
    pub headers: Vec<Header>,
    /// Examples that the document carries, for the fake server and the docs.
    pub examples: Vec<Value>,
    /// The first example, or a value made up from the schema; `None` without content.
    pub sample: Option<Value>,
}

/// A header of a reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Header {
    /// Name on the wire.
    pub wire: String,
    /// Its JSON type in words, and whether it is always there or on its way out.
    pub kind: String,
    /// Description as Markdown.
    pub doc: Option<String>,
}

/// Which statuses a reply stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Status {
    /// One.
    Code(u16),
    /// `2XX`: the first digit.
    Range(u16),
    /// `default`.
    Default,
}

/// The content of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub enum ReplyContent {
    /// Nothing.
    Empty,
    /// JSON of a type.
    Json(Type),
    /// JSON of a type, or null.
    Nullable(Type),
    /// Values of a type that arrive one by one; `None` where each is text.
    Stream(Framing, Option<Type>),
    /// Text.
    Text,
    /// Bytes.
    Binary,
}

impl ReplyContent {
    /// The type of its values, where they have one.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            ReplyContent::Json(ty) | ReplyContent::Nullable(ty) | ReplyContent::Stream(_, Some(ty)) => Some(ty),
            ReplyContent::Stream(_, None) | ReplyContent::Empty | ReplyContent::Text | ReplyContent::Binary => None,
        }
    }
}

/// How the values of a stream are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Framing {
    /// Server-sent events (`text/event-stream`).
    Events,
    /// One JSON text to a line.
    Lines,
}

/// How the target of a destructive call is confirmed: the caller states a value, which is read and compared first.
/// Where there is none, the value repeats the last path argument.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfirmCheck {
    /// Index of the read operation in [`super::Api::operations`]; its path parameters are taken by name.
    pub operation: usize,
    /// JSON pointer of the field in its reply.
    pub field: String,
}

/// How a list goes on (`x-paging`, or recognised).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paging {
    /// How the next page is asked for.
    pub style: PagingStyle,
    /// Property names from the reply to the list; empty where the reply is the list.
    pub items: Vec<String>,
    /// Property names to the number of all items, where the API tells it.
    pub total: Option<Vec<String>>,
    /// Query parameter with the size of a page, and the most the API allows.
    pub size: Option<PageSize>,
    /// Property of an item that identifies it: repeats are dropped.
    pub identity: Option<String>,
    /// Whether it was declared or recognised.
    pub recognised: bool,
}

/// The size of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageSize {
    /// Query parameter.
    pub parameter: String,
    /// Most that the API allows, where known.
    pub max: Option<u32>,
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum PagingStyle {
    /// `offset` grows by the number of items; ends on a short or empty page.
    Offset {
        /// Query parameter.
        parameter: String,
    },
    /// `page` grows by one.
    Page {
        /// Query parameter.
        parameter: String,
        /// Number of the first page.
        first: u32,
    },
    /// The reply carries a cursor that the next request repeats.
    Cursor {
        /// Query parameter.
        parameter: String,
        /// Property names to the cursor in the reply.
        cursor: Vec<String>,
        /// Whether the first request carries an empty cursor to start this mode.
        start_empty: bool,
        /// What the caller may set that does not go with a cursor, and how the list is walked then.
        counted: Option<Counted>,
    },
    /// The reply carries the next URL; only its path and query are used.
    NextLink {
        /// Property names to the link in the reply.
        link: Vec<String>,
    },
}

/// A list with a cursor that is walked by counting where one of some parameters is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Query parameter of the offset.
    pub offset: String,
    /// The parameters that do not go with a cursor.
    pub set: Vec<String>,
}

/// The JSON type that a scalar has on the wire, for docs and checks.
#[must_use]
pub fn json_type(ty: &Type) -> Option<JsonType> {
    match ty {
        Type::Bool => Some(JsonType::Boolean),
        Type::Integer(_) => Some(JsonType::Integer),
        Type::Number => Some(JsonType::Number),
        Type::Text(_) | Type::Binary => Some(JsonType::String),
        Type::List(_) | Type::NullableList(_) => Some(JsonType::Array),
        Type::Map(..) => Some(JsonType::Object),
        Type::Link(_, Link::Id) => Some(JsonType::Integer),
        Type::Id(_) | Type::Named(_) | Type::Json(_) | Type::Link(..) => None,
    }
}
