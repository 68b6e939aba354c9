//! Replies → `examples/decode.rs`: decodes a body as any operation would.

use indexmap::{IndexMap, IndexSet};
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::reply::content_type;
use crate::ir::{Operation, Reply, ReplyContent, Status};

/// `examples/decode.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let kinds = kinds(cx);
    let replies = kinds.iter().map(|(content, places)| statements(cx, content, places));
    let all = quote!(#(#replies)*);
    let deprecated = cx.api.types.iter().any(|def| def.deprecated);
    let deprecated =
        deprecated.then(|| quote!(#![allow(deprecated, reason = "every reply is read, deprecated ones as well")]));
    let library = cx.library();
    let models = super::group::mentions(&all, "models").then(|| quote!(use #library::models;));
    let ids = super::group::mentions(&all, "ids").then(|| quote!(use #library::ids;));
    let argument = if kinds.is_empty() { quote!(_) } else { quote!(all) };
    quote! {
        //! Decodes a reply's body: `decode 'GET /path' 200 < body.json`; `--list` names the operations.
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #deprecated
        #ids
        #models
        use openapi_client_runtime as rt;
        use std::process::ExitCode;
        fn main() -> ExitCode { rt::cli::decode(replies) }
        fn replies(#argument: &mut rt::cli::Replies) { #all }
    }
}

/// Where replies of a type come from: statuses and a path, and its methods that answer so.
type Places<'a> = IndexMap<(String, &'a str), IndexSet<&'a str>>;

/// The types that an API answers with, and where.
fn kinds<'a>(cx: &Context<'a>) -> IndexMap<&'a ReplyContent, Places<'a>> {
    let mut kinds: IndexMap<&ReplyContent, Places<'_>> = IndexMap::new();
    for operation in cx.api.documented() {
        for (content, statuses) in contents(operation) {
            let place = (statuses.join(" "), operation.path.as_str());
            kinds.entry(content).or_default().entry(place).or_default().insert(&operation.method);
        }
    }
    kinds
}

/// What an operation answers with, and at which statuses.
fn contents(operation: &Operation) -> IndexMap<&ReplyContent, Vec<String>> {
    let mut contents: IndexMap<&ReplyContent, Vec<String>> = IndexMap::new();
    if operation.replies.is_empty() {
        // Without a reply in the document any success is taken as empty.
        contents.insert(&ReplyContent::Empty, vec!["2XX".to_owned()]);
    }
    for Reply { content, status, .. } in operation.replies.iter().chain(&operation.errors) {
        contents.entry(content).or_default().push(word(*status));
    }
    contents
}

/// A statement for each place, and no list of them: the printer gives each an own line either way, and here a short one.
fn statements(cx: &Context<'_>, content: &ReplyContent, places: &Places<'_>) -> TokenStream {
    let (ty, decoder) = content_type(cx, content);
    let decoder = match content {
        ReplyContent::Json(_) | ReplyContent::Nullable(_) => quote!(#decoder::<#ty>),
        _ => decoder,
    };
    let text = |((statuses, path), methods): (&(String, &str), &IndexSet<&str>)| {
        let methods: Vec<&str> = methods.iter().copied().collect();
        format!("{statuses} {} {path}", methods.join(","))
    };
    let places: Vec<String> = places.iter().map(text).collect();
    match places.as_slice() {
        [place] => quote!(all.of(#decoder).at(#place);),
        _ => quote!(let mut reply = all.of(#decoder); #(reply.at(#places);)*),
    }
}

/// A status as OpenAPI writes it.
fn word(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "default".to_owned(),
    }
}
