//! A parameter → the statement that puts its value into the call.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::{Docs, code, json};
use super::ty::{Use, argument};
use crate::ir::{Location, Parameter, Shape, Style, Type};

/// How a parameter is asked for, and what is done with it.
pub(super) struct Emitted {
    /// Type in the signature.
    pub(super) ty: TokenStream,
    /// `call.query("limit", limit);`, without the receiver.
    pub(super) statement: TokenStream,
}

/// The signature's type and the statement for an argument called `name`.
pub(super) fn emit(cx: &Context<'_>, parameter: &Parameter, name: &TokenStream) -> Emitted {
    let argument = argument(cx, &parameter.ty, Use::REQUEST, name);
    let value = argument.value;
    let value = if is_plain(cx, &parameter.ty) { value } else { quote!(rt::to_param(&#value)) };
    let wire = &parameter.wire;
    let resolved = cx.resolve(&parameter.ty);
    let is_scalar = is_plain_item(cx, resolved) && !matches!(resolved, Type::Json(_));
    let styled = style(parameter, is_scalar);
    let statement = match (parameter.location, styled) {
        (Location::Path, None) => quote!(path(#wire, #value)),
        (Location::Path, Some(style)) => quote!(path_styled(#wire, #style, #value)),
        (Location::Query, None) => quote!(query(#wire, #value)),
        (Location::Query, Some(style)) => quote!(query_styled(#wire, #style, #value)),
        (Location::Header, None) => quote!(header(#wire, #value)),
        (Location::Header, Some(style)) => quote!(header_styled(#wire, #style, #value)),
        (Location::Cookie, None) => quote!(cookie(#wire, #value)),
        (Location::Cookie, Some(style)) => quote!(cookie_styled(#wire, #style, #value)),
    };
    Emitted { ty: argument.ty, statement }
}

/// Whether the runtime writes the value by itself; anything else goes through its JSON form.
pub(super) fn is_plain(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.resolve(ty) {
        Type::List(inner) => is_plain_item(cx, inner),
        _ => is_plain_item(cx, ty),
    }
}

fn is_plain_item(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.resolve(ty) {
        Type::Bool | Type::Integer(_) | Type::Number => true,
        Type::Text(_) | Type::Id(_) | Type::Binary | Type::Json(_) | Type::Link(..) => true,
        Type::Named(id) => matches!(cx.def(*id).shape, Shape::TextEnum(_) | Shape::IntEnum(_)),
        Type::List(_) | Type::NullableList(_) | Type::Map(..) => false,
    }
}

/// The style, where it is not the one that the plain setter writes.
fn style(parameter: &Parameter, is_scalar: bool) -> Option<TokenStream> {
    match (parameter.style, parameter.location) {
        (Style::Form { explode: true }, Location::Query) if !parameter.allow_reserved => None,
        (Style::Simple { explode: false }, Location::Path | Location::Header) => None,
        (Style::Form { explode }, Location::Cookie) if !explode || is_scalar => None,
        (style, Location::Query) => Some(written(style, parameter.allow_reserved)),
        (style, _) => Some(written(style, false)),
    }
}

/// The style as the runtime calls it.
pub(super) fn written(style: Style, allow_reserved: bool) -> TokenStream {
    match style {
        Style::Form { explode } if allow_reserved => quote!(rt::Style::FormReserved { explode: #explode }),
        Style::Form { explode } => quote!(rt::Style::Form { explode: #explode }),
        Style::Simple { explode } => quote!(rt::Style::Simple { explode: #explode }),
        Style::Matrix { explode } => quote!(rt::Style::Matrix { explode: #explode }),
        Style::Label { explode } => quote!(rt::Style::Label { explode: #explode }),
        Style::SpaceDelimited => quote!(rt::Style::SpaceDelimited),
        Style::PipeDelimited => quote!(rt::Style::PipeDelimited),
        Style::DeepObject => quote!(rt::Style::DeepObject),
        Style::Json => quote!(rt::Style::Json),
    }
}

/// What a setter's reader wants to know.
pub(super) fn docs(cx: &Context<'_>, parameter: &Parameter) -> Docs {
    let mut docs = Docs::text_or(parameter.doc.as_deref(), &otherwise(parameter));
    if let Some(values) = known_values(cx, &parameter.ty) {
        docs.ours(&values);
    }
    if let Some(constraints) = &parameter.constraints {
        docs.text(Some(&format!("Constraints: {}.", constraints.trim_end_matches('.'))));
    }
    if let Some(default) = &parameter.default {
        docs.ours(&format!("Default: {}.", json(default)));
    }
    docs
}

/// The values of an enumeration, while they can be taken in at a glance.
pub(super) fn known_values(cx: &Context<'_>, ty: &Type) -> Option<String> {
    const AT_A_GLANCE: usize = 16;
    let ty = match cx.resolve(ty) {
        Type::List(inner) => cx.resolve(inner),
        ty => ty,
    };
    let Type::Named(id) = ty else { return None };
    let Shape::TextEnum(variants) = &cx.def(*id).shape else { return None };
    let values: Vec<String> = variants.iter().take(AT_A_GLANCE).map(|variant| code(&variant.value)).collect();
    let more = if variants.len() > AT_A_GLANCE { " and others" } else { "" };
    Some(format!("Known values: {}{more}.", values.join(", ")))
}

fn otherwise(parameter: &Parameter) -> String {
    let place = match parameter.location {
        Location::Path => "Path",
        Location::Query => "Query",
        Location::Header => "Header",
        Location::Cookie => "Cookie",
    };
    format!("{place} parameter {}.", code(&parameter.wire))
}
