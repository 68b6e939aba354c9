//! The API as a whole → the small modules that hold the others together.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Docs, code};

/// `generated/mod.rs`, with the one `allow` of the crate.
pub(super) fn root(cx: &Context<'_>) -> TokenStream {
    let docs = Docs::text_or(None, &format!("What was generated from {}.", code(&cx.api.title))).inner();
    // An import of nothing would be a warning.
    let ids = (!cx.api.ids.is_empty()).then(|| {
        quote!(
            pub use ids::*;
        )
    });
    let known_errors = (!cx.api.known_errors.is_empty()).then(|| {
        (
            quote!(
                pub mod known_errors;
            ),
            quote!(
                pub use known_errors::*;
            ),
        )
    });
    let (known_errors_module, known_errors) = known_errors.unzip();
    let models = super::models::reexport(cx);
    let sets = (!cx.api.sets.is_empty()).then(|| {
        quote!(
            pub mod sets;
            pub use sets::*;
        )
    });
    let payloads = (!cx.api.payloads.is_empty()).then(|| {
        quote!(
            pub mod payloads;
        )
    });
    quote! {
        #docs
        // Printed by prettyplease, whose layout is not rustfmt's; this reaches all modules below.
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #![allow(
            deprecated,
            clippy::disallowed_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::wrong_self_convention,
            reason = "names, sizes and deprecations are the API's own"
        )]
        pub mod client;
        pub mod document;
        #[cfg(feature = "fake")]
        pub mod fake;
        pub mod ids;
        #known_errors_module
        pub mod models;
        pub mod operations;
        #payloads
        pub use client::*;
        #ids
        #known_errors
        #models
        #sets
    }
}

/// `document.rs`: the only place that changes with every edit of the document.
pub(super) fn document(cx: &Context<'_>) -> TokenStream {
    let (name, hash, version) = (&cx.options.document, &cx.options.document_hash, &cx.api.version);
    quote! {
        //! Which document this crate was made from.
        /// Name of the document.
        pub const DOCUMENT: &str = #name;
        /// Hash of its text.
        pub const DOCUMENT_HASH: &str = #hash;
        /// Version that it states for the API.
        pub const API_VERSION: &str = #version;
    }
}

/// `operations/mod.rs`.
pub(super) fn operations(cx: &Context<'_>) -> TokenStream {
    let modules = cx.names.groups.iter().enumerate().map(|(index, group)| {
        let (module, cfg) = (ident(&group.module), cx.layout.cfg_of_group(index));
        quote!(#cfg pub mod #module;)
    });
    quote! {
        //! Operations, a module for each group.
        #(#modules)*
    }
}
