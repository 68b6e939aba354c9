//! An object of a request → a request model: required properties by the constructor, optional ones by setters.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, Way};
use super::docs::Docs;
use super::structs::{boxed, deprecated, field_docs, row};
use super::ty::{Use, argument, hides_by_place, rust_type};
use crate::ir::{Field, Struct, Type, TypeDef, TypeId};

/// A property of a request model.
pub(super) struct Member<'a> {
    pub(super) name: Ident,
    pub(super) field: &'a Field,
    owner: TypeId,
}

/// Properties that a request may carry: what only the server writes is left out.
pub(super) fn members<'a>(cx: &Context<'_>, id: TypeId, structure: &'a Struct) -> Vec<Member<'a>> {
    let fields = structure.fields.iter().enumerate().filter(|(_, field)| Way::Request.carries(field));
    fields.map(|(index, field)| Member { name: cx.field_name(id, index), field, owner: id }).collect()
}

/// Name of the constructor: `new`, unless a property, and so a setter, is called that.
pub(super) fn constructor(members: &[Member<'_>]) -> Ident {
    let taken = |name: &&str| members.iter().any(|member| member.name == *name);
    let free = ["new", "with_required", "of_required"].into_iter().find(|name| !taken(name));
    format_ident!("{}", free.unwrap_or("of_what_is_required"))
}

/// The request model.
pub(super) fn emit(cx: &Context<'_>, id: TypeId, def: &TypeDef, structure: &Struct) -> TokenStream {
    let name = cx.type_name(id, Way::Request);
    let docs = Docs::text_or(def.doc.as_deref(), "An object of a request.").outer();
    let deprecated = deprecated(def.deprecated);
    let members = members(cx, id, structure);
    let default = members.iter().all(|member| !member.field.required).then(|| quote!(, Default));
    let fields = members.iter().map(|member| declaration(cx, member));
    let rows = members.iter().map(|member| row(&member.name, &member.field.wire, &flags(cx, member.field)));
    let rest = rest(cx, structure);
    let extra = rest.is_some().then(|| quote!(extra));
    let rest_field = rest.as_ref().map(|ty| {
        quote! {
            /// Further members, by name.
            pub extra: #ty,
        }
    });
    let new = new(cx, &members, rest.is_some());
    let setters = members.iter().filter(|member| !member.field.required).map(|member| setter(cx, member, &members));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #rest_field
        }
        rt::request_model!(#name { #(#rows),* } #extra);
        impl #name {
            #new
            #(#setters)*
        }
    }
}

/// Type of the members beside the declared ones, where the document gives them one.
pub(super) fn rest(cx: &Context<'_>, structure: &Struct) -> Option<TokenStream> {
    rest_type(cx, structure, Way::Request)
}

/// The map of the members beside the declared ones, where the document gives them a type.
pub(super) fn rest_type(cx: &Context<'_>, structure: &Struct, way: Way) -> Option<TokenStream> {
    let ty = structure.rest.as_deref().filter(|ty| !matches!(ty, Type::Json(_)))?;
    let ty = rust_type(cx, ty, Use { way, secret: false, local: true });
    Some(if structure.rest_nullable { quote!(rt::Map<Option<#ty>>) } else { quote!(rt::Map<#ty>) })
}

fn declaration(cx: &Context<'_>, member: &Member<'_>) -> TokenStream {
    let Member { name, field, owner } = member;
    let docs = field_docs(field).outer();
    let deprecated = deprecated(field.deprecated);
    let ty = member_type(cx, *owner, field);
    quote!(#docs #deprecated pub #name: #ty)
}

/// The type of a member of a request.
pub(super) fn member_type(cx: &Context<'_>, owner: TypeId, field: &Field) -> TokenStream {
    let ty = boxed(cx, owner, field, Way::Request);
    match (field.required, field.nullable) {
        (true, false) => ty,
        (true, true) | (false, false) => quote!(Option<#ty>),
        (false, true) => quote!(rt::Nullable<#ty>),
    }
}

/// What is special about a property of a request.
fn flags(cx: &Context<'_>, field: &Field) -> Vec<TokenStream> {
    let flags = [
        (field.required && field.nullable, quote!(always)),
        (field.personal, quote!(personal)),
        (field.secret && hides_by_place(cx, &field.ty), quote!(secret)),
    ];
    flags.into_iter().filter_map(|(is, flag)| is.then_some(flag)).collect()
}

fn new(cx: &Context<'_>, members: &[Member<'_>], rest: bool) -> TokenStream {
    let name = constructor(members);
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for member in members {
        let field_name = &member.name;
        if member.field.required {
            let argument = required(cx, member);
            let ty = argument.ty;
            arguments.push(quote!(#field_name: #ty));
            let value = argument.value;
            let same = *field_name == value.to_string();
            values.push(if same { quote!(#field_name) } else { quote!(#field_name: #value) });
        } else {
            let absent = if member.field.nullable { quote!(rt::Nullable::Absent) } else { quote!(None) };
            values.push(quote!(#field_name: #absent));
        }
    }
    if rest {
        values.push(quote!(extra: Default::default()));
    }
    quote! {
        /// With what every request of its kind carries.
        pub fn #name(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// What the constructor takes for a required property.
pub(super) fn required(cx: &Context<'_>, member: &Member<'_>) -> super::ty::Argument {
    let Member { name, field, owner } = member;
    let at = Use { way: Way::Request, secret: field.secret, local: true };
    let needs_box = cx.graph.needs_box(*owner, &field.ty);
    let mut argument = argument(cx, &field.ty, at, &quote!(#name));
    if field.nullable {
        let ty = rust_type(cx, &field.ty, at);
        let value = if needs_box { quote!(#name.map(Box::new)) } else { quote!(#name) };
        argument = super::ty::Argument { ty: quote!(Option<#ty>), value };
    } else if needs_box {
        let value = argument.value;
        argument.value = quote!(Box::new(#value));
    }
    argument
}

fn setter(cx: &Context<'_>, member: &Member<'_>, all: &[Member<'_>]) -> TokenStream {
    let Member { name, field, owner } = member;
    let at = Use { way: Way::Request, secret: field.secret, local: true };
    let docs = field_docs(field).outer();
    let deprecated = deprecated(field.deprecated);
    let argument = argument(cx, &field.ty, at, &quote!(#name));
    let (ty, mut value) = (argument.ty, argument.value);
    if cx.graph.needs_box(*owner, &field.ty) {
        value = quote!(Box::new(#value));
    }
    let wrapped = if field.nullable { quote!(rt::Nullable::Value(#value)) } else { quote!(Some(#value)) };
    let clear = field.nullable.then(|| clear(name, all)).flatten();
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #wrapped;
            self
        }
        #clear
    }
}

fn clear(name: &Ident, all: &[Member<'_>]) -> Option<TokenStream> {
    let clear = clear_name(name, all)?;
    let docs = format!(" Sends `null` for `{}`.", name.to_string().trim_start_matches("r#"));
    Some(quote! {
        #[doc = #docs]
        pub fn #clear(mut self) -> Self {
            self.#name = rt::Nullable::Null;
            self
        }
    })
}

/// The setter that sends `null`, unless a property is called so.
pub(super) fn clear_name(name: &Ident, all: &[Member<'_>]) -> Option<Ident> {
    let clear = format_ident!("clear_{}", name.to_string().trim_start_matches("r#"));
    (!all.iter().any(|member| member.name == clear)).then_some(clear)
}
