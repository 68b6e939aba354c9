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
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #ids
        #models
        use openapi_client_runtime as rt;
        use std::process::ExitCode;
        fn main() -> ExitCode { rt::cli::decode(&[#all]) }
    }
}

fn entries(cx: &Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let name = format!("{} {}", operation.method, operation.path);
    let replies = operation.replies.iter().chain(&operation.errors);
    let mut entries: Vec<TokenStream> = replies.map(|reply| entry(cx, &name, reply)).collect();
    if operation.replies.is_empty() {
        // Without a reply in the document any success is taken as empty.
        entries.push(quote! {
            rt::cli::Entry {
                operation: #name,
                status: rt::cli::Status::Class(2),
                decode: rt::cli::decoder::<()>(rt::reply::empty),
            }
        });
    }
    entries
}

fn entry(cx: &Context<'_>, name: &str, reply: &Reply) -> TokenStream {
    let status = match reply.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Code(#code))
        }
        Status::Range(first) => {
            let first = Literal::u16_unsuffixed(first);
            quote!(Class(#first))
        }
        Status::Default => quote!(Any),
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
