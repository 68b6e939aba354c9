//! Title, servers, security and limits → `client.rs`: the client, its builder, and an accessor for each group.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Docs, code};
use super::operation::security_of;
use crate::ir::Server;

/// `client.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let api = api(cx);
    let docs = module_docs(cx).inner();
    let client = format!(" Client of {}.", code(&cx.api.title));
    let builder = builder(cx);
    let accessors = (0..cx.names.groups.len()).map(|group| accessor(cx, group));
    quote! {
        #docs
        use openapi_client_runtime as rt;
        #api
        rt::client! { #[doc = #client] Client, ClientBuilder, API }
        #builder
        impl Client { #(#accessors)* }
    }
}

fn api(cx: &Context<'_>) -> TokenStream {
    let name = &cx.options.crate_name;
    let server = cx.api.servers.first();
    let url = server.map_or("", |server| server.url.as_str());
    let variables = server.into_iter().flat_map(|server| &server.variables).map(|variable| {
        let name = &variable.name;
        match &variable.default {
            Some(default) => quote!((#name, Some(#default))),
            None => quote!((#name, None)),
        }
    });
    let security = default_security(cx);
    let security = security.iter().map(|name| security_of(cx, name));
    let limits = cx.api.rate_limits.iter().map(|limit| {
        let (requests, seconds) = (limit.requests, limit.seconds);
        let (requests, seconds) =
            (proc_macro2::Literal::u32_unsuffixed(requests), proc_macro2::Literal::u32_unsuffixed(seconds));
        quote!((#requests, #seconds))
    });
    quote! {
        /// What the runtime has to know of the whole API.
        pub static API: rt::Api = rt::Api {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            server: #url,
            variables: &[#(#variables),*],
            security: &[#(#security),*],
            rate_limits: &[#(#limits),*],
        };
    }
}

/// The schemes that most operations ask for together; the others name theirs.
pub(super) fn default_security(cx: &Context<'_>) -> Vec<String> {
    let mut counts: Vec<(&Vec<String>, usize)> = Vec::new();
    for alternative in cx.api.operations.iter().filter_map(|operation| operation.security.first()) {
        match counts.iter_mut().find(|(known, _)| *known == alternative) {
            Some((_, count)) => *count += 1,
            None => counts.push((alternative, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let found = counts.into_iter().find(|(_, count)| Some(*count) == most);
    found.map(|(names, _)| names.clone()).unwrap_or_default()
}

/// The document's own words; the macro below would print them as bare attributes.
fn module_docs(cx: &Context<'_>) -> Docs {
    let mut docs = Docs::new();
    docs.ours(&format!("The client of {}, version {}, and its builder.", code(&cx.api.title), code(&cx.api.version)));
    docs.text(cx.api.doc.as_deref());
    docs
}

fn builder(cx: &Context<'_>) -> Option<TokenStream> {
    let server = cx.api.servers.first().filter(|server| !server.variables.is_empty())?;
    let setters = (0..server.variables.len()).map(|index| variable(cx, server, index));
    Some(quote!(impl ClientBuilder { #(#setters)* }))
}

fn variable(cx: &Context<'_>, server: &Server, index: usize) -> TokenStream {
    let variable = &server.variables[index];
    let wire = &variable.name;
    let name = ident(&cx.names.server_variables[0][index]);
    let mut docs = Docs::text_or(variable.doc.as_deref(), &format!("{} of the server's URL.", code(wire)));
    if !variable.values.is_empty() {
        let values: Vec<String> = variable.values.iter().map(|value| code(value)).collect();
        docs.ours(&format!("Known values: {}.", values.join(", ")));
    }
    if let Some(default) = &variable.default {
        docs.ours(&format!("Default: {}.", code(default)));
    }
    let docs = docs.outer();
    quote! {
        #docs
        pub fn #name(self, #name: impl Into<String>) -> Self { self.variable(#wire, #name) }
    }
}

fn accessor(cx: &Context<'_>, index: usize) -> TokenStream {
    let names = &cx.names.groups[index];
    let group = &cx.api.groups[index];
    let docs = Docs::text_or(group.doc.as_deref(), &format!("Operations of {}.", code(&group.name))).outer();
    let cfg = cx.layout.cfg_of_group(index);
    let (module, accessor, handle) = (ident(&names.module), ident(&names.accessor), ident(&names.handle));
    quote! {
        #docs
        #cfg
        pub fn #accessor(&self) -> super::operations::#module::#handle {
            super::operations::#module::#handle::new(self.runtime().clone())
        }
    }
}
