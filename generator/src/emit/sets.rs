//! Sets of rows → `sets/<set>.rs`: what the runtime knows of the set, a constant for each property, a function for each
//! key; and `sets/mod.rs`: a method of the client for each.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, Way, ident};
use super::docs::{Docs, code};
use super::group::mentions;
use super::structs::{deprecated, field_docs};
use super::ty::{Use, converts, rust_type};
use crate::ir::{EntitySet, Field, Link, Shape, TextFormat, Type, TypeId};

/// `sets/mod.rs`.
pub(super) fn root(cx: &Context<'_>) -> TokenStream {
    let modules = cx.names.sets.iter().map(|names| {
        let module = ident(&names.module);
        quote!(pub mod #module;)
    });
    let accessors = (0..cx.api.sets.len()).map(|index| accessor(cx, index));
    let literals = literals(cx);
    quote! {
        //! Sets of rows that are queried: a module of properties and keys for each, and the client's methods.
        use super::client::Client;
        use super::models;
        use openapi_client_runtime as rt;
        #(#modules)*
        impl Client { #(#accessors)* }
        #literals
    }
}

fn accessor(cx: &Context<'_>, index: usize) -> TokenStream {
    let (set, names) = (&cx.api.sets[index], &cx.names.sets[index]);
    let docs = Docs::text_or(set.doc.as_deref(), &format!("The rows of {}.", code(&set.name))).outer();
    let (accessor, row) = (ident(&names.accessor), rust_type(cx, &set.row, Use::REPLY));
    quote! {
        #docs
        pub fn #accessor(&self) -> rt::odata::Collection<#row> {
            rt::odata::Collection::new(self.runtime())
        }
    }
}

/// Enumerations of texts that conditions compare with.
fn literals(cx: &Context<'_>) -> TokenStream {
    let mut known: Vec<TypeId> = Vec::new();
    for field in cx.api.sets.iter().filter_map(|set| cx.structure(&set.row)).flat_map(|(_, row)| &row.fields) {
        if let Type::Named(id) = cx.resolve(&field.ty)
            && matches!(cx.def(*id).shape, Shape::TextEnum(_))
            && !known.contains(id)
        {
            known.push(*id);
        }
    }
    let one = |id: &TypeId| {
        let name = cx.type_name(*id, Way::Reply);
        quote! {
            impl rt::odata::Literal for models::#name {
                fn literal(&self) -> Option<String> {
                    Some(rt::odata::quoted(self.as_str()))
                }
            }
        }
    };
    known.iter().map(one).collect()
}

/// `sets/<set>.rs`.
pub(super) fn file(cx: &Context<'_>, index: usize) -> TokenStream {
    let set = &cx.api.sets[index];
    let docs = Docs::text_or(None, &format!("Properties and keys of {}.", code(&set.name))).inner();
    let Some((id, row)) = cx.structure(&set.row) else { return docs };
    let constants = cx.names.set_constants(id);
    let fields = row.fields.iter().zip(&constants).map(|(field, name)| constant(cx, set, field, name));
    let fields: TokenStream = fields.collect();
    let traits = traits(cx, index, id);
    let keys: TokenStream = (0..set.keys.len()).filter_map(|key| key_function(cx, index, key)).collect();
    let body = quote!(#traits #fields #keys);
    let models = mentions(&body, "models").then(|| {
        quote!(
            use crate::generated::models;
        )
    });
    quote! {
        #docs
        #models
        use openapi_client_runtime as rt;
        #body
    }
}

fn constant(cx: &Context<'_>, set: &EntitySet, field: &Field, name: &str) -> TokenStream {
    let (name, wire) = (ident(name), &field.wire);
    let docs = field_docs(field).outer();
    let deprecated = deprecated(field.deprecated);
    let (kind, types) = constant_type(cx, set, field);
    quote! {
        #docs
        #deprecated
        pub const #name: rt::odata::#kind<#types> = rt::odata::#kind::new(#wire);
    }
}

/// What a property is in conditions, and of what: `Field` and `Device, bool`, `ToOne` and `Device, Application`.
pub(super) fn constant_type(cx: &Context<'_>, set: &EntitySet, field: &Field) -> (Ident, TokenStream) {
    let row = rust_type(cx, &set.row, Use::REPLY);
    match &field.ty {
        Type::Link(target, link @ (Link::One | Link::Many)) => {
            let target = rust_type(cx, target, Use::REPLY);
            (format_ident!("{}", if *link == Link::One { "ToOne" } else { "ToMany" }), quote!(#row, #target))
        }
        ty => {
            let value = compared(cx, ty);
            (format_ident!("Field"), quote!(#row, #value))
        }
    }
}

/// The type of a property's values in conditions: a secret text is compared as any other.
fn compared(cx: &Context<'_>, ty: &Type) -> TokenStream {
    match cx.resolve(ty) {
        Type::Text(TextFormat::Password) => quote!(String),
        ty => rust_type(cx, ty, Use::REPLY),
    }
}

/// What can be done with the rows.
fn traits(cx: &Context<'_>, index: usize, id: TypeId) -> TokenStream {
    let (set, names) = (&cx.api.sets[index], &cx.names.sets[index]);
    let row = rust_type(cx, &set.row, Use::REPLY);
    let (name, path, accessor) = (&set.name, &set.path, names.accessor.trim_start_matches("r#"));
    let statuses = |statuses: &[u16]| {
        let statuses = statuses.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(&[#(#statuses),*])
    };
    let retry = &set.retry_on;
    let (read, create) = (statuses(&retry.read), statuses(&retry.create));
    let (update, delete) = (statuses(&retry.update), statuses(&retry.delete));
    let creatable = set.create.as_ref().map(|ty| {
        let ty = rust_type(cx, ty, Use::REQUEST);
        quote!(impl rt::odata::Creatable for #row { type Create = #ty; })
    });
    let updatable = set.update.as_ref().map(|ty| {
        let ty = rust_type(cx, ty, Use::REQUEST);
        quote!(impl rt::odata::Updatable for #row { type Update = #ty; })
    });
    let deletable = set.deletes.then(|| quote!(impl rt::odata::Deletable for #row {}));
    let capabilities = capabilities(set).map(|capability| quote!(impl rt::odata::#capability for #row {}));
    let identified = identified(cx, set, id);
    quote! {
        /// The set, as the runtime knows it.
        pub static SET: rt::odata::EntitySet = rt::entity_set!(
            #name, #accessor, #path, read: #read, create: #create, update: #update, delete: #delete
        );
        impl rt::odata::Entity for #row { const SET: &'static rt::odata::EntitySet = &SET; }
        #identified
        #(#capabilities)*
        #creatable #updatable #deletable
    }
}

/// Traits of what a query can say.
pub(super) fn capabilities(set: &EntitySet) -> impl Iterator<Item = Ident> {
    let query = set.query;
    let all = [
        (query.select, "Selectable"),
        (query.filter, "Filterable"),
        (query.expand, "Expandable"),
        (query.order, "Sortable"),
        (query.page, "Limited"),
        (query.count, "Countable"),
    ];
    all.into_iter().filter(|(has, _)| *has).map(|(_, name)| format_ident!("{name}"))
}

/// The property that alone identifies a row by a number.
pub(super) fn id_field(cx: &Context<'_>, set: &EntitySet, id: TypeId) -> Option<usize> {
    let Shape::Struct(row) = &cx.def(id).shape else { return None };
    row.fields.iter().position(|field| {
        let is_key = set.keys.iter().any(|key| *key == [field.wire.clone()]);
        let own = matches!(&field.ty, Type::Link(target, Link::Id) if **target == set.row);
        is_key && own && !field.nullable
    })
}

fn identified(cx: &Context<'_>, set: &EntitySet, id: TypeId) -> Option<TokenStream> {
    let at = id_field(cx, set, id)?;
    let row = rust_type(cx, &set.row, Use::REPLY);
    let (constant, member) = (ident(&cx.names.set_constants(id)[at]), cx.field_name(id, at));
    let Shape::Struct(structure) = &cx.def(id).shape else { return None };
    let value = if cx.is_identity(&structure.fields[at]) { quote!(Some(self.#member)) } else { quote!(self.#member) };
    Some(quote! {
        impl rt::odata::Identified for #row {
            const ID: rt::odata::Field<Self, rt::odata::Id<Self>> = #constant;
            fn id(&self) -> Option<rt::odata::Id<Self>> { #value }
        }
    })
}

/// `by_device_and_tag_key(device, tag_key)`; none for the id, which is a key by itself.
fn key_function(cx: &Context<'_>, index: usize, key: usize) -> Option<TokenStream> {
    let (set, names) = (&cx.api.sets[index], &cx.names.sets[index]);
    let parts = key_parts(cx, index, key)?;
    let row = rust_type(cx, &set.row, Use::REPLY);
    let function = ident(&names.keys[key]);
    let arguments = parts.iter().map(|(_, name, ty)| quote!(#name: impl Into<#ty>));
    let values = parts.iter().map(|(wire, name, ty)| quote!((#wire, &Into::<#ty>::into(#name))));
    let docs =
        format!(" The row of this {}.", set.keys[key].iter().map(|part| code(part)).collect::<Vec<_>>().join(" and "));
    Some(quote! {
        #[doc = #docs]
        pub fn #function(#(#arguments),*) -> rt::odata::Key<#row> {
            rt::odata::Key::of(&[#(#values),*])
        }
    })
}

/// What a key is made of: property on the wire, argument, type; none for the id.
pub(super) fn key_parts<'a>(
    cx: &Context<'a>,
    index: usize,
    key: usize,
) -> Option<Vec<(&'a String, Ident, TokenStream)>> {
    let set = &cx.api.sets[index];
    let (id, structure) = cx.structure(&set.row)?;
    let at = |wire: &String| structure.fields.iter().position(|field| field.wire == *wire);
    let parts: Vec<usize> = set.keys[key].iter().map(at).collect::<Option<_>>()?;
    if id_field(cx, set, id).is_some_and(|id| parts == [id]) {
        return None;
    }
    let part = |part: &usize| {
        let field = &structure.fields[*part];
        (&field.wire, cx.field_name(id, *part), key_type(cx, &field.ty))
    };
    Some(parts.iter().map(part).collect())
}

fn key_type(cx: &Context<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::Link(target, _) => {
            let target = rust_type(cx, target, Use::REPLY);
            quote!(rt::odata::Id<#target>)
        }
        ty if converts(cx, cx.resolve(ty)) => compared(cx, ty),
        ty => rust_type(cx, ty, Use::REPLY),
    }
}
