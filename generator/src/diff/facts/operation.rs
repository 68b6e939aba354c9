//! An operation into facts.

use super::{Facts, Renamed, digest, examples, json, parameter_key, status, texts, translate};
use crate::diff::Side;
use crate::diff::delta::Aspect;
use crate::emit::{CallSurface, Ways};
use crate::ir::{self, BodyContent, Framing, ReplyContent};

/// An operation.
pub(in crate::diff) fn operation(side: &Side<'_>, at: usize, renamed: &Renamed) -> Facts {
    let mut facts = Facts::new();
    let mut put = |aspect, value: String| drop(facts.insert((aspect, String::new()), value));
    let (operation, names, surface) = (&side.api.operations[at], &side.names.operations[at], &side.surface.calls[at]);
    put(Aspect::Method, names.method.clone());
    put(Aspect::Call, names.call.clone());
    put(Aspect::Id, operation.id.clone().unwrap_or_default());
    put(Aspect::PathNames, operation.path.clone());
    put(Aspect::OperationDocs, digest(&[], &[&operation.summary, &operation.doc, &operation.docs_url], &[]));
    put(Aspect::Deprecated, operation.deprecated.to_string());
    put(Aspect::Effect, format!("{:?}", operation.effect).to_lowercase());
    put(Aspect::Retry, format!("{:?}", operation.retry_on));
    put(Aspect::Confirm, confirm(side, operation));
    put(Aspect::Paging, paging(operation));
    put(Aspect::Security, security(side, operation));
    put(Aspect::Servers, operation.servers.iter().map(server).collect::<Vec<_>>().join(", "));
    put(Aspect::Outcome, translate(&surface.outcome, renamed));
    put(Aspect::Ways, translate(&ways(&surface.ways), renamed));
    for former in &names.former {
        facts.insert((Aspect::Former, former.name.clone()), former.name.clone());
        if let Some(call) = &former.call {
            facts.insert((Aspect::FormerCall, call.clone()), call.clone());
        }
    }
    inputs(operation, surface, renamed, &mut facts);
    replies(operation, surface, renamed, &mut facts);
    facts
}

/// As the rules read it.
pub(in crate::diff) fn ways(ways: &Ways) -> String {
    match ways {
        Ways::Send => "send".to_owned(),
        Ways::Pages(item) => format!("send, stream of {item}"),
        Ways::Confirm => "confirm".to_owned(),
        Ways::Open => "open".to_owned(),
        Ways::Download => "send, download".to_owned(),
    }
}

/// The URL with what stands for its variables where nobody says otherwise.
fn server(server: &ir::Server) -> String {
    let default = |variable: &ir::ServerVariable| {
        variable.default.as_ref().map(|default| format!(" with {} = {default}", variable.name))
    };
    let defaults: String = server.variables.iter().filter_map(default).collect();
    format!("{}{defaults}", server.url)
}

fn confirm(side: &Side<'_>, operation: &ir::Operation) -> String {
    let Some(confirm) = &operation.confirm else { return String::new() };
    let target = side.api.operations.get(confirm.operation);
    target.map(|target| format!("`{}` of {} {}", confirm.field, target.method, target.path)).unwrap_or_default()
}

fn paging(operation: &ir::Operation) -> String {
    let Some(paging) = &operation.paging else { return String::new() };
    let size = paging.size.as_ref().map(|size| (&size.parameter, size.max));
    format!(
        "{:?} of {:?}, total {:?}, size {size:?}, identity {:?}",
        paging.style, paging.items, paging.total, paging.identity
    )
}

/// What travels, not what the scheme is called.
fn security(side: &Side<'_>, operation: &ir::Operation) -> String {
    let kind = |name: &String| {
        let scheme = side.api.security.iter().find(|scheme| scheme.name == *name);
        scheme.map_or_else(|| name.clone(), |scheme| format!("{:?}", scheme.kind))
    };
    let together = |all: &Vec<String>| all.iter().map(kind).collect::<Vec<_>>().join(" and ");
    let alternatives: Vec<String> = operation.security.iter().map(together).collect();
    if alternatives.is_empty() { "none".to_owned() } else { alternatives.join(" or ") }
}

fn inputs(operation: &ir::Operation, surface: &CallSurface, renamed: &Renamed, facts: &mut Facts) {
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    let order: Vec<&str> = surface.arguments.iter().map(|slot| slot.key.as_str()).collect();
    put(Aspect::ArgumentOrder, "", order.join(", "));
    let arguments = surface.arguments.iter().map(|slot| ("argument", slot));
    for (role, slot) in arguments.chain(surface.setters.iter().map(|slot| ("setter", slot))) {
        let ty = translate(&slot.ty, renamed);
        put(Aspect::Input, &slot.key, role.to_owned());
        put(Aspect::InputName, &slot.key, slot.name.clone());
        put(Aspect::InputType, &slot.key, ty);
    }
    for parameter in &operation.parameters {
        let key = parameter_key(parameter);
        put(Aspect::InputDocs, &key, digest(&[], &[&parameter.doc], &examples(&parameter.example)));
        put(Aspect::InputDefault, &key, json(&parameter.default));
        put(Aspect::InputConstraints, &key, parameter.constraints.clone().unwrap_or_default());
        put(Aspect::InputDeprecated, &key, parameter.deprecated.to_string());
        put(Aspect::Encoding, &key, format!("{:?}, reserved {}", parameter.style, parameter.allow_reserved));
    }
    if let Some(body) = &operation.body {
        let kind = match &body.content {
            BodyContent::Json(_) => "json",
            BodyContent::Form(_) => "form",
            BodyContent::Multipart(_) => "multipart",
            BodyContent::Text => "text",
            BodyContent::Binary => "binary",
        };
        put(Aspect::Encoding, "body", format!("{} as {kind}", body.media_type));
        put(Aspect::InputDocs, "body", digest(&texts(&body.others), &[&body.doc], &examples(&body.example)));
    }
}

fn replies(operation: &ir::Operation, surface: &CallSurface, renamed: &Renamed, facts: &mut Facts) {
    let mut put = |aspect, key: String, value: String| drop(facts.insert((aspect, key), value));
    for slot in &surface.replies {
        put(Aspect::ReplyVariant, slot.key.clone(), translate(&slot.ty, renamed));
    }
    let media = |reply: &ir::Reply| {
        let kind = match &reply.content {
            ReplyContent::Empty => "empty",
            ReplyContent::Json(_) => "json",
            ReplyContent::Nullable(_) => "json or null",
            ReplyContent::Stream(Framing::Events, _) => "events",
            ReplyContent::Stream(Framing::Lines, _) => "lines",
            ReplyContent::Text => "text",
            ReplyContent::Binary => "bytes",
        };
        format!("{kind} {}", reply.media_type.as_deref().unwrap_or_default())
    };
    for reply in &operation.replies {
        let status = status(reply.status);
        put(Aspect::Reply, status.clone(), media(reply));
        put(
            Aspect::ReplyDocs,
            status,
            digest(&headers(&reply.headers), &[&reply.doc], &reply.examples.iter().collect::<Vec<_>>()),
        );
    }
    for reply in &operation.errors {
        let status = status(reply.status);
        put(Aspect::ErrorReply, status.clone(), media(reply));
        put(
            Aspect::ReplyDocs,
            status,
            digest(&headers(&reply.headers), &[&reply.doc], &reply.examples.iter().collect::<Vec<_>>()),
        );
    }
}

/// Names of headers, which have no order.
fn headers(all: &[ir::Header]) -> Vec<&str> {
    let mut wires: Vec<&str> = all.iter().map(|header| header.wire.as_str()).collect();
    wires.sort_unstable();
    wires
}
