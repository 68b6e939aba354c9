//! What generated code says about an API and its operations: plain data in statics.

/// An API as its document describes it.
#[derive(Debug)]
pub struct Api {
    /// Name of the client crate; it opens the user agent.
    pub name: &'static str,
    /// Version of the client crate.
    pub version: &'static str,
    /// Server URL, with `{variable}` where a part is the caller's.
    pub server: &'static str,
    /// Variables of the server URL, each with its default.
    pub variables: &'static [(&'static str, Option<&'static str>)],
    /// Ways to prove who calls; any one of them will do.
    pub security: &'static [Security],
    /// Limits as (requests, seconds).
    pub rate_limits: &'static [(u32, u32)],
}

/// A server that the document names.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    /// URL, with `{variable}` where a part is the caller's.
    pub url: &'static str,
    /// Variables of the URL, each with its default.
    pub variables: &'static [(&'static str, Option<&'static str>)],
}

/// An operation as its document and overlay describe it.
#[derive(Debug)]
pub struct Operation {
    /// `group.method`, as messages name it.
    pub id: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path template; a trailing slash is kept.
    pub path: &'static str,
    /// A server of its own: a URL, or a path on the API's server.
    pub server: Option<&'static str>,
    /// What a call does to the world.
    pub effect: Effect,
    /// Statuses that prove that nothing was done, so that the call may be repeated.
    pub retry_on: &'static [u16],
    /// Kind of request body.
    pub body: BodyKind,
    /// Media type of the request body; empty for the usual one of its kind.
    pub media_type: &'static str,
    /// Whether a call without a body is wrong.
    pub body_required: bool,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// How the operation pages.
    pub paging: Option<Paging>,
    /// How a destructive call checks its target.
    pub confirm: Option<ConfirmCheck>,
    /// Ways to prove who calls, where they differ from the API's.
    pub security: OperationSecurity,
}

impl Api {
    /// The server that is called unless the caller says otherwise.
    pub(crate) fn first_server(&self) -> Server {
        Server { url: self.server, variables: self.variables }
    }
}

impl Operation {
    /// A `GET` without a body, paging or security of its own.
    pub const DEFAULT: Operation = Operation {
        id: "",
        method: "GET",
        path: "/",
        server: None,
        effect: Effect::Read,
        retry_on: &[],
        body: BodyKind::None,
        media_type: "",
        body_required: false,
        accept: "application/json",
        paging: None,
        confirm: None,
        security: OperationSecurity::Default,
    };
}

/// What a call does to the world; it decides what may be repeated, refused and asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Reads; safe to repeat.
    Read,
    /// Reads a key or a password; servers keep a record of that.
    Secret,
    /// Changes something.
    Write,
    /// Destroys something; needs a [`Confirm`](crate::Confirm).
    Destructive,
}

/// Kind of request body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// No body.
    None,
    /// JSON, `application/json` unless said otherwise.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text, `text/plain; charset=utf-8` unless said otherwise.
    Text,
    /// Bytes, `application/octet-stream` unless said otherwise.
    Binary,
}

impl BodyKind {
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            BodyKind::None => "",
            BodyKind::Json => "application/json",
            BodyKind::Form => "application/x-www-form-urlencoded",
            BodyKind::Multipart => "multipart/form-data",
            BodyKind::Text => "text/plain; charset=utf-8",
            BodyKind::Binary => "application/octet-stream",
        }
    }
}

/// Where a proof of identity goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// `Authorization: Bearer TOKEN`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// The key in the named header.
    Header(&'static str),
    /// The key in the named query parameter.
    Query(&'static str),
    /// The key in the named cookie.
    Cookie(&'static str),
}

/// Ways to prove who calls an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationSecurity {
    /// The API's own.
    Default,
    /// None: no credential is sent.
    None,
    /// Any one of these, each of which may need several proofs together.
    AnyOf(&'static [&'static [Security]]),
}

/// How an operation pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// What leads to the next page.
    pub style: PagingStyle,
    /// Parameter of the page size, and the largest the API takes: streams ask for that unless the caller set one.
    pub size: Option<(&'static str, Option<u32>)>,
}

/// What leads to the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagingStyle {
    /// The number of items passed so far.
    Offset {
        /// Query parameter of the offset.
        parameter: &'static str,
    },
    /// A page number.
    Page {
        /// Query parameter of the page number.
        parameter: &'static str,
        /// Number of the first page.
        first: i64,
    },
    /// A cursor that the server hands out.
    Cursor {
        /// Query parameter of the cursor.
        parameter: &'static str,
        /// Whether the first request sends the cursor empty.
        start_empty: bool,
    },
    /// The same, but by counting where the caller set a parameter that does not go with a cursor.
    CursorUnless {
        /// Query parameter of the cursor.
        parameter: &'static str,
        /// Whether the first request sends the cursor empty.
        start_empty: bool,
        /// The parameters that do not go with it.
        set: &'static [&'static str],
        /// Query parameter of the offset.
        offset: &'static str,
    },
    /// A link that the server hands out; its path and query are used, never its origin.
    NextLink,
}

/// The read operation and the field in its reply that name the target of a destructive call.
#[derive(Debug, Clone, Copy)]
pub struct ConfirmCheck {
    /// The read operation; it takes the destructive call's path arguments by name.
    pub operation: &'static Operation,
    /// JSON pointer of the field in its reply.
    pub field: &'static str,
}
