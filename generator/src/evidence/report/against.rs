//! From the types of one document and the examples of another to figures: how far the types hold elsewhere.

use serde_json::Value;

use super::{BodyReport, OperationReport, Report, body_report, reply_type, request_type, status};
use crate::evidence::sites::{Body, bodies};
use crate::evidence::tree::escape;
use crate::import::shape;
use crate::ir::{Api, Operation};

/// Weighs the examples of another tree (of OpenAPI, or of [`crate::import::import`]) against the types of an API.
/// Operations are matched by method and path, whatever their path parameters are called.
#[must_use]
pub fn against(api: &Api, theirs: &Value) -> Report {
    let bodies = bodies(theirs);
    let mut report = Report::empty(api);
    for operation in api.documented() {
        let Some(pointer) = matching(theirs, operation) else { continue };
        let found = bodies_of(api, operation, &pointer, &bodies, &mut report);
        report.operations.push(OperationReport {
            operation: format!("{} {}", operation.method, operation.path),
            id: operation.id.clone(),
            bodies: found,
            repairs: Vec::new(),
        });
    }
    report
}

/// The pointer of the same operation in the other tree.
pub(crate) fn matching(theirs: &Value, operation: &Operation) -> Option<String> {
    let mine = shape(&operation.path);
    let method = operation.method.to_ascii_lowercase();
    let (path, item) = theirs.get("paths")?.as_object()?.iter().find(|(path, _)| shape(path) == mine)?;
    item.get(&method).map(|_| format!("/paths/{}/{method}", escape(path)))
}

fn bodies_of(
    api: &Api,
    operation: &Operation,
    pointer: &str,
    bodies: &[Body<'_>],
    report: &mut Report,
) -> Vec<BodyReport> {
    let mut found = Vec::new();
    if let Some(ty) = operation.body.as_ref().and_then(request_type) {
        let examples = examples(bodies, &format!("{pointer}/requestBody/content/"));
        found.push(body_report(api, "request".to_owned(), ty, &examples, &mut report.request));
    }
    let success = operation.replies.iter().map(|reply| (reply, true));
    for (reply, is_success) in success.chain(operation.errors.iter().map(|reply| (reply, false))) {
        let Some(ty) = reply_type(reply) else { continue };
        let name = status(reply.status);
        let examples = examples(bodies, &format!("{pointer}/responses/{name}/content/"));
        let totals = if is_success { &mut report.success } else { &mut report.error };
        found.push(body_report(api, name, ty, &examples, totals));
    }
    found
}

/// The examples of the JSON bodies below a pointer.
fn examples<'a>(bodies: &[Body<'a>], below: &str) -> Vec<&'a Value> {
    let json = |body: &&Body<'a>| body.wire == crate::evidence::sites::Wire::Json && body.pointer.starts_with(below);
    bodies.iter().filter(json).flat_map(|body| body.examples.clone()).collect()
}
