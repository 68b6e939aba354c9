//! From an API and examples, its own or those of another tree, to the replies that its types have to decode.

use serde_json::Value;

use super::report::matching;
use super::sites::{Body, Wire, bodies};
use super::tree::join;
use crate::ir::{Api, Operation, Reply, ReplyContent, Status, Type};

/// A JSON reply as an example shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// `GET /api/v1/devices`, as the document of the types writes the path.
    pub operation: String,
    /// A status that has this reply.
    pub status: u16,
    /// The body.
    pub body: Value,
}

/// The JSON examples of another tree, sorted by what the API makes of them.
#[derive(Debug, Default)]
pub struct Sorted {
    /// Those whose operation and status the API has with a JSON type.
    pub replies: Vec<Example>,
    /// Those whose operation the API has, but no JSON reply of their status.
    pub untyped: Vec<Example>,
    /// How many belong to operations that the API does not have.
    pub foreign: usize,
}

/// The examples that the document itself carries for its JSON replies, success and error alike.
#[must_use]
pub fn own(api: &Api) -> Vec<Example> {
    let mut found = Vec::new();
    for operation in api.documented() {
        for reply in replies(operation).filter(|reply| json(reply).is_some()) {
            let Some(status) = concrete(operation, reply.status) else { continue };
            let example = |body: &Value| Example { operation: name(operation), status, body: body.clone() };
            found.extend(reply.examples.iter().map(example));
        }
    }
    found
}

/// The examples of another tree (of OpenAPI, or of [`crate::import::import`]); operations are matched by method and
/// path, whatever their path parameters are called.
#[must_use]
pub fn of(api: &Api, theirs: &Value) -> Sorted {
    let bodies = bodies(theirs);
    let json: Vec<&Body<'_>> =
        bodies.iter().filter(|body| body.wire == Wire::Json && is_reply(&body.pointer)).collect();
    let mut sorted = Sorted::default();
    let mut known = 0;
    for operation in api.documented() {
        let Some(pointer) = matching(theirs, operation) else { continue };
        let below = format!("{}/", join(&pointer, "responses"));
        for body in &json {
            let Some(rest) = body.pointer.strip_prefix(&below) else { continue };
            known += body.examples.len();
            let status = rest.split('/').next().unwrap_or_default();
            sort(operation, status, &body.examples, &mut sorted);
        }
    }
    sorted.foreign = json.iter().map(|body| body.examples.len()).sum::<usize>() - known;
    sorted
}

fn is_reply(pointer: &str) -> bool {
    pointer.starts_with("/paths/") && pointer.split('/').nth(4) == Some("responses")
}

fn sort(operation: &Operation, status: &str, examples: &[&Value], sorted: &mut Sorted) {
    let code = match status.parse::<u16>() {
        Ok(code) => code,
        // A range or the default of the other side: any status that it stands for.
        Err(_) => status.get(..1).and_then(|digit| digit.parse::<u16>().ok()).map_or(200, |digit| digit * 100),
    };
    let is_typed = serving(operation, code).is_some_and(|reply| json(reply).is_some());
    let into = if is_typed { &mut sorted.replies } else { &mut sorted.untyped };
    let example = |body: &&Value| Example { operation: name(operation), status: code, body: (*body).clone() };
    into.extend(examples.iter().map(example));
}

/// `METHOD /path`, as the emitted crate's commands name it.
pub(super) fn name(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

pub(super) fn replies(operation: &Operation) -> impl Iterator<Item = &Reply> {
    operation.replies.iter().chain(&operation.errors)
}

pub(super) fn json(reply: &Reply) -> Option<&Type> {
    match &reply.content {
        ReplyContent::Json(ty) | ReplyContent::Nullable(ty) => Some(ty),
        ReplyContent::Empty | ReplyContent::Stream(..) | ReplyContent::Text | ReplyContent::Binary => None,
    }
}

/// The reply that answers a status: a code before its range, and that before the default (OpenAPI, "Responses Object").
fn serving(operation: &Operation, code: u16) -> Option<&Reply> {
    let rank = |reply: &&Reply| match reply.status {
        Status::Code(own) => (own == code).then_some(0),
        Status::Range(digit) => (digit == code / 100).then_some(1),
        Status::Default => Some(2),
    };
    let fitting = replies(operation).filter_map(|reply| Some((rank(&reply)?, reply)));
    fitting.min_by_key(|(rank, _)| *rank).map(|(_, reply)| reply)
}

/// A status that has just this reply.
pub(super) fn concrete(operation: &Operation, status: Status) -> Option<u16> {
    let mut candidates = match status {
        Status::Code(code) => code..=code,
        Status::Range(digit) => digit * 100..=digit * 100 + 99,
        Status::Default => 200..=599,
    };
    candidates.find(|code| serving(operation, *code).is_some_and(|reply| reply.status == status))
}
