//! From differences to text for a terminal, to Markdown, and to JSON.

use std::fmt::Write as _;

use super::{Drift, Kind};

/// The kinds in the order of reports, with their headings.
const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::Missing, "missing", "Upstream has, the document lacks"),
    (Kind::Gone, "gone", "The document has, upstream lost"),
    (Kind::Narrow, "narrow", "Upstream admits more"),
    (Kind::Contradicts, "contradicts", "Upstream contradicts the document"),
];

impl Drift {
    /// Differences as text, one on a line.
    #[must_use]
    pub fn text(drifts: &[Self]) -> String {
        let mut out = String::new();
        for drift in drifts {
            let kind = KINDS.iter().find(|(kind, ..)| *kind == drift.kind).map_or("", |(_, name, _)| name);
            let operation = drift.operation.as_deref().map(|operation| format!("{operation}: ")).unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{kind:<12} {operation}{}\n             at {}", drift.message, drift.pointer);
        }
        out
    }

    /// Differences as Markdown, by kind.
    #[must_use]
    pub fn markdown(drifts: &[Self]) -> String {
        let mut out = String::from("# Drift\n");
        if drifts.is_empty() {
            out.push_str("\nNone.\n");
        }
        for (kind, _, heading) in KINDS {
            let of_kind: Vec<&Self> = drifts.iter().filter(|drift| drift.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n## {heading} ({})\n", of_kind.len());
            for drift in of_kind {
                let operation = drift
                    .operation
                    .as_deref()
                    .map(|operation| format!("`{}`: ", operation.replace('`', "'")))
                    .unwrap_or_default();
                let _ = writeln!(out, "- {operation}{} (`{}`)", drift.message, drift.pointer.replace('`', "'"));
            }
        }
        out
    }

    /// Differences as JSON.
    #[must_use]
    pub fn json(drifts: &[Self]) -> String {
        serde_json::to_string_pretty(drifts).unwrap_or_default() + "\n"
    }
}
