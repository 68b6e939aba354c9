//! The intermediate representation: plain data with wire names only, no Rust identifier and no OpenAPI type.

mod operation;
mod sets;
mod types;

pub use operation::*;
pub use sets::*;
pub use types::*;

use serde::Serialize;

/// Everything the emitter needs to know of one API.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, as Markdown.
    pub doc: Option<String>,
    /// Servers in the document's order.
    pub servers: Vec<Server>,
    /// Groups of operations in the order of their first appearance.
    pub groups: Vec<Group>,
    /// Operations in the document's order.
    pub operations: Vec<Operation>,
    /// Sets of rows that are queried, in the document's order.
    pub sets: Vec<EntitySet>,
    /// All named types; [`TypeId`] is an index into it.
    pub types: Vec<TypeDef>,
    /// Types of identifiers (`DeviceId`), by the name that the document or overlay suggests.
    pub ids: Vec<IdType>,
    /// Security schemes that operations refer to by name.
    pub security: Vec<SecurityScheme>,
    /// Rates that the whole client keeps (`x-rate-limit`).
    pub rate_limits: Vec<RateLimit>,
    /// Errors that a program can tell apart by their texts (`x-known-errors`).
    pub known_errors: Vec<KnownError>,
    /// What the API sends to its users: bodies of webhooks and callbacks.
    pub payloads: Vec<Payload>,
}

impl Api {
    /// The operations of the document, each once: without the methods for their other media types.
    pub fn documented(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(|operation| operation.variant.is_none())
    }

    /// The definition behind a handle.
    #[must_use]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}

/// One entry of `servers`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Server {
    /// URL template, variables in braces.
    pub url: String,
    /// What it says of itself.
    pub doc: Option<String>,
    /// Variables in the document's order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server URL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: String,
    /// Its default; a placeholder such as `<sub_domain>` counts as none.
    pub default: Option<String>,
    /// Allowed values, empty if open.
    pub values: Vec<String>,
    /// What it means.
    pub doc: Option<String>,
}

/// The body of a request that the API sends to its users.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Payload {
    /// JSON pointer of the operation that the user's server would have.
    pub pointer: String,
    /// Name of the webhook or callback.
    pub name: String,
    /// HTTP method in capitals.
    pub method: String,
    /// Whether the document calls it a webhook; otherwise an operation asks for it as a callback.
    pub webhook: bool,
    /// The expression that says where a callback goes.
    pub target: Option<String>,
    /// What the API takes for an answer, and what each means.
    pub answers: Vec<(Status, Option<String>)>,
    /// `summary` and `description` as Markdown.
    pub doc: Option<String>,
    /// Its content.
    pub ty: Type,
    /// Whether `null` is a value of it.
    pub nullable: bool,
}

/// A group of operations: one accessor of the client.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Tag, overlay name (`x-group`), or first path segment after the version.
    pub name: String,
    /// The tag's description, as Markdown.
    pub doc: Option<String>,
}

/// A security scheme that the runtime can apply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// Key under `components.securitySchemes`.
    pub name: String,
    /// How the credential travels.
    pub kind: SecurityKind,
    /// What the document says of it.
    pub doc: Option<String>,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum SecurityKind {
    /// `Authorization: Bearer …` (also OAuth 2 and OpenID Connect: the caller supplies the token).
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A named header.
    Header(String),
    /// A named query parameter.
    Query(String),
    /// A named cookie.
    Cookie(String),
}

/// At most `requests` in any window of `seconds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RateLimit {
    /// Requests allowed in the window.
    pub requests: u32,
    /// Length of the window in seconds.
    pub seconds: u32,
}

/// An error that is known by a text that its message holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownError {
    /// What it is called.
    pub name: String,
    /// The text.
    pub text: String,
    /// What it means, as Markdown.
    pub doc: Option<String>,
}
