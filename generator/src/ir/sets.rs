//! Sets of rows that are queried rather than called: their keys, and what a query of them can say.

use serde::Serialize;

use super::types::Type;

/// A set of rows of one kind (`x-odata-set`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntitySet {
    /// JSON pointer of the path item that declares it.
    pub pointer: String,
    /// Name on the wire.
    pub name: String,
    /// Name of the client's method that the document or overlay wants (`x-name`).
    pub rename: Option<String>,
    /// The first tag of its operations: the group that a reader would look for it in.
    pub group: Option<String>,
    /// Path of the whole set.
    pub path: String,
    /// What the rows are, as Markdown.
    pub doc: Option<String>,
    /// Type of a row.
    pub row: Type,
    /// What is said of a new row; none where rows are not created.
    pub create: Option<Type>,
    /// What is said of a change; none where rows are not changed.
    pub update: Option<Type>,
    /// Whether rows can be deleted.
    pub deletes: bool,
    /// What identifies a row: each a list of properties that do so together, by their names on the wire.
    pub keys: Vec<Vec<String>>,
    /// How many operations of the document it stands for.
    pub operations: usize,
    /// What a query can say.
    pub query: QueryCapabilities,
    /// Statuses that prove that nothing was done, by kind of operation.
    pub retry_on: RetryOn,
}

/// What a query of a set can say: the query parameters that its operations declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct QueryCapabilities {
    /// Which properties are read (`$select`).
    pub select: bool,
    /// Which rows (`$filter`).
    pub filter: bool,
    /// Which rows behind navigations are read along (`$expand`).
    pub expand: bool,
    /// In which order (`$orderby`).
    pub order: bool,
    /// How many, and from which on (`$top` and `$skip`).
    pub page: bool,
    /// How many there are (a path that ends in `/$count`).
    pub count: bool,
}

/// Statuses that prove that nothing was done (`x-retry`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RetryOn {
    /// Of what reads.
    pub read: Vec<u16>,
    /// Of what creates.
    pub create: Vec<u16>,
    /// Of what changes.
    pub update: Vec<u16>,
    /// Of what deletes.
    pub delete: Vec<u16>,
}
