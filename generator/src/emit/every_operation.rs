//! Operations → `examples/every_operation.rs`: each one called once with its smallest valid arguments.

use std::cmp::Reverse;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::body;
use super::call::required_parameters;
use super::context::{Context, ident};
use super::reply::single;
use super::sample;
use crate::ir::{Body, BodyContent, Effect, ReplyContent};

/// `examples/every_operation.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let calls: Vec<TokenStream> = order(cx).into_iter().map(|index| statement(cx, index)).collect();
    let library = cx.library();
    let all = quote!(#(#calls)*);
    let models = super::group::mentions(&all, "models").then(|| quote!(use #library::models;));
    let ids = super::group::mentions(&all, "ids").then(|| quote!(use #library::ids;));
    let deprecated = has_deprecated(cx)
        .then(|| quote!(#![allow(deprecated, reason = "every operation is called, deprecated ones as well")]));
    let parameter = if calls.is_empty() { quote!(_) } else { quote!(all) };
    quote! {
        //! Calls each operation once: `every_operation --base-url http://127.0.0.1:PORT --token T`; loopback only.
        //! What deletes comes last, so that a server that remembers still has what the others ask for.
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #deprecated
        use #library::Client;
        #ids
        #models
        use openapi_client_runtime as rt;
        use std::process::ExitCode;
        fn main() -> ExitCode { rt::cli::every_operation(connect, calls) }
        fn connect(base_url: String, token: String) -> Result<Client, rt::Error> {
            Client::builder()
                .base_url(base_url)
                .token(token)
                .configure(|builder| builder.http_client(rt::cli::http_client()))
                .build()
        }
        fn calls(#parameter: &mut rt::cli::Calls<Client>) { #all }
    }
}

/// The operations in the document's order, without those that delete; then these, what lies deepest first.
fn order(cx: &Context<'_>) -> Vec<usize> {
    let key = |index: &usize| {
        let operation = &cx.api.operations[*index];
        let is_delete = operation.method.as_str() == "DELETE";
        (is_delete, if is_delete { Reverse(operation.path.matches('/').count()) } else { Reverse(0) })
    };
    let mut all: Vec<usize> = (0..cx.api.operations.len()).collect();
    all.sort_by_key(key);
    all
}

fn has_deprecated(cx: &Context<'_>) -> bool {
    let fields = |def: &crate::ir::TypeDef| match &def.shape {
        crate::ir::Shape::Struct(structure) => structure.fields.iter().any(|field| field.deprecated),
        _ => false,
    };
    cx.api.types.iter().any(|def| def.deprecated || fields(def))
        || cx
            .api
            .operations
            .iter()
            .any(|operation| operation.deprecated || operation.parameters.iter().any(|parameter| parameter.deprecated))
}

/// `all.send(|c| …);`, one an operation.
fn statement(cx: &Context<'_>, index: usize) -> TokenStream {
    let operation = &cx.api.operations[index];
    let call = call(cx, index, &ident("c"));
    if sample::is_endless(&call) {
        let variant = operation.variant.iter().map(|words| format!(" {words}"));
        let name = format!("{} {}{}", operation.method, operation.path, variant.collect::<String>());
        quote!(all.no_finite_value(#name);)
    } else if operation.effect == Effect::Destructive {
        quote!(all.confirm(|c| #call);)
    } else if matches!(single(operation), Some(ReplyContent::Stream(..))) {
        quote!(all.open(|c| #call);)
    } else {
        quote!(all.send(|c| #call);)
    }
}

/// `client.group().method(…).setter(…)`.
pub(super) fn call(cx: &Context<'_>, index: usize, client: &Ident) -> TokenStream {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let accessor = ident(&cx.names.groups[operation.group].accessor);
    let method = ident(&names.method);
    let required = required_parameters(operation).into_iter().map(|index| &operation.parameters[index]);
    let mut arguments: Vec<TokenStream> =
        required.map(|parameter| sample::argument(cx, &parameter.ty, &parameter.sample)).collect();
    let mut setters = Vec::new();
    if let Some(body) = &operation.body {
        let parts = body::parts(cx, operation, names);
        // An optional body without a required part is smallest when it is not there.
        let wanted = body.required || parts.iter().any(|part| part.required);
        for part in parts.iter().filter(|part| part.required || wanted) {
            let value = part_value(body, part);
            let name = &part.name;
            match (part.required, value) {
                (true, value) => arguments.push(part_argument(cx, body, part, value.unwrap_or(&Value::Null))),
                (false, Some(value)) if !value.is_null() => {
                    let argument = part_argument(cx, body, part, value);
                    setters.push(quote!(.#name(#argument)));
                }
                (false, _) => {}
            }
        }
    }
    quote!(#client.#accessor().#method(#(#arguments),*) #(#setters)*)
}

fn part_value<'a>(body: &'a Body, part: &body::Part<'_>) -> Option<&'a Value> {
    match part.field {
        Some(field) => body.sample.get(&field.wire),
        None => Some(&body.sample),
    }
}

fn part_argument(cx: &Context<'_>, body: &Body, part: &body::Part<'_>, value: &Value) -> TokenStream {
    match (part.field, &body.content) {
        (Some(field), BodyContent::Multipart(_)) => sample::part(cx, field, value),
        (Some(field), content) => {
            let is_json = matches!(content, BodyContent::Json(_));
            sample::field(cx, field, value, is_json && field.required && field.nullable)
        }
        (None, BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) => {
            sample::reference(cx, ty, value)
        }
        (None, BodyContent::Text | BodyContent::Binary) => {
            let text = sample::text(value);
            quote!(#text)
        }
    }
}
