//! From an API and the notes of its making to figures: what of the document's examples lands in typed fields, what in
//! free JSON, what contradicts, and what was repaired and why.

mod against;
mod leaves;
mod render;
mod tables;

pub use against::against;
pub(crate) use against::matching;
pub(crate) use leaves::chosen;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::diagnostics::Diagnostic;
use crate::ir::{Api, Body, BodyContent, Operation, Reply, ReplyContent, Status, Type};

/// What the examples of a document say of the types made from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// Figures of success replies: the ones that count.
    pub success: Totals,
    /// Figures of error replies.
    pub error: Totals,
    /// Figures of request bodies.
    pub request: Totals,
    /// How often each rule changed something, and what still contradicts, by code.
    pub codes: BTreeMap<&'static str, usize>,
    /// Operations in the document's order.
    pub operations: Vec<OperationReport>,
    /// Replies that stand in `components` and that operations refer to. The figures above have each of them once.
    pub shared_replies: Vec<SharedReply>,
    /// Repairs of what operations share (`components`).
    pub shared: Vec<Repair>,
}

/// Figures over several bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Examples in all.
    pub examples: usize,
    /// Examples of which no value contradicts its type.
    pub agreeing: usize,
    /// Their leaves.
    #[serde(flatten)]
    pub leaves: Leaves,
}

/// Scalar values other than `null`, by where they land.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Leaves {
    /// In a field of a type.
    pub typed: usize,
    /// In free JSON, or among members that the type does not know.
    pub untyped: usize,
    /// Where the type does not take them.
    pub contradicting: usize,
}

impl Leaves {
    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.typed + self.untyped + self.contradicting
    }

    fn add(&mut self, other: Self) {
        self.typed += other.typed;
        self.untyped += other.untyped;
        self.contradicting += other.contradicting;
    }
}

/// What is known of one operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OperationReport {
    /// `GET /api/v1/devices`.
    pub operation: String,
    /// `operationId`.
    pub id: Option<String>,
    /// JSON bodies of its own: the request's, then replies by status.
    pub bodies: Vec<BodyReport>,
    /// What was repaired here.
    pub repairs: Vec<Repair>,
}

/// What is known of one body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyReport {
    /// `request`, or the status of the reply.
    pub body: String,
    /// Figures of its examples.
    #[serde(flatten)]
    pub totals: Totals,
    /// Where values land in free JSON, with the reason.
    pub untyped_at: Vec<Finding>,
    /// Where values contradict the type.
    pub contradicting_at: Vec<Finding>,
}

/// A reply that several operations may refer to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedReply {
    /// Where it stands.
    pub pointer: String,
    /// How many operations refer to it.
    pub operations: usize,
    /// What is known of it.
    #[serde(flatten)]
    pub reply: BodyReport,
}

/// A place in the examples of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `results[].user`; empty for the whole body.
    pub path: String,
    /// What is the case, without any value.
    pub what: String,
    /// Leaves that it concerns.
    pub leaves: usize,
}

/// A change of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// The rule's code.
    pub code: &'static str,
    /// Where.
    pub pointer: String,
    /// What was declared and what the examples show.
    pub message: String,
}

/// Weighs the examples of every operation against its types, and sorts the notes of the repairs to the operations.
#[must_use]
pub fn report(api: &Api, diagnostics: &[Diagnostic]) -> Report {
    let notes = diagnostics.iter().filter(|note| is_evidence(note.code));
    let mut report = Report::empty(api);
    for operation in api.documented() {
        let one = operation_report(api, operation, &mut report);
        report.operations.push(one);
    }
    // An operation's notes have its pointer as their beginning up to a slash, so the first five tokens find it.
    let index: BTreeMap<&str, usize> =
        api.documented().enumerate().map(|(index, operation)| (operation.pointer.as_str(), index)).collect();
    for note in notes {
        *report.codes.entry(note.code).or_default() += 1;
        let repair = Repair { code: note.code, pointer: note.place.pointer.clone(), message: note.message.clone() };
        let operation = owner(&note.place.pointer).and_then(|pointer| index.get(pointer));
        match operation.and_then(|index| report.operations.get_mut(*index)) {
            Some(operation) => operation.repairs.push(repair),
            None => report.shared.push(repair),
        }
    }
    report
}

impl Report {
    fn empty(api: &Api) -> Self {
        Self {
            title: api.title.clone(),
            version: api.version.clone(),
            success: Totals::default(),
            error: Totals::default(),
            request: Totals::default(),
            codes: BTreeMap::new(),
            operations: Vec::new(),
            shared_replies: Vec::new(),
            shared: Vec::new(),
        }
    }
}

fn is_evidence(code: &str) -> bool {
    code.starts_with("repair-") || code.starts_with("evidence-")
}

/// `/paths/~1devices/get` of a pointer below it.
fn owner(pointer: &str) -> Option<&str> {
    let end = pointer.match_indices('/').map(|(at, _)| at).nth(3).unwrap_or(pointer.len());
    pointer.get(..end).filter(|owner| owner.starts_with("/paths/"))
}

fn operation_report(api: &Api, operation: &Operation, report: &mut Report) -> OperationReport {
    let mut bodies = Vec::new();
    let request = operation.body.as_ref().and_then(|body| Some((body, request_type(body)?)));
    if let Some((body, ty)) = request {
        let examples: Vec<&Value> = body.example.iter().collect();
        bodies.push(body_report(api, "request".to_owned(), ty, &examples, &mut report.request));
    }
    let success = operation.replies.iter().map(|reply| (reply, true));
    for (reply, is_success) in success.chain(operation.errors.iter().map(|reply| (reply, false))) {
        let Some(ty) = reply_type(reply) else { continue };
        let is_own = reply.pointer.starts_with(&format!("{}/", operation.pointer));
        if let Some(known) = report.shared_replies.iter_mut().find(|known| known.pointer == reply.pointer) {
            known.operations += 1;
            continue;
        }
        let totals = if is_success { &mut report.success } else { &mut report.error };
        let examples: Vec<&Value> = reply.examples.iter().collect();
        let body = body_report(api, status(reply.status), ty, &examples, totals);
        if is_own {
            bodies.push(body);
        } else {
            let pointer = reply.pointer.clone();
            report.shared_replies.push(SharedReply { pointer, operations: 1, reply: body });
        }
    }
    OperationReport {
        operation: format!("{} {}", operation.method, operation.path),
        id: operation.id.clone(),
        bodies,
        repairs: Vec::new(),
    }
}

/// Forms are text on the wire, so their examples say nothing of the types.
fn request_type(body: &Body) -> Option<&Type> {
    match &body.content {
        BodyContent::Json(ty) => Some(ty),
        BodyContent::Form(_) | BodyContent::Multipart(_) | BodyContent::Text | BodyContent::Binary => None,
    }
}

fn reply_type(reply: &Reply) -> Option<&Type> {
    match &reply.content {
        ReplyContent::Json(ty) | ReplyContent::Nullable(ty) => Some(ty),
        ReplyContent::Empty | ReplyContent::Stream(..) | ReplyContent::Text | ReplyContent::Binary => None,
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn body_report(api: &Api, body: String, ty: &Type, examples: &[&Value], totals: &mut Totals) -> BodyReport {
    let mut own = Totals::default();
    let (mut untyped, mut contradicting) = (Vec::new(), Vec::new());
    for example in examples {
        let tally = leaves::count(api, ty, example);
        own.examples += 1;
        own.agreeing += usize::from(tally.contradicting.is_empty());
        own.leaves.add(tally.leaves());
        merge(&mut untyped, tally.untyped);
        merge(&mut contradicting, tally.contradicting);
    }
    totals.examples += own.examples;
    totals.agreeing += own.agreeing;
    totals.leaves.add(own.leaves);
    BodyReport { body, totals: own, untyped_at: untyped, contradicting_at: contradicting }
}

fn merge(into: &mut Vec<Finding>, more: Vec<Finding>) {
    for finding in more {
        match into.iter_mut().find(|known| known.path == finding.path && known.what == finding.what) {
            Some(known) => known.leaves += finding.leaves,
            None => into.push(finding),
        }
    }
}
