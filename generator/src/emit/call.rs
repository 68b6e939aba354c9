//! An operation → the method that starts it and the call value that it returns, with a setter for each optional part.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::body::{self, Part};
use super::context::{Context, ident};
use super::docs::{Docs, code, inline};
use super::reply::{outcome, single, status_text};
use super::structs::deprecated;
use super::ty::{Use, rust_type};
use super::{paging, parameter};
use crate::ir::{Effect, Framing, Location, Operation, Parameter, PathPart, ReplyContent, Type};

/// Indices of the required parameters in the order of the arguments: path by template, then query, headers, cookies.
pub(super) fn required_parameters(operation: &Operation) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let in_path = operation.segments.iter().filter_map(|segment| match segment {
        PathPart::Parameter(index) => Some(*index),
        PathPart::Literal(_) => None,
    });
    let others = operation.parameters.iter().enumerate().filter(|(_, parameter)| is_required(parameter));
    for index in in_path.chain(others.map(|(index, _)| index)) {
        if !order.contains(&index) {
            order.push(index);
        }
    }
    order
}

fn is_required(parameter: &Parameter) -> bool {
    parameter.required || parameter.location == Location::Path
}

/// The method of the group's handle.
pub(super) fn method(cx: &Context<'_>, index: usize) -> TokenStream {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let (name, call, constant) = (ident(&names.method), ident(&names.call), ident(&names.constant));
    let docs = method_docs(cx, index).outer();
    let deprecated = deprecated(operation.deprecated);
    let mut arguments = Vec::new();
    let mut statements = Vec::new();
    let local = local(names);
    for parameter in required_parameters(operation) {
        let argument = ident(&names.parameters[parameter]);
        let emitted = parameter::emit(cx, &operation.parameters[parameter], &quote!(#argument));
        let (ty, statement) = (emitted.ty, emitted.statement);
        arguments.push(quote!(#argument: #ty));
        statements.push(quote!(#local.#statement;));
    }
    for part in body::parts(cx, operation, names).iter().filter(|part| part.required) {
        let (argument, ty) = (&part.name, &part.ty);
        arguments.push(quote!(#argument: #ty));
        statements.push(part.statement(&quote!(#local)));
    }
    let new = quote!(rt::Call::new(&self.client, &#constant));
    let value = if local == "call" { quote!(#local) } else { quote!(call: #local) };
    let body = if statements.is_empty() {
        quote!(#call { call: #new })
    } else {
        quote!(let mut #local = #new; #(#statements)* #call { #value })
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> #call { #body }
    }
}

/// The local variable: `call`, unless an argument is called so.
fn local(names: &crate::names::OperationNames) -> Ident {
    let taken = |name: &str| names.parameters.iter().chain(&names.body_fields).chain([&names.body]).any(|n| n == name);
    let free = ["call", "prepared", "prepared_call"].into_iter().find(|name| !taken(name));
    format_ident!("{}", free.unwrap_or("the_prepared_call"))
}

/// The call value with its setters.
pub(super) fn call(cx: &Context<'_>, index: usize) -> TokenStream {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let call = ident(&names.call);
    let (handle, method) = (&cx.names.groups[operation.group].handle, names.method.trim_start_matches("r#"));
    let docs =
        format!(" A call of `{handle}::{method}`: `{} {}`.", operation.method, super::docs::plain(&operation.path));
    let outcome = outcome(cx, index);
    let (ty, decoder, items) = (&outcome.ty, &outcome.decoder, &outcome.items);
    let page = format_ident!("{}_page", names.constant.trim_start_matches("r#").to_lowercase());
    let behaviour = match behaviour(cx, operation) {
        Behaviour::Paged(paging) => {
            let (arguments, function) = paging.arguments(cx, &page);
            quote!(rt::paged_call!(#call => #ty, #decoder, #arguments); #function)
        }
        Behaviour::Confirmed => quote!(rt::destructive_call!(#call => #ty, #decoder);),
        Behaviour::Opened(framing, of) => opened(cx, &call, framing, of),
        Behaviour::File => quote!(rt::file_call!(#call => #ty, #decoder);),
        Behaviour::Sent => quote!(rt::call!(#call => #ty, #decoder);),
    };
    let setters = setters(cx, index);
    let setters = (!setters.is_empty()).then(|| quote!(impl #call { #(#setters)* }));
    quote! {
        #[doc = #docs]
        #[derive(Debug, Clone)]
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct #call { call: rt::Call }
        #behaviour
        #setters
        #items
    }
}

/// How a call gets on its way.
pub(super) enum Behaviour<'a> {
    /// Sent, or streamed over all its pages.
    Paged(paging::Resolved<'a>),
    /// Sent once it is confirmed.
    Confirmed,
    /// Opened: values of the type, or texts, arrive one by one.
    Opened(Framing, Option<&'a Type>),
    /// Sent, or saved while it arrives.
    File,
    /// Sent.
    Sent,
}

/// How the call of an operation gets on its way.
pub(super) fn behaviour<'a>(cx: &'a Context<'_>, operation: &'a Operation) -> Behaviour<'a> {
    if let Some(paging) = paging::of(cx, operation) {
        return Behaviour::Paged(paging);
    }
    match single(operation) {
        _ if operation.effect == Effect::Destructive => Behaviour::Confirmed,
        Some(ReplyContent::Stream(framing, of)) => Behaviour::Opened(*framing, of.as_ref()),
        Some(ReplyContent::Binary | ReplyContent::Text) => Behaviour::File,
        Some(ReplyContent::Empty | ReplyContent::Json(_) | ReplyContent::Nullable(_)) | None => Behaviour::Sent,
    }
}

/// What an opened call yields.
pub(super) fn stream(cx: &Context<'_>, framing: Framing, of: Option<&Type>) -> TokenStream {
    let stream = stream_name(framing);
    let of = of.map_or_else(|| quote!(String), |ty| rust_type(cx, ty, Use::REPLY));
    quote!(#stream<#of>)
}

fn stream_name(framing: Framing) -> TokenStream {
    match framing {
        Framing::Events => quote!(rt::Events),
        Framing::Lines => quote!(rt::Rows),
    }
}

fn opened(cx: &Context<'_>, call: &Ident, framing: Framing, of: Option<&Type>) -> TokenStream {
    let (name, stream) = (stream_name(framing), stream(cx, framing, of));
    let decoder = if of.is_some() { quote!(rt::reply::json) } else { quote!(rt::reply::text) };
    quote!(rt::stream_call!(#call => #stream, |body| #name::new(body, #decoder));)
}

fn setters(cx: &Context<'_>, index: usize) -> Vec<TokenStream> {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let taken: Vec<String> = names.parameters.iter().chain(&names.body_fields).cloned().collect();
    let optional = operation.parameters.iter().zip(&names.parameters).filter(|(parameter, _)| !is_required(parameter));
    let mut setters: Vec<TokenStream> =
        optional.map(|(parameter, name)| parameter_setter(cx, parameter, &ident(name))).collect();
    let parts = body::parts(cx, operation, names);
    setters.extend(parts.iter().filter(|part| !part.required).map(|part| part_setter(part, &taken)));
    setters
}

fn parameter_setter(cx: &Context<'_>, parameter: &Parameter, name: &Ident) -> TokenStream {
    let docs = parameter::docs(cx, parameter).outer();
    let deprecated = deprecated(parameter.deprecated);
    let emitted = parameter::emit(cx, parameter, &quote!(#name));
    let (ty, statement) = (emitted.ty, emitted.statement);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self { self.call.#statement; self }
    }
}

fn part_setter(part: &Part<'_>, taken: &[String]) -> TokenStream {
    let (name, ty, docs) = (&part.name, &part.ty, part.docs.outer());
    let deprecated = deprecated(part.deprecated);
    let statement = part.statement(&quote!(self.call));
    let clear = part.clears.as_ref().and_then(|wire| {
        let clear = body::clear_name(name, taken)?;
        let docs = format!(" Sends `null` for {}.", code(wire));
        Some(quote! {
            #[doc = #docs]
            pub fn #clear(mut self) -> Self { self.call.field_null(#wire); self }
        })
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self { #statement self }
        #clear
    }
}

/// What the method's reader wants to know.
fn method_docs(cx: &Context<'_>, index: usize) -> Docs {
    let operation = &cx.api.operations[index];
    let mut docs = Docs::new();
    docs.text(operation.summary.as_deref());
    if operation.doc != operation.summary {
        docs.text(operation.doc.as_deref());
    }
    let path = code(&format!("{} {}", operation.method, operation.path));
    docs.ours(&format!("{path}: {} {}", effect(operation.effect), repeated(operation)));
    if paging::of(cx, operation).is_some() {
        docs.ours("The list comes in pages: `stream()` and `pages()` ask for all of them, awaiting the call for one.");
    }
    if let Some(server) = super::operation::server(cx, operation) {
        let doc = operation.servers.first().and_then(|server| server.doc.as_deref()).unwrap_or_default();
        docs.ours(&format!("Called at {}. {}", code(&server), inline(doc)));
    }
    if let Some(example) = super::example::of_method(cx, index) {
        docs.ours(&example);
    }
    arguments_docs(cx, index, &mut docs);
    replies_docs(operation, &mut docs);
    errors_docs(operation, &mut docs);
    if let Some(url) = operation.docs_url.as_deref().and_then(super::docs::url) {
        docs.ours(&format!("[Documentation of the API]({url})"));
    }
    docs
}

/// What the runtime repeats by itself, and when.
fn repeated(operation: &Operation) -> String {
    match (operation.effect, operation.retry_on.as_slice()) {
        (Effect::Read, _) => "Repeated where the connection fails or the server is overloaded.".to_owned(),
        (_, []) => "Never repeated by itself.".to_owned(),
        (_, statuses) => {
            let statuses: Vec<String> = statuses.iter().map(|status| format!("`{status}`")).collect();
            format!("Repeated after {} alone, which proves that nothing was done.", statuses.join(" and "))
        }
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "reads.",
        Effect::Secret => "reads a key or password.",
        Effect::Write => "changes something.",
        Effect::Destructive => "loses something for good, so it asks for a confirmation before it can be sent.",
    }
}

fn arguments_docs(cx: &Context<'_>, index: usize, docs: &mut Docs) {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let mut lines = Vec::new();
    for parameter in required_parameters(operation) {
        let text = parameter::docs(cx, &operation.parameters[parameter]).markdown();
        lines.push(argument_line(&names.parameters[parameter], &text));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body::is_spread(cx, body)) {
        docs.text(body.doc.as_deref());
    }
    for part in body::parts(cx, operation, names).iter().filter(|part| part.required) {
        lines.push(argument_line(&part.name.to_string(), &part.docs.markdown()));
    }
    if !lines.is_empty() {
        docs.ours(&format!("# Arguments\n{}", lines.join("\n")));
    }
}

fn argument_line(name: &str, text: &str) -> String {
    format!("- `{}`: {}", name.trim_start_matches("r#"), inline(text))
}

/// What the successes mean, where the document says more than that they are successes, and their headers.
fn replies_docs(operation: &Operation, docs: &mut Docs) {
    let mut lines = Vec::new();
    for reply in &operation.replies {
        let mut meaning = Docs::new();
        meaning.text(reply.doc.as_deref());
        let text = inline(&meaning.markdown());
        if says_more(&text) {
            lines.push(format!("- `{}`: {text}", status_text(reply.status)));
        }
        for header in &reply.headers {
            let mut meaning = Docs::new();
            meaning.text(header.doc.as_deref());
            let (name, text) = (code(&header.wire), inline(&meaning.markdown()));
            lines.push(format!("- Header {name} ({}). {text}", inline(&header.kind)).trim_end().to_owned());
        }
    }
    if !lines.is_empty() {
        docs.ours(&format!("# Replies\n{}", lines.join("\n")));
    }
}

/// Documents have to describe every reply, so many say no more than that it is one.
fn says_more(text: &str) -> bool {
    const NOTHING: [&str; 9] =
        ["", "ok", "success", "successful", "succeeded", "created", "accepted", "no content", "default response"];
    let plain: String = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect::<String>().to_lowercase();
    let plain = plain.trim().trim_end_matches(" response").trim_end_matches(" operation").trim();
    !NOTHING.contains(&plain) && plain.parse::<u16>().is_err()
}

fn errors_docs(operation: &Operation, docs: &mut Docs) {
    let known = operation.errors.iter().map(|reply| {
        let mut meaning = Docs::new();
        meaning.text(reply.doc.as_deref());
        let text = inline(&meaning.markdown());
        let status = status_text(reply.status);
        if text.is_empty() { format!("- `{status}`") } else { format!("- `{status}`: {text}") }
    });
    let known: Vec<String> = known.collect();
    if !known.is_empty() {
        docs.ours(&format!("# Errors\n{}", known.join("\n")));
    }
}
