//! Replies → `examples/decode.rs`: decodes a body as any operation would.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::reply::content_type;
use crate::ir::{Operation, Status};

/// `examples/decode.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let entries: Vec<TokenStream> = cx.api.documented().flat_map(|operation| entries(cx, operation)).collect();
    let library = cx.library();
    let all = quote!(#(#entries),*);
    let models = super::group::mentions(&all, "models").then(|| quote!(use #library::models;));
    let ids = super::group::mentions(&all, "ids").then(|| quote!(use #library::ids;));
    let statuses = (!entries.is_empty()).then(|| {
        quote!(
            use rt::cli::Status::*;
        )
    });
    quote! {
        //! Decodes a reply's body: `decode 'GET /path' 200 < body.json`; `--list` names the operations.
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #ids
        #models
        use openapi_client_runtime as rt;
        #statuses
        use std::process::ExitCode;
        fn main() -> ExitCode { rt::cli::decode(&[#all]) }
    }
}

/// One entry for each type that the operation answers with, with all statuses of it.
fn entries(cx: &Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let name = format!("{} {}", operation.method, operation.path);
    let mut kinds: Vec<Kind> = Vec::new();
    for reply in operation.replies.iter().chain(&operation.errors) {
        let (ty, decoder) = content_type(cx, &reply.content);
        Kind::add(&mut kinds, ty, decoder, status(reply.status));
    }
    if operation.replies.is_empty() {
        // Without a reply in the document any success is taken as empty.
        Kind::add(&mut kinds, quote!(()), quote!(rt::reply::empty), quote!(Class(2)));
    }
    kinds.into_iter().map(|kind| kind.entry(&name)).collect()
}

/// The statuses of one type.
struct Kind {
    ty: TokenStream,
    decoder: TokenStream,
    statuses: Vec<TokenStream>,
}

impl Kind {
    fn add(kinds: &mut Vec<Kind>, ty: TokenStream, decoder: TokenStream, status: TokenStream) {
        let same =
            |kind: &&mut Kind| kind.ty.to_string() == ty.to_string() && kind.decoder.to_string() == decoder.to_string();
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.statuses.push(status),
            None => kinds.push(Kind { ty, decoder, statuses: vec![status] }),
        }
    }

    fn entry(self, operation: &str) -> TokenStream {
        let Kind { ty, decoder, statuses } = self;
        quote!(rt::cli::entry::<#ty>(#operation, &[#(#statuses),*], #decoder))
    }
}

fn status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Code(#code))
        }
        Status::Range(first) => {
            let first = Literal::u16_unsuffixed(first);
            quote!(Class(#first))
        }
        Status::Default => quote!(Any),
    }
}
