//! The API as a whole → `src/lib.rs` of a crate that is generated whole.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::{Docs, code};

/// `src/lib.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let mut docs = Docs::text_or(None, &format!("Client of {}.", code(&cx.api.title)));
    docs.ours("Start with [`Client::builder`]; each group of operations is a method of [`Client`].");
    let docs = docs.inner();
    quote! {
        #docs
        mod generated;
        pub use generated::*;
        pub use openapi_client_runtime::{self as rt, Confirm, Error};
    }
}
