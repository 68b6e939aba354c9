//! An operation → its method, its setters, what it yields and how it is sent.

use quote::quote;

use super::text::text;
use super::{CallSurface, Slot, Ways};
use crate::emit::body::{self, Part};
use crate::emit::call::{Behaviour, behaviour, required_parameters, stream};
use crate::emit::context::Context;
use crate::emit::parameter;
use crate::emit::reply::{content_type, outcome, single, status_text, variant};
use crate::ir::{Location, Operation, Parameter, Reply};

/// What is public of an operation.
pub(super) fn of(cx: &Context<'_>, index: usize) -> CallSurface {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let parts = body::parts(cx, operation, names);
    let required = required_parameters(operation);
    let of_parameter = |at: usize| parameter_slot(cx, &operation.parameters[at], &names.parameters[at]);
    let mut arguments: Vec<Slot> = required.iter().map(|at| of_parameter(*at)).collect();
    arguments.extend(parts.iter().filter(|part| part.required).map(part_slot));
    let optional = (0..operation.parameters.len()).filter(|at| !required.contains(at));
    let mut setters: Vec<Slot> = optional.map(of_parameter).collect();
    let taken: Vec<String> = names.parameters.iter().chain(&names.body_fields).cloned().collect();
    for part in parts.iter().filter(|part| !part.required) {
        setters.push(part_slot(part));
        setters.extend(clear_slot(part, &taken));
    }
    let replies = if single(operation).is_some() { Vec::new() } else { replies(cx, operation) };
    let (outcome, ways) = ways(cx, index);
    CallSurface { arguments, setters, outcome, replies, ways }
}

/// What awaiting it yields, and what comes before.
fn ways(cx: &Context<'_>, index: usize) -> (String, Ways) {
    let plain = || text(&outcome(cx, index).ty);
    match behaviour(cx, &cx.api.operations[index]) {
        Behaviour::Paged(paging) => (plain(), Ways::Pages(text(&paging.item(cx)))),
        Behaviour::Confirmed => (plain(), Ways::Confirm),
        Behaviour::Opened(framing, of) => (text(&stream(cx, framing, of)), Ways::Open),
        Behaviour::File => (plain(), Ways::Download),
        Behaviour::Sent => (plain(), Ways::Send),
    }
}

fn replies(cx: &Context<'_>, operation: &Operation) -> Vec<Slot> {
    let slot = |reply: &Reply| {
        let status = status_text(reply.status);
        let (ty, _) = content_type(cx, &reply.content);
        Slot { name: variant(reply.status).to_string(), key: status, ty: text(&ty) }
    };
    operation.replies.iter().map(slot).collect()
}

fn parameter_slot(cx: &Context<'_>, parameter: &Parameter, name: &str) -> Slot {
    let emitted = parameter::emit(cx, parameter, &quote!(value));
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    Slot { key: format!("{location}:{}", parameter.wire), name: name.to_owned(), ty: text(&emitted.ty) }
}

fn part_slot(part: &Part<'_>) -> Slot {
    let key = part.field.map_or_else(|| "body".to_owned(), |field| format!("body:{}", field.wire));
    Slot { key, name: part.name.to_string(), ty: text(&part.ty) }
}

fn clear_slot(part: &Part<'_>, taken: &[String]) -> Option<Slot> {
    let name = body::clear_name(&part.name, taken).filter(|_| part.clears.is_some())?;
    Some(Slot { key: format!("{}=null", part_slot(part).key), name: name.to_string(), ty: String::new() })
}
