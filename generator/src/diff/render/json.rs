//! A report as JSON.

use serde::Serialize;

use crate::diff::{Change, Report, Verdict};

#[derive(Serialize)]
struct Document<'a> {
    verdict: Verdict,
    changes: &'a [Change],
}

/// One object: `{"verdict": {"client", "wire"}, "changes": [...]}`.
#[must_use]
pub fn json(report: &Report) -> String {
    let document = Document { verdict: report.verdict(), changes: &report.changes };
    // Strings, numbers and lists of them: nothing in it can fail.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
