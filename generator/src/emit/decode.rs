//! Replies → `examples/decode.rs`: decodes a body as any operation would.

use indexmap::IndexMap;
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

/// The types that an API answers with, and where: `200 404 METHOD /path`.
fn kinds<'a>(cx: &Context<'a>) -> IndexMap<&'a ReplyContent, Vec<String>> {
    let mut kinds: IndexMap<&ReplyContent, Vec<String>> = IndexMap::new();
    for (content, place) in cx.api.documented().flat_map(places) {
        kinds.entry(content).or_default().push(place);
    }
    kinds
}

/// What an operation answers with, and at which statuses.
fn places(operation: &Operation) -> Vec<(&ReplyContent, String)> {
    let mut by_content: Vec<(&ReplyContent, Vec<String>)> = Vec::new();
    if operation.replies.is_empty() {
        // Without a reply in the document any success is taken as empty.
        by_content.push((&ReplyContent::Empty, vec!["2XX".to_owned()]));
    }
    for Reply { content, status, .. } in operation.replies.iter().chain(&operation.errors) {
        match by_content.iter_mut().find(|(known, _)| *known == content) {
            Some((_, statuses)) => statuses.push(word(*status)),
            None => by_content.push((content, vec![word(*status)])),
        }
    }
    let place = |statuses: Vec<String>| format!("{} {} {}", statuses.join(" "), operation.method, operation.path);
    by_content.into_iter().map(|(content, statuses)| (content, place(statuses))).collect()
}

/// A statement for each place, and no list of them: the printer gives each an own line either way, and here a short one.
fn statements(cx: &Context<'_>, content: &ReplyContent, places: &[String]) -> TokenStream {
    let (ty, decoder) = content_type(cx, content);
    let decoder = match content {
        ReplyContent::Json(_) | ReplyContent::Nullable(_) => quote!(#decoder::<#ty>),
        _ => decoder,
    };
    match places {
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
