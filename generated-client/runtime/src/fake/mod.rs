//! A route table with example bodies → a server on a loopback port, for examples and tests without the real one.
//!
//! It asks for the token, refuses what the document does not allow (a parameter or member that is missing or of another
//! type), answers with the document's examples and its own errors, and serves lists in more than one page. It remembers:
//! what a `POST` to `/x` adds is in the list and at `/x/{id}`, a `PATCH` or `PUT` there changes it, a `DELETE` makes it
//! a 404. What nobody created answers with the example, so that every operation can be tried at once;
//! [`Options::empty`] starts a tenant in which nothing is there.
//!
//! ```
//! use openapi_client_runtime::fake::{Asks, Fault, Options, Route, Server};
//!
//! # fn main() -> std::io::Result<()> {
//! # static TABLES: &[Route] = &[];
//! let tenant = Server::start(TABLES, Options::default())?;   // TABLES of a generated client's `fake` module
//! tenant.fail(Fault::too_many_requests(1));                  // the next request meets the limit
//! assert!(tenant.requests().is_empty());                     // what was asked, in order
//! # Ok(())
//! # }
//! ```
//! Sets of rows ([`Set`]) are queried: by key, `$filter`, `$orderby`, `$select`, `$top` and `$skip`, counted,
//! created, changed and deleted. A condition that looks behind a navigation, and `$expand`, are refused.
//!
//! A request can ask for a fault itself, with the header `X-Fake`: `503`, `429`, `latency=200` (milliseconds), `cut`.
//! A reply that refuses says why in the header `X-Fake-Reason`.

mod asks;
mod example;
mod fault;
mod filter;
mod options;
mod pages;
mod reply;
mod resource;
mod routes;
mod schema;
mod server;
mod sets;
mod state;

pub use asks::{Asks, Body, ErrorReply, Location, Parameter};
#[doc(hidden)]
pub use example::example;
pub use fault::Fault;
pub use options::Options;
pub use pages::FakePaging;
pub use server::{Request, Server};
pub use sets::Set;

/// What a server serves: the tables of a generated client's `fake` module.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// Operations.
    pub routes: &'a [Route],
    /// Sets of rows.
    pub sets: &'static [Set],
    /// JSON Schemas by name, which other schemas refer to: `{"$ref": "Name"}`.
    pub schemas: &'static [(&'static str, &'static str)],
}

/// Operations that refer to nothing.
impl<'a> From<&'a [Route]> for Tables<'a> {
    fn from(routes: &'a [Route]) -> Self {
        Self { routes, sets: &[], schemas: &[] }
    }
}

/// An operation and its example reply.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// HTTP method.
    pub method: &'static str,
    /// Path template.
    pub path: &'static str,
    /// Status of the reply.
    pub status: u16,
    /// Media type of the reply; empty where it has no body.
    pub content_type: &'static str,
    /// Body of the reply.
    pub body: &'static str,
    /// How the route pages.
    pub paging: Option<FakePaging>,
    /// What a request has to have, and how it is refused.
    pub asks: Asks,
}
