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
}

impl Api {
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
