//! The route table → `examples/mock.rs`: the API on a loopback port, for programs in any language.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;

/// `examples/mock.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let library = cx.library();
    quote! {
        //! Serves the document's examples, and what is written to them: `mock [--port 4010] [--token T] [--empty]`.
        #![cfg_attr(rustfmt, rustfmt_skip)]
        use openapi_client_runtime as rt;
        use std::process::ExitCode;
        fn main() -> ExitCode {
            rt::cli::mock(#library::fake::TABLES)
        }
    }
}
