//! A report for a terminal, grouped by Rust item.

use std::fmt::Write as _;

use super::{accepted, items, level, message, place, sections, users, wire};
use crate::diff::{Change, Report};

/// The report as plain text.
#[must_use]
pub fn text(report: &Report) -> String {
    let verdict = report.verdict();
    let mut out = report.document.as_ref().map(|name| format!("{name}\n")).unwrap_or_default();
    let _ = writeln!(out, "client: {}, wire: {}", level(verdict.client), wire(verdict.wire));
    for (title, changes) in sections(report) {
        let _ = write!(out, "\n{title} ({})\n", changes.len());
        for (item, changes) in items(&changes) {
            let operation = changes.iter().find_map(|change| change.operation.as_ref());
            let operation = operation.map(|operation| format!("  {operation}")).unwrap_or_default();
            let users = users(&changes).map(|users| format!("  {users}")).unwrap_or_default();
            let _ = writeln!(out, "  {item}{operation}{users}");
            for change in changes {
                one(change, &mut out);
            }
        }
    }
    out
}

fn one(change: &Change, out: &mut String) {
    let place = place(change).map(|place| format!(", {place}")).unwrap_or_default();
    let (said, accepted) = (message(change), accepted(change));
    let _ = writeln!(out, "    {said}{accepted} [{}, wire {}{place}]", change.id, wire(change.wire));
}
