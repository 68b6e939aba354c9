//! Replies → `examples/decode.rs`: decodes a body as any operation would.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::reply::content_type;
use crate::ir::{Operation, Reply, Status};

/// `examples/decode.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let entries: Vec<TokenStream> = cx.api.operations.iter().flat_map(|operation| entries(cx, operation)).collect();
    let library = cx.library();
    let all = quote!(#(#entries),*);
    let models = super::group::mentions(&all, "models").then(|| quote!(use #library::models;));
    let ids = super::group::mentions(&all, "ids").then(|| quote!(use #library::ids;));
    quote! {
        //! Decodes a reply's body: `decode 'GET /path' 200 < body.json`; `--list` names the operations.
        #ids
        #models
        use openapi_client_runtime as rt;
        use std::process::ExitCode;
        fn main() -> ExitCode { rt::cli::decode(&[#all]) }
    }
}

fn entries<'a>(cx: &'a Context<'_>, operation: &'a Operation) -> impl Iterator<Item = TokenStream> + 'a {
    operation.replies.iter().chain(&operation.errors).map(|reply| entry(cx, operation, reply))
}

fn entry(cx: &Context<'_>, operation: &Operation, reply: &Reply) -> TokenStream {
    let name = format!("{} {}", operation.method, operation.path);
    let status = match reply.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Code(#code))
        }
        Status::Range(first) => {
            let first = Literal::u16_unsuffixed(first);
            quote!(Range(#first))
        }
        Status::Default => quote!(Default),
    };
    let (ty, decoder) = content_type(cx, &reply.content);
    quote! {
        rt::cli::Entry {
            operation: #name,
            status: rt::cli::Status::#status,
            decode: rt::cli::decoder::<#ty>(#decoder),
        }
    }
}
