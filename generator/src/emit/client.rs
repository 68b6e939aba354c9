//! Title, servers, security and limits → `client.rs`: the client, its builder, and an accessor for each group.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Docs, code};
use super::operation::security_of;
use crate::ir::ServerVariable;

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
    let variables = server.into_iter().flat_map(|server| &server.variables).map(default);
    let servers = servers(cx);
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
        #servers
    }
}

/// A variable with its default.
fn default(variable: &ServerVariable) -> TokenStream {
    let name = &variable.name;
    match &variable.default {
        Some(default) => quote!((#name, Some(#default))),
        None => quote!((#name, None)),
    }
}

/// The servers to choose from, where there are several.
fn servers(cx: &Context<'_>) -> Option<TokenStream> {
    let several = cx.api.servers.len() > 1;
    let mut docs = Docs::new();
    docs.ours("The servers that the document names, for `ClientBuilder::server`; without a choice it is the first.");
    for (index, server) in cx.api.servers.iter().enumerate() {
        let doc = super::docs::inline(server.doc.as_deref().unwrap_or_default());
        docs.ours(format!("{index}. {} {doc}", code(&server.url)).trim_end());
    }
    let docs = docs.outer();
    let servers = cx.api.servers.iter().map(|server| {
        let (url, variables) = (&server.url, server.variables.iter().map(default));
        quote!(rt::Server { url: #url, variables: &[#(#variables),*] })
    });
    several.then(|| quote!(#docs pub static SERVERS: &[rt::Server] = &[#(#servers),*];))
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
    let mut seen: Vec<&str> = Vec::new();
    let mut setters = Vec::new();
    for (at, server) in cx.api.servers.iter().enumerate() {
        for (index, variable) in server.variables.iter().enumerate() {
            if !seen.contains(&variable.name.as_str()) {
                seen.push(&variable.name);
                setters.push(setter(variable, &cx.names.server_variables[at][index]));
            }
        }
    }
    if cx.api.servers.len() > 1 {
        setters.push(quote! {
            /// Another of the API's servers than the first: `&SERVERS[1]`. Its variables have setters, too.
            pub fn server(self, server: &'static rt::Server) -> Self { self.configure(|inner| inner.server(server)) }
        });
    }
    (!setters.is_empty()).then(|| quote!(impl ClientBuilder { #(#setters)* }))
}

fn setter(variable: &ServerVariable, name: &str) -> TokenStream {
    let wire = &variable.name;
    let name = ident(name);
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
