//! From a report to Markdown, to text for a terminal, and to JSON.

use std::fmt::Write as _;

use super::{BodyReport, Finding, OperationReport, Repair, Report, Totals};

impl Report {
    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // A report is strings and numbers, which serde_json always writes.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// As Markdown, to be checked in beside the document.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# What the examples of {} {} say\n\n", plain(&self.title), plain(&self.version));
        out.push_str("Scalar values of the examples, `null` aside, by where the generated types put them.\n\n");
        out.push_str(
            "| | examples | that agree | leaves | typed | free JSON | contradicting |\n|---|---|---|---|---|---|---|\n",
        );
        for (name, totals) in self.totals() {
            let leaves = totals.leaves;
            line(
                &mut out,
                &format!(
                    "| {name} | {} | {} | {} | {} ({}) | {} | {} |",
                    totals.examples,
                    totals.agreeing,
                    leaves.all(),
                    leaves.typed,
                    share(totals),
                    leaves.untyped,
                    leaves.contradicting
                ),
            );
        }
        self.markdown_codes(&mut out);
        self.markdown_tables(&mut out);
        self.markdown_operations(&mut out);
        if !self.shared.is_empty() {
            out.push_str("\n## Shared by operations\n\n");
            self.shared.iter().for_each(|repair| markdown_repair(&mut out, repair, ""));
        }
        out
    }

    fn markdown_codes(&self, out: &mut String) {
        if self.codes.is_empty() {
            out.push_str("\nNothing was repaired, and nothing contradicts.\n");
            return;
        }
        out.push_str("\n| what was found | places |\n|---|---|\n");
        for (code, count) in &self.codes {
            line(out, &format!("| `{code}` | {count} |"));
        }
    }

    fn markdown_operations(&self, out: &mut String) {
        for operation in self.operations.iter().filter(|operation| operation.has_findings()) {
            line(out, &format!("\n## `{}`\n", operation.operation));
            for body in &operation.bodies {
                markdown_body(out, body);
            }
            let own = owner(&operation.repairs);
            operation.repairs.iter().for_each(|repair| markdown_repair(out, repair, &own));
        }
    }

    /// As text for a terminal: figures first, then what is left to mend; repairs are notes of the run itself.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{} {}\n", plain(&self.title), plain(&self.version));
        for (name, totals) in self.totals() {
            let leaves = totals.leaves;
            line(
                &mut out,
                &format!(
                    "  {name:<16} {:>4} of {:>4} examples agree; of {:>6} leaves {:>6} typed ({}), {} in free JSON, {} contradicting",
                    totals.agreeing,
                    totals.examples,
                    leaves.all(),
                    leaves.typed,
                    share(totals),
                    leaves.untyped,
                    leaves.contradicting
                ),
            );
        }
        for (code, count) in &self.codes {
            line(&mut out, &format!("  {code:<24} {count:>4}"));
        }
        for operation in &self.operations {
            for body in &operation.bodies {
                text_body(&mut out, &operation.operation, body);
            }
        }
        for shared in &self.shared_replies {
            text_body(&mut out, &format!("{} operations", shared.operations), &shared.reply);
        }
        out
    }

    fn totals(&self) -> [(&'static str, Totals); 3] {
        [("success replies", self.success), ("error replies", self.error), ("requests", self.request)]
    }
}

impl OperationReport {
    fn has_findings(&self) -> bool {
        !self.repairs.is_empty() || self.bodies.iter().any(BodyReport::has_findings)
    }
}

impl BodyReport {
    pub(super) fn has_findings(&self) -> bool {
        !self.untyped_at.is_empty() || !self.contradicting_at.is_empty()
    }
}

fn text_body(out: &mut String, owner: &str, body: &BodyReport) {
    for (kind, findings) in [("free JSON", &body.untyped_at), ("contradicts", &body.contradicting_at)] {
        for finding in findings {
            line(out, &format!("{owner} {} {}: {kind}: {}", body.body, at(finding), finding.what));
        }
    }
}

pub(super) fn markdown_body(out: &mut String, body: &BodyReport) {
    let leaves = body.totals.leaves;
    if !body.has_findings() {
        return;
    }
    line(out, &format!("- {}: {} of {} leaves typed", body.body, leaves.typed, leaves.all()));
    for finding in &body.untyped_at {
        line(out, &format!("  - {} is free JSON: {}", at(finding), finding.what));
    }
    for finding in &body.contradicting_at {
        line(out, &format!("  - {} contradicts: {}", at(finding), finding.what));
    }
}

fn at(finding: &Finding) -> String {
    if finding.path.is_empty() { "the body".to_owned() } else { format!("`{}`", finding.path.replace('`', "'")) }
}

fn markdown_repair(out: &mut String, repair: &Repair, owner: &str) {
    let place = repair.pointer.strip_prefix(owner).unwrap_or(&repair.pointer);
    line(out, &format!("- `{}` at `{}`: {}", repair.code, place.replace('`', "'"), repair.message));
}

/// The operation's own pointer, which all its repairs begin with.
fn owner(repairs: &[Repair]) -> String {
    repairs.first().and_then(|repair| super::owner(&repair.pointer)).unwrap_or_default().to_owned()
}

/// A share of typed leaves; a document without any has no share.
fn share(totals: Totals) -> String {
    let (typed, all) = (totals.leaves.typed, totals.leaves.all());
    if all == 0 {
        return "–".to_owned();
    }
    // Rounded down, so that 100 % means all of them.
    let tenths = typed * 1000 / all;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Text of a document on one line without Markdown's signs.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '`' | '*' | '<' | '>' | '|' | '[' | ']') { ' ' } else { c })
        .collect()
}

pub(super) fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}
