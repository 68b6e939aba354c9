//! A report as JSON, in the form of `spec/diff.schema.json`.

use serde::Serialize;

use crate::diff::{Change, Level, Report, Verdict};

#[derive(Serialize)]
struct Document<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    verdict: Verdict,
    /// The client's level without what was accepted.
    open: Level,
    changes: &'a [Change],
}

#[derive(Serialize)]
struct All<'a> {
    documents: Vec<Document<'a>>,
}

impl<'a> Document<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            document: report.document.as_deref(),
            verdict: report.verdict(),
            open: report.open_level(),
            changes: &report.changes,
        }
    }
}

/// One object: `{"verdict": {"client", "wire"}, "open", "changes": [...]}`.
#[must_use]
pub fn json(report: &Report) -> String {
    // Strings, numbers and lists of them: nothing in it can fail.
    serde_json::to_string_pretty(&Document::of(report)).unwrap_or_default() + "\n"
}

/// One object of several reports: `{"documents": [...]}`.
#[must_use]
pub fn json_of_all(reports: &[Report]) -> String {
    let all = All { documents: reports.iter().map(Document::of).collect() };
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}
