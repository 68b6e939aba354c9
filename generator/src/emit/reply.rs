//! Success replies → the type that a call yields: one type, or an enum by status where there are several.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::ty::{Use, rust_type};
use crate::ir::{Operation, Reply, ReplyContent, Status};

/// What a call yields.
pub(super) struct Outcome {
    /// The type.
    pub(super) ty: TokenStream,
    /// What decodes it.
    pub(super) decoder: TokenStream,
    /// Definitions that it needs.
    pub(super) items: TokenStream,
}

/// The outcome of an operation.
pub(super) fn outcome(cx: &Context<'_>, index: usize) -> Outcome {
    let operation = &cx.api.operations[index];
    match single(operation) {
        Some(content) => {
            let (ty, decoder) = content_type(cx, content);
            Outcome { ty, decoder, items: TokenStream::new() }
        }
        None => several(cx, index),
    }
}

/// The content of all success replies, where it is the same.
pub(super) fn single(operation: &Operation) -> Option<&ReplyContent> {
    let Some(first) = operation.replies.first() else { return Some(&ReplyContent::Empty) };
    operation.replies.iter().all(|reply| reply.content == first.content).then_some(&first.content)
}

/// Type and decoder of a content.
pub(super) fn content_type(cx: &Context<'_>, content: &ReplyContent) -> (TokenStream, TokenStream) {
    match content {
        ReplyContent::Empty => (quote!(()), quote!(rt::reply::empty)),
        ReplyContent::Json(ty) => (rust_type(cx, ty, Use::REPLY), quote!(rt::reply::json)),
        ReplyContent::Nullable(ty) => {
            let ty = rust_type(cx, ty, Use::REPLY);
            (quote!(Option<#ty>), quote!(rt::reply::json))
        }
        // Where it is not the only reply, or read from a file, a stream is the text that came.
        ReplyContent::Stream(..) | ReplyContent::Text => (quote!(String), quote!(rt::reply::text)),
        ReplyContent::Binary => (quote!(rt::Bytes), quote!(rt::reply::bytes)),
    }
}

fn several(cx: &Context<'_>, index: usize) -> Outcome {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let name = ident(&names.reply);
    let decoder = format_ident!("decode_{}", names.constant.trim_start_matches("r#").to_lowercase());
    let listed: Vec<(&Reply, Ident)> = operation.replies.iter().map(|reply| (reply, variant(reply.status))).collect();
    let declarations = listed.iter().map(|(reply, variant)| declaration(cx, reply, variant));
    // A status of its own counts before its range, and both before `default` (OpenAPI 3.1, 4.8.16), in whichever order
    // the document lists them.
    let mut by_weight: Vec<&(&Reply, Ident)> = listed.iter().collect();
    by_weight.sort_by_key(|(reply, _)| reply.status);
    let arms = by_weight.into_iter().map(|(reply, variant)| arm(cx, &name, reply, variant));
    // Without a reply for every status the enum has a place for the others.
    let open = !listed.iter().any(|(reply, _)| matches!(reply.status, Status::Default));
    let other = open.then(|| {
        quote! {
            /// A success that the document does not list, with its body.
            Other(rt::Bytes),
        }
    });
    let other_arm = open.then(|| quote!(_ => rt::reply::bytes(raw).map(|decoded| decoded.map(#name::Other)),));
    let docs = format!(" What `{} {}` answers, by status.", operation.method, super::docs::plain(&operation.path));
    let items = quote! {
        #[doc = #docs]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#declarations,)* #other }
        fn #decoder(raw: &rt::RawResponse) -> Result<rt::Decoded<#name>, rt::Error> {
            match raw.status().as_u16() {
                #(#arms,)*
                #other_arm
            }
        }
    };
    Outcome { ty: quote!(#name), decoder: quote!(#decoder), items }
}

fn declaration(cx: &Context<'_>, reply: &Reply, variant: &Ident) -> TokenStream {
    let status = status_text(reply.status);
    let docs = super::docs::Docs::text_or(reply.doc.as_deref(), &format!("Status {status}.")).outer();
    match &reply.content {
        ReplyContent::Empty => quote!(#docs #variant),
        content => {
            let (ty, _) = content_type(cx, content);
            quote!(#docs #variant(#ty))
        }
    }
}

fn arm(cx: &Context<'_>, name: &Ident, reply: &Reply, variant: &Ident) -> TokenStream {
    let pattern = match reply.status {
        Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(first) => {
            let (from, to) = (first * 100, first * 100 + 99);
            let (from, to) = (proc_macro2::Literal::u16_unsuffixed(from), proc_macro2::Literal::u16_unsuffixed(to));
            quote!(#from..=#to)
        }
        Status::Default => quote!(_),
    };
    let (_, decoder) = content_type(cx, &reply.content);
    let make = match reply.content {
        ReplyContent::Empty => quote!(|()| #name::#variant),
        _ => quote!(#name::#variant),
    };
    quote!(#pattern => #decoder(raw).map(|decoded| decoded.map(#make)))
}

/// The status in words, for docs.
pub(super) fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// A variant's name from its status: RFC 9110 section 15.3 and the IANA registry name the successes.
pub(super) fn variant(status: Status) -> Ident {
    match status {
        Status::Code(200) => format_ident!("Ok"),
        Status::Code(201) => format_ident!("Created"),
        Status::Code(202) => format_ident!("Accepted"),
        Status::Code(203) => format_ident!("NonAuthoritative"),
        Status::Code(204) => format_ident!("NoContent"),
        Status::Code(205) => format_ident!("ResetContent"),
        Status::Code(206) => format_ident!("PartialContent"),
        Status::Code(207) => format_ident!("MultiStatus"),
        Status::Code(code) => format_ident!("Status{code}"),
        Status::Range(first) => format_ident!("Status{first}xx"),
        Status::Default => format_ident!("Default"),
    }
}
