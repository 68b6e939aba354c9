//! From a report to its tables: what each operation and each shared reply rests on.

use super::render::{line, markdown_body};
use super::{BodyReport, OperationReport, Report};

impl Report {
    /// Tables of typed and all leaves, for those who want to know how thin the evidence of a type is.
    pub(super) fn markdown_tables(&self, out: &mut String) {
        let with_bodies: Vec<&OperationReport> =
            self.operations.iter().filter(|operation| !operation.bodies.is_empty()).collect();
        if !with_bodies.is_empty() {
            out.push_str("\n## What the types rest on\n\n");
            out.push_str("Typed and all leaves of the examples of each operation's own JSON bodies.\n\n");
            out.push_str("| operation | request | replies |\n|---|---|---|\n");
            for operation in with_bodies {
                let [request, replies] = [true, false].map(|request| cell(operation, request));
                line(out, &format!("| `{}` | {request} | {replies} |", operation.operation.replace('|', "/")));
            }
        }
        self.shared_replies(out);
    }

    fn shared_replies(&self, out: &mut String) {
        if self.shared_replies.is_empty() {
            return;
        }
        out.push_str("\n## Replies that operations share\n\n| reply | operations | examples | leaves typed |\n|---|---|---|---|\n");
        for shared in &self.shared_replies {
            let (name, totals) = (shared.pointer.rsplit('/').next().unwrap_or_default(), shared.reply.totals);
            let leaves = format!("{} of {}", totals.leaves.typed, totals.leaves.all());
            line(out, &format!("| `{name}` | {} | {} | {leaves} |", shared.operations, totals.examples));
        }
        for shared in self.shared_replies.iter().filter(|shared| shared.reply.has_findings()) {
            line(out, &format!("\n`{}`:\n", shared.pointer));
            markdown_body(out, &shared.reply);
        }
    }
}

/// The request, or the replies with the status before each.
fn cell(operation: &OperationReport, request: bool) -> String {
    let one = |body: &BodyReport| {
        let leaves = body.totals.leaves;
        let figures = match body.totals.examples {
            0 => "no example".to_owned(),
            _ => format!("{} of {}", leaves.typed, leaves.all()),
        };
        if request { figures } else { format!("{}: {figures}", body.body) }
    };
    let cells: Vec<String> =
        operation.bodies.iter().filter(|body| (body.body == "request") == request).map(one).collect();
    if cells.is_empty() { "–".to_owned() } else { cells.join(", ") }
}
