//! An operation → the static that describes it to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::client::default_security;
use super::context::{Context, ident};
use super::paging;
use crate::ir::{Body, BodyContent, Effect, Operation, ReplyContent, SecurityKind};

/// The static.
pub(super) fn description(cx: &Context<'_>, index: usize) -> TokenStream {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let constant = ident(&names.constant);
    let (id, method, path) = (&names.identifier, &operation.method, &operation.path);
    let effect = match operation.effect {
        Effect::Read => None,
        Effect::Secret => Some(quote!(effect: rt::Effect::Secret,)),
        Effect::Write => Some(quote!(effect: rt::Effect::Write,)),
        Effect::Destructive => Some(quote!(effect: rt::Effect::Destructive,)),
    };
    let retry = (!operation.retry_on.is_empty()).then(|| {
        let statuses = operation.retry_on.iter().map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
        quote!(retry_on: &[#(#statuses),*],)
    });
    let body = operation.body.as_ref().map(body);
    let accept = accept(operation).map(|accept| quote!(accept: #accept,));
    let paging = paging::of(cx, operation).map(|paging| {
        let paging = paging.description();
        quote!(paging: Some(#paging),)
    });
    let confirm = confirm(cx, operation);
    let server = server(cx, operation).map(|server| quote!(server: Some(#server),));
    let security = security(cx, operation);
    quote! {
        pub(crate) static #constant: rt::Operation = rt::Operation {
            id: #id,
            method: #method,
            path: #path,
            #server #effect #retry #body #accept #paging #confirm #security
            ..rt::Operation::DEFAULT
        };
    }
}

/// The operation's own server with its variables filled in, where it is not the API's.
pub(super) fn server(cx: &Context<'_>, operation: &Operation) -> Option<String> {
    let own = operation.servers.first()?;
    if cx.api.servers.first().is_some_and(|server| server.url == own.url) {
        return None;
    }
    let filled = own.variables.iter().try_fold(own.url.clone(), |url, variable| {
        Some(url.replace(&format!("{{{}}}", variable.name), variable.default.as_deref()?))
    })?;
    (!filled.contains('{')).then_some(filled)
}

fn body(body: &Body) -> TokenStream {
    let kind = match body.content {
        BodyContent::Json(_) => quote!(Json),
        BodyContent::Form(_) => quote!(Form),
        BodyContent::Multipart(_) => quote!(Multipart),
        BodyContent::Text => quote!(Text),
        BodyContent::Binary => quote!(Binary),
    };
    let (media_type, required) = (&body.media_type, body.required);
    let required = required.then(|| quote!(body_required: true,));
    quote!(body: rt::BodyKind::#kind, media_type: #media_type, #required)
}

/// Media types of all replies, as `Accept` writes them; JSON alone is the runtime's default.
fn accept(operation: &Operation) -> Option<String> {
    let mut types: Vec<&str> = Vec::new();
    for reply in operation.replies.iter().chain(&operation.errors) {
        let media_type = reply.media_type.as_deref().filter(|_| reply.content != ReplyContent::Empty);
        // A parameter such as `charset` narrows what we would take for no reason.
        let media_type = media_type.map(|text| text.split(';').next().unwrap_or(text).trim());
        if let Some(media_type) = media_type.filter(|text| !types.contains(text)) {
            types.push(media_type);
        }
    }
    let usual = types.iter().all(|text| *text == "application/json");
    (!usual).then(|| types.join(", "))
}

fn confirm(cx: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let check = operation.confirm.as_ref()?;
    let read = &cx.api.operations[check.operation];
    let module = ident(&cx.names.groups[read.group].module);
    let constant = ident(&cx.names.operations[check.operation].constant);
    let place = (read.group != operation.group).then(|| quote!(crate::generated::operations::#module::));
    let field = &check.field;
    Some(quote!(confirm: Some(rt::ConfirmCheck { operation: &#place #constant, field: #field }),))
}

fn security(cx: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    if operation.security.is_empty() || operation.security.iter().any(Vec::is_empty) {
        return (!default_security(cx).is_empty()).then(|| quote!(security: rt::OperationSecurity::None,));
    }
    if operation.security.len() == 1 && operation.security[0] == default_security(cx) {
        return None;
    }
    let alternatives = operation.security.iter().map(|names| {
        let schemes = names.iter().map(|name| security_of(cx, name));
        quote!(&[#(#schemes),*])
    });
    Some(quote!(security: rt::OperationSecurity::AnyOf(&[#(#alternatives),*]),))
}

/// A scheme as the runtime writes it; one that the document does not define travels as a bearer token.
pub(super) fn security_of(cx: &Context<'_>, name: &str) -> TokenStream {
    let scheme = cx.api.security.iter().find(|scheme| scheme.name == name);
    match scheme.map(|scheme| &scheme.kind) {
        Some(SecurityKind::Basic) => quote!(rt::Security::Basic),
        Some(SecurityKind::Header(name)) => quote!(rt::Security::Header(#name)),
        Some(SecurityKind::Query(name)) => quote!(rt::Security::Query(#name)),
        Some(SecurityKind::Cookie(name)) => quote!(rt::Security::Cookie(#name)),
        Some(SecurityKind::Bearer) | None => quote!(rt::Security::Bearer),
    }
}
