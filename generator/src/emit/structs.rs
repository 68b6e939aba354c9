//! An object of a reply → a model: nothing but its identity is required, and unknown members are kept.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, Way};
use super::docs::{Docs, code, json};
use super::ty::{Use, hides_by_place, rust_type};
use crate::ir::{Field, Link, Struct, Type, TypeDef, TypeId};

/// The model.
pub(super) fn emit(cx: &Context<'_>, id: TypeId, def: &TypeDef, structure: &Struct) -> TokenStream {
    let name = cx.type_name(id, Way::Reply);
    let docs = Docs::text_or(def.doc.as_deref(), "An object of a reply.").outer();
    let deprecated = deprecated(def.deprecated);
    // A value without its identity stands for nothing, so such a model has no default.
    let default = (!structure.fields.iter().any(|field| cx.is_identity(field))).then(|| quote!(, Default));
    // What only the client sends does not come back.
    let fields = structure.fields.iter().enumerate().filter(|(_, field)| Way::Reply.carries(field));
    let declarations = fields.clone().map(|(index, field)| declaration(cx, id, index, field));
    let rows = fields.map(|(index, field)| row(&cx.field_name(id, index), &field.wire, &flags(cx, field)));
    let extra = extra(cx, structure);
    quote! {
        #docs
        #deprecated
        #[derive(Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name {
            #(#declarations,)*
            #extra
        }
        rt::model!(#name { #(#rows),* });
    }
}

/// Where the members go that have no field: by their type, where the document gives them one.
fn extra(cx: &Context<'_>, structure: &Struct) -> TokenStream {
    match super::input::rest_type(cx, structure, Way::Reply) {
        Some(ty) => quote! {
            /// Further members, by name.
            pub extra: #ty,
        },
        None => quote! {
            /// Members that this version does not know, kept and written back.
            pub extra: rt::Extra,
        },
    }
}

fn declaration(cx: &Context<'_>, id: TypeId, index: usize, field: &Field) -> TokenStream {
    let name = cx.field_name(id, index);
    let docs = field_docs(field).outer();
    let deprecated = deprecated(field.deprecated);
    let ty = member_type(cx, id, field);
    quote!(#docs #deprecated pub #name: #ty)
}

/// The type of a member of a reply.
pub(super) fn member_type(cx: &Context<'_>, id: TypeId, field: &Field) -> TokenStream {
    let ty = boxed(cx, id, field, Way::Reply);
    // A navigation knows by itself that it is not there.
    let navigation = matches!(field.ty, Type::Link(_, Link::One | Link::Many));
    match (cx.is_identity(field) || navigation, field.nullable) {
        (true, _) => ty,
        (false, true) => quote!(rt::Nullable<#ty>),
        (false, false) => quote!(Option<#ty>),
    }
}

/// What is special about a property of a reply.
fn flags(cx: &Context<'_>, field: &Field) -> Vec<TokenStream> {
    let identity = cx.is_identity(field);
    let flags = [
        (identity, quote!(identity)),
        (field.empty_is_absent && !identity, quote!(empty_is_absent)),
        (field.personal, quote!(personal)),
        (field.secret && hides_by_place(cx, &field.ty), quote!(secret)),
    ];
    flags.into_iter().filter_map(|(is, flag)| is.then_some(flag)).collect()
}

/// A property as the runtime's macros take it: field, wire name, and what is special about it.
pub(super) fn row(name: &Ident, wire: &str, flags: &[TokenStream]) -> TokenStream {
    if flags.is_empty() { quote!(#name = #wire) } else { quote!(#name = #wire (#(#flags),*)) }
}

/// The type of a property, boxed where the value would contain itself.
pub(super) fn boxed(cx: &Context<'_>, id: TypeId, field: &Field, way: Way) -> TokenStream {
    let ty = rust_type(cx, &field.ty, Use { way, secret: field.secret, local: true });
    if cx.graph.needs_box(id, &field.ty) { quote!(Box<#ty>) } else { ty }
}

/// `#[deprecated]`, where the document says so.
pub(super) fn deprecated(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(#[deprecated]))
}

/// What a property means, its default and its wire name.
pub(super) fn field_docs(field: &Field) -> Docs {
    let mut docs = Docs::text_or(field.doc.as_deref(), &format!("Property {}.", code(&field.wire)));
    if let Some(default) = &field.default {
        docs.ours(&format!("Default: {}.", json(default)));
    }
    docs
}
