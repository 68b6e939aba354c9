//! A request body → arguments and setters of the call, and the statements that fill it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, Way, ident};
use super::docs::{Docs, code};
use super::parameter::{is_plain, known_values, written};
use super::structs::field_docs;
use super::ty::{Use, argument, hides_by_place, rust_type};
use crate::ir::{Body, BodyContent, Encoding, Field, Operation, Type};
use crate::names::OperationNames;

/// A part of the body as one argument or setter.
pub(super) struct Part<'a> {
    /// Argument or setter.
    pub(super) name: Ident,
    /// Its type in a signature.
    pub(super) ty: TokenStream,
    /// What is done with it: statements on `#receiver`.
    statement: Statement,
    /// Whether it must be given.
    pub(super) required: bool,
    /// The property, where the body is spread.
    pub(super) field: Option<&'a Field>,
    /// What it means.
    pub(super) docs: Docs,
    /// Whether `null` can be sent for it by `clear_…`.
    pub(super) clears: Option<String>,
    /// Whether the document calls it deprecated.
    pub(super) deprecated: bool,
}

enum Statement {
    /// `receiver.<call>;`
    Once(TokenStream),
    /// `for item in <list> { receiver.<call>; }`
    Each(TokenStream, TokenStream),
}

impl Part<'_> {
    /// The statement on a receiver such as `call` or `self.call`.
    pub(super) fn statement(&self, receiver: &TokenStream) -> TokenStream {
        match &self.statement {
            Statement::Once(call) => quote!(#receiver.#call;),
            Statement::Each(list, call) => quote!(for item in #list { #receiver.#call; }),
        }
    }
}

/// Whether the properties of the body become arguments and setters.
pub(super) fn is_spread(cx: &Context<'_>, body: &Body) -> bool {
    match &body.content {
        BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty) => {
            body.spread && cx.structure(ty).is_some()
        }
        BodyContent::Text | BodyContent::Binary => false,
    }
}

/// All parts of the body in the document's order.
pub(super) fn parts<'a>(cx: &'a Context<'_>, operation: &'a Operation, names: &OperationNames) -> Vec<Part<'a>> {
    let Some(body) = &operation.body else { return Vec::new() };
    if !is_spread(cx, body) {
        return vec![whole(cx, body, names)];
    }
    let (BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) = &body.content else {
        return Vec::new();
    };
    let Some((_, structure)) = cx.structure(ty) else { return Vec::new() };
    let fields = structure.fields.iter().zip(&names.body_fields).filter(|(field, _)| Way::Request.carries(field));
    fields.map(|(field, name)| part(cx, body, field, ident(name))).collect()
}

fn part<'a>(cx: &Context<'_>, body: &Body, field: &'a Field, name: Ident) -> Part<'a> {
    let encoding = body.encodings.iter().find(|encoding| encoding.wire == field.wire);
    let (ty, statement) = match body.content {
        BodyContent::Multipart(_) => multipart(cx, field, &name, encoding),
        BodyContent::Form(_) => form(cx, field, &name, encoding),
        _ => json(cx, field, &name),
    };
    let is_json = matches!(body.content, BodyContent::Json(_));
    Part {
        ty,
        statement,
        required: field.required,
        field: Some(field),
        docs: part_docs(cx, field, encoding),
        clears: (is_json && field.nullable && !field.required).then(|| field.wire.clone()),
        deprecated: field.deprecated,
        name,
    }
}

fn part_docs(cx: &Context<'_>, field: &Field, encoding: Option<&Encoding>) -> Docs {
    let mut docs = field_docs(field);
    if let Some(values) = known_values(cx, &field.ty) {
        docs.ours(&values);
    }
    if let Some(media_type) = encoding.and_then(|encoding| encoding.media_type.as_deref()) {
        docs.ours(&format!("Sent as {}.", code(media_type)));
    }
    let headers: Vec<String> = encoding.into_iter().flat_map(|one| &one.headers).map(|name| code(name)).collect();
    if !headers.is_empty() {
        docs.ours(&format!("The part may have headers of its own (`File::header`): {}.", headers.join(", ")));
    }
    docs
}

fn at(field: &Field) -> Use {
    Use { way: Way::Request, secret: field.secret, local: false }
}

fn json(cx: &Context<'_>, field: &Field, name: &Ident) -> (TokenStream, Statement) {
    let wire = &field.wire;
    let put = if field.secret && hides_by_place(cx, &field.ty) { quote!(secret_field) } else { quote!(field) };
    if field.required && field.nullable {
        let ty = rust_type(cx, &field.ty, at(field));
        return (quote!(Option<#ty>), Statement::Once(quote!(#put(#wire, #name))));
    }
    let argument = argument(cx, &field.ty, at(field), &quote!(#name));
    let value = argument.value;
    (argument.ty, Statement::Once(quote!(#put(#wire, #value))))
}

fn form(cx: &Context<'_>, field: &Field, name: &Ident, encoding: Option<&Encoding>) -> (TokenStream, Statement) {
    let wire = &field.wire;
    let argument = argument(cx, &field.ty, at(field), &quote!(#name));
    let value = plain(cx, field, argument.value);
    let style = encoding.and_then(|encoding| Some(written(encoding.style?, encoding.allow_reserved)));
    let statement = match style {
        Some(style) => quote!(form_field_styled(#wire, #style, #value)),
        None => quote!(form_field(#wire, #value)),
    };
    (argument.ty, Statement::Once(statement))
}

fn plain(cx: &Context<'_>, field: &Field, value: TokenStream) -> TokenStream {
    if is_plain(cx, &field.ty) { value } else { quote!(rt::to_param(&#value)) }
}

fn multipart(cx: &Context<'_>, field: &Field, name: &Ident, encoding: Option<&Encoding>) -> (TokenStream, Statement) {
    let wire = &field.wire;
    // A range, or a list of several, leaves the choice to the caller's file.
    let media_type = encoding.and_then(|encoding| encoding.media_type.as_deref());
    let media_type = media_type.filter(|text| !text.contains(['*', ',']));
    let file = |value: TokenStream| match media_type {
        Some(media_type) => quote!(file_part_as(#wire, #media_type, #value)),
        None => quote!(file_part(#wire, #value)),
    };
    match cx.resolve(&field.ty) {
        Type::Binary => (quote!(rt::File), Statement::Once(file(quote!(#name)))),
        Type::List(inner) if matches!(cx.resolve(inner), Type::Binary) => {
            (quote!(impl IntoIterator<Item = rt::File>), Statement::Each(quote!(#name), file(quote!(item))))
        }
        // An object becomes a part of JSON (OpenAPI 3.1, "Encoding Object"); the runtime sees what it is.
        _ => {
            let argument = argument(cx, &field.ty, at(field), &quote!(#name));
            let value = plain(cx, field, argument.value);
            let statement = match media_type {
                Some(media_type) => quote!(text_part_as(#wire, #media_type, #value)),
                None => quote!(text_part(#wire, #value)),
            };
            (argument.ty, Statement::Once(statement))
        }
    }
}

fn whole<'a>(cx: &Context<'_>, body: &Body, names: &OperationNames) -> Part<'a> {
    let name = ident(&names.body);
    let (ty, call) = match &body.content {
        BodyContent::Json(ty) => {
            let rust = rust_type(cx, ty, Use::REQUEST);
            let by = by_reference(cx, ty, &rust);
            (by, quote!(json(#name)))
        }
        BodyContent::Form(ty) | BodyContent::Multipart(ty) => {
            let rust = rust_type(cx, ty, Use::REQUEST);
            (quote!(&#rust), quote!(form(#name)))
        }
        BodyContent::Text => (quote!(impl Into<String>), quote!(text(#name))),
        BodyContent::Binary => (quote!(impl Into<rt::Bytes>), quote!(bytes(#name))),
    };
    let docs = Docs::text_or(body.doc.as_deref(), &format!("The body, sent as {}.", code(&body.media_type)));
    Part {
        name,
        ty,
        statement: Statement::Once(call),
        required: body.required,
        field: None,
        docs,
        clears: None,
        deprecated: false,
    }
}

/// A body is written down at once, so it need not be given away.
fn by_reference(cx: &Context<'_>, ty: &Type, rust: &TokenStream) -> TokenStream {
    match cx.resolve(ty) {
        Type::List(inner) => {
            let inner = rust_type(cx, inner, Use::REQUEST);
            quote!(&[#inner])
        }
        Type::Text(_) if rust.to_string() == "String" => quote!(&str),
        _ => quote!(&#rust),
    }
}

/// `clear_<setter>`, unless a part or parameter is called so already.
pub(super) fn clear_name(name: &Ident, taken: &[String]) -> Option<Ident> {
    let clear = format_ident!("clear_{}", name.to_string().trim_start_matches("r#"));
    (!taken.iter().any(|taken| clear == taken)).then_some(clear)
}
