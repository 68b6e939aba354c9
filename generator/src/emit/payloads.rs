//! Webhooks and callbacks → `payloads.rs`: a function for each that reads the body which the API sends.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Docs, code, inline};
use super::group::mentions;
use super::reply::status_text;
use super::ty::{Use, rust_type};
use crate::ir::Payload;

/// `payloads.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let payloads = cx.api.payloads.iter().zip(&cx.names.payloads);
    let functions: TokenStream = payloads.map(|(payload, name)| function(cx, payload, name)).collect();
    let models = mentions(&functions, "models").then(|| {
        quote!(
            use crate::generated::models;
        )
    });
    let ids = mentions(&functions, "ids").then(|| {
        quote!(
            use crate::generated::ids;
        )
    });
    quote! {
        //! What the API sends to a program that receives its webhooks and callbacks: a function for each reads the body.
        //!
        //! The client itself receives nothing, and a body says nothing of its sender: check the signature first.
        #ids
        #models
        use openapi_client_runtime as rt;
        #functions
    }
}

fn function(cx: &Context<'_>, payload: &Payload, name: &str) -> TokenStream {
    let kind = if payload.webhook { "webhook" } else { "callback" };
    let mut docs = Docs::new();
    docs.text(payload.doc.as_deref());
    docs.ours(&format!("The body of the {kind} {}, sent with {}.", code(&payload.name), code(&payload.method)));
    if let Some(target) = &payload.target {
        docs.ours(&format!("It goes to {}.", code(target)));
    }
    for (status, doc) in &payload.answers {
        let text = inline(doc.as_deref().unwrap_or_default());
        docs.ours(format!("Answer `{}`: {text}", status_text(*status)).trim_end());
    }
    docs.ours("# Errors\nWhere the body is not JSON, or its root does not fit the type. Values inside are set aside.");
    let (docs, name) = (docs.outer(), ident(name));
    let ty = rust_type(cx, &payload.ty, Use::REPLY);
    let ty = if payload.nullable { quote!(Option<#ty>) } else { ty };
    quote! {
        #docs
        pub fn #name(body: &[u8]) -> Result<rt::Decoded<#ty>, rt::Error> { rt::reply::payload(body) }
    }
}
