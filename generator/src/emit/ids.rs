//! Identifier types → newtypes, so that two kinds cannot be swapped.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::Docs;
use crate::ir::IdType;

/// `ids.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let ids = cx.api.ids.iter().zip(&cx.names.ids).map(|(id, name)| one(id, name));
    let runtime = (!cx.api.ids.is_empty()).then(|| {
        quote!(
            use openapi_client_runtime as rt;
        )
    });
    quote! {
        //! Identifiers: each kind is a type of its own.
        #runtime
        #(#ids)*
    }
}

fn one(id: &IdType, name: &str) -> TokenStream {
    let docs = Docs::text_or(id.doc.as_deref(), "Identifies one object of its kind.").outer();
    let name = ident(name);
    let inner = if id.integer { quote!(i64) } else { quote!(String) };
    quote!(rt::id_type! { #docs #name(#inner) })
}
