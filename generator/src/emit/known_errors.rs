//! Texts of errors → `known_errors.rs`: an enum that tells them apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Docs, code};

/// `known_errors.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let name = ident(&cx.names.known_error);
    let docs = Docs::text_or(None, "An error that the API is known to answer with, told by its text.").outer();
    let variants = cx.api.known_errors.iter().zip(&cx.names.known_errors).map(|(error, variant)| {
        let variant = ident(variant);
        let docs = Docs::text_or(error.doc.as_deref(), &code(&error.text)).outer();
        let text = &error.text;
        quote!(#docs #variant = #text)
    });
    quote! {
        //! Errors that the API is known to answer with.
        use openapi_client_runtime as rt;
        rt::known_errors! { #docs #name { #(#variants),* } }
    }
}
