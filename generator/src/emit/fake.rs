//! Example replies → the route table of the fake server.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::asks::{ErrorLists, asks};
use super::context::Context;
use super::schemas::Schemas;
use super::{fake_sets, paging};
use crate::ir::{Framing, Operation, Reply, ReplyContent, Status};
use crate::lower::prose::is_invisible;

/// `fake.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let (mut errors, mut schemas) = (ErrorLists::default(), Schemas::new(cx));
    let operations = cx.api.operations.iter();
    let routes: Vec<_> = operations.map(|operation| route(cx, operation, &mut errors, &mut schemas)).collect();
    let errors = errors.statics();
    let sets = fake_sets::list(cx, &mut schemas);
    let schemas = schemas.list();
    quote! {
        //! What a server without a tenant answers: a route for each operation, with an example as its body.
        //!
        //! `start` is the whole of it for a test; the server's `base_url` and `token` go into the client's builder.
        use openapi_client_runtime as rt;
        pub use rt::fake::{Fault, Options, Server};
        /// The operations.
        pub static ROUTES: &[rt::fake::Route] = &[#(#routes),*];
        /// All that a server of this API serves, for `rt::fake::Server::start`.
        pub static TABLES: rt::fake::Tables<'static> = rt::fake::Tables {
            routes: ROUTES,
            sets: &[#(#sets),*],
            schemas: &[#(#schemas),*],
        };
        #errors
        /// Starts a server of this API on a loopback port; it stops when it is dropped.
        ///
        /// # Errors
        ///
        /// Where no port or thread can be had.
        pub fn start(options: Options) -> std::io::Result<Server> {
            Server::start(TABLES, options)
        }
    }
}

fn route(cx: &Context<'_>, operation: &Operation, errors: &mut ErrorLists, schemas: &mut Schemas<'_>) -> TokenStream {
    let (method, path) = (&operation.method, &operation.path);
    let reply = operation.replies.iter().min_by_key(|reply| reply.status);
    let status = Literal::u16_unsuffixed(reply.map_or(200, |reply| status(reply.status)));
    let (content_type, body) = reply.map_or_else(Default::default, content);
    let body = raw(&body);
    let asks = asks(operation, errors, schemas);
    let paging = paging::of(cx, operation).and_then(|paging| paging.fake());
    let paging = paging.map_or(quote!(None), |paging| quote!(Some(#paging)));
    quote! {
        rt::fake::Route {
            method: #method,
            path: #path,
            status: #status,
            content_type: #content_type,
            body: #body,
            paging: #paging,
            asks: #asks,
        }
    }
}

/// A stream of one value.
fn stream(framing: Framing, value: Option<&Value>) -> String {
    let value = value.unwrap_or(&Value::Null);
    match (framing, value) {
        (Framing::Events, Value::String(text)) => {
            text.lines().map(|line| format!("data: {line}\n")).collect::<String>() + "\n"
        }
        (Framing::Events, value) => format!("data: {value}\n\n"),
        (Framing::Lines, value) => format!("{value}\n"),
    }
}

fn status(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Range(first) => first * 100,
        Status::Default => 200,
    }
}

pub(super) fn content(reply: &Reply) -> (String, String) {
    let sample = reply.sample.as_ref();
    let body = match (&reply.content, sample) {
        (ReplyContent::Empty, _) => return Default::default(),
        (ReplyContent::Json(_) | ReplyContent::Nullable(_), Some(value)) => value.to_string(),
        (ReplyContent::Json(_) | ReplyContent::Nullable(_), None) => "null".to_owned(),
        (ReplyContent::Stream(framing, _), value) => stream(*framing, value),
        (ReplyContent::Text | ReplyContent::Binary, Some(Value::String(text))) => text.clone(),
        (ReplyContent::Text | ReplyContent::Binary, Some(value)) => value.to_string(),
        (ReplyContent::Text | ReplyContent::Binary, None) => "example".to_owned(),
    };
    (reply.media_type.clone().unwrap_or_default(), body)
}

/// A raw string where the text allows it: JSON stays readable.
pub(super) fn raw(text: &str) -> Literal {
    let hashes = "#".repeat(longest_run(text) + 1);
    let raw = format!("r{hashes}\"{text}\"{hashes}");
    // The language allows no lone carriage return in a raw string, and nothing that turns the direction of text; an
    // ordinary one escapes them.
    let is_plain = !text.contains(|c| c == '\r' || is_invisible(c));
    let parsed = if text.contains(['"', '\\']) && is_plain { raw.parse().ok() } else { None };
    parsed.unwrap_or_else(|| Literal::string(text))
}

/// The longest run of `#` after a quotation mark, which the delimiter has to exceed.
fn longest_run(text: &str) -> usize {
    let runs = text.split('"').skip(1).map(|part| part.chars().take_while(|c| *c == '#').count());
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_literal() {
        for text in ["", "plain", r#"{"a":"b"}"#, "\"#", "\"##\"###", "a\\", "\r\"", "#\"#", "{\"a\":\"\u{202e}b\"}"] {
            let literal: syn::LitStr = syn::parse_str(&raw(text).to_string()).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(literal.value(), text);
        }
    }
}
