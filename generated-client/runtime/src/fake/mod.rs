//! A route table with example bodies → a server on a loopback port, for examples and tests without the real one.
//!
//! It knows the routes, asks for the token, serves paged routes in more than one page, and keeps a log of what it was
//! asked. It remembers nothing: a write changes no later read.

mod pages;
mod routes;
mod server;

pub use pages::FakePaging;
pub use server::{Options, Request, Server};

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
}
