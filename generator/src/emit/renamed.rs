//! `x-deprecated-name` → deprecated aliases of types and methods, so that a rename breaks nobody at once.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Way, ident};
use super::{body, call, parameter};
use crate::ir::TypeId;

/// The aliases of a type and of its request twin.
pub(super) fn types(cx: &Context<'_>, id: TypeId) -> TokenStream {
    let alias = |old: &str, way: Way| {
        let (old, new) = (ident(old), cx.type_name(id, way));
        let (docs, note) = (format!(" The former name of [`{new}`]."), format!("renamed to `{new}`"));
        quote! {
            #[doc = #docs]
            #[deprecated(note = #note)]
            pub type #old = #new;
        }
    };
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
    let one = |old: &String| {
        let old = ident(old);
        quote! {
            #[doc = #docs]
            #[deprecated(note = #note)]
            pub fn #old(&self, #declared) -> #call { self.#method(#(#passed),*) }
        }
    };
    names.former.iter().map(one).collect()
}

/// The arguments of a method, in their order.
fn arguments(cx: &Context<'_>, index: usize) -> Vec<(proc_macro2::Ident, TokenStream)> {
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
