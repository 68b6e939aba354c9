//! An object of a reply → a model: nothing but its identity is required, and unknown members are kept.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Way};
use super::docs::{Docs, code, json};
use super::ty::{Use, rust_type};
use crate::ir::{Field, Link, Struct, Type, TypeDef, TypeId};

/// The model.
pub(super) fn emit(cx: &Context<'_>, id: TypeId, def: &TypeDef, structure: &Struct) -> TokenStream {
    let name = cx.type_name(id, Way::Reply);
    let docs = Docs::text_or(def.doc.as_deref(), "An object of a reply.").outer();
    let deprecated = deprecated(def.deprecated);
    // A value without its identity stands for nothing, so such a model has no default.
    let default = (!structure.fields.iter().any(|field| cx.is_identity(field))).then(|| quote!(Default,));
    // What only the client sends does not come back.
    let fields = structure.fields.iter().enumerate().filter(|(_, field)| !field.write_only);
    let fields = fields.map(|(index, field)| member(cx, id, index, field));
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, #default Serialize, Deserialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            /// Members that this version does not know, kept and written back.
            #[serde(flatten)]
            pub extra: rt::Extra,
        }
    }
}

fn member(cx: &Context<'_>, id: TypeId, index: usize, field: &Field) -> TokenStream {
    let name = cx.field_name(id, index);
    let docs = field_docs(field).outer();
    let deprecated = deprecated(field.deprecated);
    let ty = boxed(cx, id, field, Way::Reply);
    let (ty, mut serde) = if cx.is_identity(field) {
        (ty, Vec::new())
    } else if let Type::Link(_, link @ (Link::One | Link::Many)) = &field.ty {
        // A navigation knows by itself that it is not there.
        let absent = if *link == Link::One { "rt::odata::Nav::is_absent" } else { "rt::odata::Many::is_absent" };
        (ty, vec![quote!(default), quote!(skip_serializing_if = #absent)])
    } else if field.nullable {
        (quote!(rt::Nullable<#ty>), vec![quote!(default), quote!(skip_serializing_if = "rt::Nullable::is_absent")])
    } else {
        (quote!(Option<#ty>), vec![quote!(default), quote!(skip_serializing_if = "Option::is_none")])
    };
    if field.empty_is_absent && !cx.is_identity(field) {
        serde.push(quote!(deserialize_with = "rt::empty_is_absent"));
    }
    serde.extend(rename(&name, &field.wire));
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    quote!(#docs #deprecated #serde pub #name: #ty)
}

/// The type of a property, boxed where the value would contain itself.
pub(super) fn boxed(cx: &Context<'_>, id: TypeId, field: &Field, way: Way) -> TokenStream {
    let ty = rust_type(cx, &field.ty, Use { way, secret: field.secret, local: true });
    if cx.graph.needs_box(id, &field.ty) { quote!(Box<#ty>) } else { ty }
}

/// `rename = "…"` where serde would not find the wire name by itself; it ignores `r#`.
pub(super) fn rename(name: &proc_macro2::Ident, wire: &str) -> Option<TokenStream> {
    let text = name.to_string();
    (text.trim_start_matches("r#") != wire).then(|| quote!(rename = #wire))
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
