//! A report as annotations of a pull request: one line for each change, which the runner shows beside the document.

use std::fmt::Write as _;

use super::level;
use crate::diagnostics::Place;
use crate::diff::{Change, Level, Report, SideOf, Wire};

/// Workflow commands (GitHub, "Workflow commands": `error`, `warning`, `notice`). Annotations stand in the new document
/// only, so `nearest` finds for a place of the old one what is left of it in the new one.
#[must_use]
pub fn annotations(report: &Report, nearest: impl Fn(&Place) -> Place) -> String {
    let mut out = String::new();
    for change in &report.changes {
        let command = match change {
            Change { accepted: Some(_), .. } => "notice",
            Change { client: Level::Major, .. } => "error",
            Change { client: Level::Minor, .. } | Change { wire: Wire::Breaking, .. } => "warning",
            _ => "notice",
        };
        let place = place(change, &nearest);
        let mut properties = Vec::new();
        if let Some(file) = place.as_ref().and_then(|place| place.file.as_deref()) {
            properties.push(format!("file={}", property(file)));
        }
        if let Some(line) = place.as_ref().and_then(|place| place.line) {
            properties.push(format!("line={line},endLine={line}"));
        }
        let title = format!("{} {}: {}", level(change.client), change.id, change.item);
        properties.push(format!("title={}", property(&title)));
        let accepted = change.accepted.as_ref().map(|reason| format!(" (accepted: {reason})")).unwrap_or_default();
        let message = message(&format!("{}: {}{accepted}", change.item, change.message));
        let _ = writeln!(out, "::{command} {}::{message}", properties.join(","));
    }
    out
}

fn place(change: &Change, nearest: impl Fn(&Place) -> Place) -> Option<Place> {
    let new = change.places.iter().find(|place| place.side == SideOf::New);
    let old = change.places.iter().find(|place| place.side == SideOf::Old);
    new.map(|place| place.place.clone()).or_else(|| old.map(|place| nearest(&place.place)))
}

/// Ends of lines end a command, and `%` begins an escape.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In a property a colon and a comma mean something, too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
