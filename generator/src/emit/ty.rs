//! IR type → Rust type, and how an argument of it is taken and converted.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Way, ident};
use crate::ir::{IntWidth, Link, Shape, TextFormat, Type};

/// A type as a place writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    /// Which way the value travels.
    pub(super) way: Way,
    /// Text of it is a secret.
    pub(super) secret: bool,
    /// Whether the place is `models.rs` itself.
    pub(super) local: bool,
}

impl Use {
    /// In a signature of a call.
    pub(super) const REQUEST: Use = Use { way: Way::Request, secret: false, local: false };
    /// In the reply of a call.
    pub(super) const REPLY: Use = Use { way: Way::Reply, secret: false, local: false };
}

/// The Rust type.
pub(super) fn rust_type(cx: &Context<'_>, ty: &Type, at: Use) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Integer(IntWidth::I32) => quote!(i32),
        Type::Integer(IntWidth::I64) => quote!(i64),
        Type::Integer(IntWidth::U32) => quote!(u32),
        Type::Integer(IntWidth::U64) => quote!(u64),
        Type::Number => quote!(f64),
        Type::Text(format) => text_type(*format, at.secret),
        Type::Binary => quote!(String),
        Type::Json(_) => quote!(serde_json::Value),
        Type::Id(id) => {
            let name = ident(&cx.names.ids[id.0]);
            quote!(ids::#name)
        }
        Type::Named(id) => {
            let name = cx.type_name(*id, at.way);
            if at.local { quote!(#name) } else { quote!(models::#name) }
        }
        Type::List(inner) => {
            let inner = rust_type(cx, inner, at);
            quote!(Vec<#inner>)
        }
        Type::NullableList(inner) => {
            let inner = rust_type(cx, inner, at);
            quote!(Vec<Option<#inner>>)
        }
        Type::Link(target, link) => {
            let target = rust_type(cx, target, Use { way: Way::Reply, ..at });
            match link {
                Link::Id => quote!(rt::odata::Id<#target>),
                Link::One => quote!(rt::odata::Nav<#target>),
                Link::Many => quote!(rt::odata::Many<#target>),
            }
        }
        Type::Map(inner, nullable) => {
            let inner = rust_type(cx, inner, at);
            if *nullable { quote!(rt::Map<Option<#inner>>) } else { quote!(rt::Map<#inner>) }
        }
    }
}

fn text_type(format: TextFormat, secret: bool) -> TokenStream {
    match format {
        TextFormat::Password => quote!(rt::SecretText),
        TextFormat::Plain | TextFormat::Uuid | TextFormat::Uri | TextFormat::Base64 if secret => quote!(rt::SecretText),
        TextFormat::Plain | TextFormat::Uuid | TextFormat::Uri | TextFormat::Base64 => quote!(String),
        TextFormat::Timestamp => quote!(rt::Timestamp),
        TextFormat::Date => quote!(rt::Date),
        TextFormat::Bool => quote!(rt::TextBool),
        TextFormat::Integer => quote!(rt::TextInt),
        TextFormat::Decimal => quote!(rt::TextDecimal),
    }
}

/// Whether a secret of this type has to be told by its place: it is no text, for which there is a type.
pub(super) fn hides_by_place(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.resolve(ty) {
        Type::Text(format) => text_type(*format, true).to_string() != quote!(rt::SecretText).to_string(),
        Type::List(inner) | Type::NullableList(inner) | Type::Map(inner, _) => hides_by_place(cx, inner),
        _ => true,
    }
}

/// How a value of a type is asked for.
pub(super) struct Argument {
    /// The type in the signature.
    pub(super) ty: TokenStream,
    /// What turns the argument `name` into the value.
    pub(super) value: TokenStream,
}

/// An argument for a value of the type: scalars as they are, text and the like by `impl Into`, lists by `impl IntoIterator`.
pub(super) fn argument(cx: &Context<'_>, ty: &Type, at: Use, name: &TokenStream) -> Argument {
    let rust = rust_type(cx, ty, at);
    match cx.resolve(ty) {
        Type::List(inner) => list_argument(cx, inner, at, name),
        resolved if converts(cx, resolved) => Argument { ty: quote!(impl Into<#rust>), value: quote!(#name.into()) },
        _ => Argument { ty: rust, value: name.clone() },
    }
}

fn list_argument(cx: &Context<'_>, inner: &Type, at: Use, name: &TokenStream) -> Argument {
    let rust = rust_type(cx, inner, at);
    if converts(cx, cx.resolve(inner)) {
        return Argument {
            ty: quote!(impl IntoIterator<Item = impl Into<#rust>>),
            value: quote!(#name.into_iter().map(Into::into).collect::<Vec<#rust>>()),
        };
    }
    Argument { ty: quote!(impl IntoIterator<Item = #rust>), value: quote!(#name.into_iter().collect::<Vec<#rust>>()) }
}

/// Whether an argument of the (resolved) type is worth an `impl Into`.
pub(super) fn converts(cx: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::Text(_) | Type::Id(_) | Type::Json(_) | Type::Binary | Type::Link(..) => true,
        Type::Named(id) => matches!(cx.def(*id).shape, Shape::TextEnum(_) | Shape::IntEnum(_)),
        Type::Bool | Type::Integer(_) | Type::Number => false,
        Type::List(_) | Type::NullableList(_) | Type::Map(..) => false,
    }
}
