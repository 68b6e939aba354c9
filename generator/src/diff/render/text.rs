//! A report for a terminal, grouped by Rust item.

use std::fmt::Write as _;

use super::{accepted, level, place, sections, used_by, wire};
use crate::diff::Report;

/// The report as plain text.
#[must_use]
pub fn text(report: &Report) -> String {
    let verdict = report.verdict();
    let mut out = report.document.as_ref().map(|name| format!("{name}\n")).unwrap_or_default();
    let _ = writeln!(out, "client: {}, wire: {}", level(verdict.client), wire(verdict.wire));
    for (title, changes) in sections(report) {
        let _ = write!(out, "\n{title} ({})\n", changes.len());
        let mut item = "";
        for change in changes {
            if change.item != item {
                let operation = change.operation.as_ref().map(|operation| format!("  {operation}")).unwrap_or_default();
                let _ = writeln!(out, "  {}{operation}", change.item);
                item = &change.item;
            }
            let _ = write!(out, "    {}{} [{}", change.message, accepted(change), change.id);
            let _ = write!(out, ", wire {}", wire(change.wire));
            let _ = match place(change) {
                Some(place) => write!(out, ", {place}]"),
                None => write!(out, "]"),
            };
            let _ = match used_by(change) {
                Some(users) => writeln!(out, " {users}"),
                None => writeln!(out),
            };
        }
    }
    out
}
