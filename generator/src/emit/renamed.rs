//! `x-deprecated-name` → deprecated aliases of types, methods and calls, so that a rename breaks nobody at once.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, Way, ident};
use super::reply::single;
use super::{body, call, parameter};
use crate::ir::TypeId;
use crate::names::FormerMethod;

/// The aliases of a type and of its request twin.
pub(super) fn types(cx: &Context<'_>, id: TypeId) -> TokenStream {
    let alias = |old: &str, way: Way| alias(old, &cx.type_name(id, way));
    let former = cx.names.former.get(id.0).map(Vec::as_slice).unwrap_or_default();
    former
        .iter()
        .map(|former| {
            let main = alias(&former.name, Way::Reply);
            let input = former.input.as_ref().map(|input| alias(input, Way::Request));
            quote!(#main #input)
        })
        .collect()
}

/// The aliases of a call and of its reply enum, where it has one.
pub(super) fn calls(cx: &Context<'_>, index: usize) -> TokenStream {
    let names = &cx.names.operations[index];
    let has_enum = single(&cx.api.operations[index]).is_none();
    let one = |former: &FormerMethod| {
        let call = former.call.as_ref().map(|old| alias(old, &ident(&names.call)));
        let reply = former.reply.as_ref().filter(|_| has_enum).map(|old| alias(old, &ident(&names.reply)));
        quote!(#call #reply)
    };
    names.former.iter().map(one).collect()
}

fn alias(old: &str, new: &Ident) -> TokenStream {
    let (old, docs, note) = (ident(old), format!(" The former name of [`{new}`]."), format!("renamed to `{new}`"));
    quote! {
        #[doc = #docs]
        #[deprecated(note = #note)]
        pub type #old = #new;
    }
}

/// The former methods of an operation.
pub(super) fn methods(cx: &Context<'_>, index: usize) -> TokenStream {
    let names = &cx.names.operations[index];
    let (method, call) = (ident(&names.method), ident(&names.call));
    let plain = names.method.trim_start_matches("r#");
    let handle = &cx.names.groups[cx.api.operations[index].group].handle;
    let docs = format!(" The former name of [`{handle}::{plain}`].");
    let note = format!("renamed to `{plain}`");
    let arguments = arguments(cx, index);
    let declared = arguments.iter().map(|(name, ty)| quote!(#name: #ty));
    let declared = quote!(#(#declared),*);
    let passed: Vec<_> = arguments.iter().map(|(name, _)| name).collect();
    let one = |old: &FormerMethod| {
        let old = ident(&old.name);
        quote! {
            #[doc = #docs]
            #[deprecated(note = #note)]
            pub fn #old(&self, #declared) -> #call { self.#method(#(#passed),*) }
        }
    };
    names.former.iter().map(one).collect()
}

/// The arguments of a method, in their order.
fn arguments(cx: &Context<'_>, index: usize) -> Vec<(Ident, TokenStream)> {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let mut all = Vec::new();
    for at in call::required_parameters(operation) {
        let name = ident(&names.parameters[at]);
        let ty = parameter::emit(cx, &operation.parameters[at], &quote!(#name)).ty;
        all.push((name, ty));
    }
    let parts = body::parts(cx, operation, names);
    all.extend(parts.into_iter().filter(|part| part.required).map(|part| (part.name, part.ty)));
    all
}
