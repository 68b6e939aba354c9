//! An operation's parameters, body and errors → what the fake server asks of a request, and how it refuses one.

use indexmap::IndexSet;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::json;

use super::context::ident;
use super::fake::{content, raw};
use super::schemas::Schemas;
use crate::ir::{Body, BodyContent, Location, Operation, Parameter, Reply, Status, Style, Type};

/// Lists of errors, each once: most operations of an API share theirs.
#[derive(Default)]
pub(super) struct ErrorLists {
    all: IndexSet<Vec<Refusal>>,
}

/// An error as the server sends it.
#[derive(PartialEq, Eq, Hash)]
struct Refusal {
    /// 0 for any that has none of its own.
    status: u16,
    content_type: String,
    body: String,
}

impl ErrorLists {
    /// The name of the static that holds the operation's errors.
    fn name(&mut self, operation: &Operation) -> Ident {
        let (index, _) = self.all.insert_full(operation.errors.iter().map(refusal).collect());
        name(index)
    }

    /// The statics.
    pub(super) fn statics(&self) -> TokenStream {
        let lists = self.all.iter().enumerate().map(|(index, list)| {
            let (name, list) = (name(index), list.iter().map(error));
            quote!(static #name: &[rt::fake::ErrorReply] = &[#(#list),*];)
        });
        lists.collect()
    }
}

fn name(index: usize) -> Ident {
    ident(&format!("ERRORS_{}", index + 1))
}

/// `rt::fake::Asks` of an operation.
pub(super) fn asks(operation: &Operation, lists: &mut ErrorLists, schemas: &mut Schemas<'_>) -> TokenStream {
    let token = !operation.security.is_empty() && operation.security.iter().all(|schemes| !schemes.is_empty());
    let parameters: Vec<_> = operation.parameters.iter().filter_map(|it| parameter(it, schemas)).collect();
    let body = operation.body.as_ref().map_or(quote!(None), |it| body(it, schemas));
    let errors = lists.name(operation);
    quote! {
        rt::fake::Asks {
            token: #token,
            parameters: &[#(#parameters),*],
            body: #body,
            errors: #errors,
        }
    }
}

fn parameter(parameter: &Parameter, schemas: &mut Schemas<'_>) -> Option<TokenStream> {
    let location = match parameter.location {
        Location::Query => quote!(Query),
        Location::Header => quote!(Header),
        Location::Path => quote!(Path),
        Location::Cookie => return None,
    };
    // Of an object, and of a list in a style of its own, the name on the wire is not the parameter's.
    let plain = matches!(parameter.style, Style::Form { .. } | Style::Simple { .. });
    let cx = schemas.cx;
    let is_object = matches!(cx.resolve(&parameter.ty), Type::Map(..)) || cx.structure(&parameter.ty).is_some();
    let is_json = parameter.style == Style::Json;
    if !is_json && (!plain || is_object) {
        return None;
    }
    let (name, required) = (&parameter.wire, parameter.required);
    let schema = schemas.bound(&parameter.ty, &parameter.bounds);
    let schema = if is_json { json!({"json": schema}) } else { schema };
    let schema = raw(&schema.to_string());
    Some(quote!(rt::fake::Parameter {
        name: #name, location: rt::fake::Location::#location, required: #required, schema: #schema
    }))
}

fn body(body: &Body, schemas: &mut Schemas<'_>) -> TokenStream {
    let (required, media) = (body.required, &body.media_type);
    let media = std::iter::once(media).chain(&body.others);
    let schema = match &body.content {
        BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty) => schemas.of(ty).to_string(),
        BodyContent::Text | BodyContent::Binary => String::new(),
    };
    let schema = raw(&schema);
    quote!(Some(rt::fake::Body { required: #required, media_types: &[#(#media),*], schema: #schema }))
}

fn refusal(reply: &Reply) -> Refusal {
    let status = match reply.status {
        Status::Code(code) => code,
        Status::Range(first) => first,
        Status::Default => 0,
    };
    let (content_type, body) = content(reply);
    Refusal { status, content_type, body }
}

fn error(Refusal { status, content_type, body }: &Refusal) -> TokenStream {
    let status = Literal::u16_unsuffixed(*status);
    let body = raw(body);
    quote!(rt::fake::ErrorReply { status: #status, content_type: #content_type, body: #body })
}
