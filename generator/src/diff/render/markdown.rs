//! A report as a comment on a pull request: the verdict first, a row for each Rust item, documentation folded, and never
//! longer than a comment may be.

use std::fmt::Write as _;

use super::{accepted, level, place, sections, used_by, wire};
use crate::diff::rules::code;
use crate::diff::{Change, Level, Report};

/// What GitHub takes in one comment, in characters.
pub const MAX_COMMENT: usize = 65_536;
/// By this the one comment of a pull request is found again.
const MARKER: &str = "<!-- xtask-diff -->";

/// The reports as Markdown of at most `max` characters together. It is cut from the bottom; what breaks is said in
/// short before it is cut.
#[must_use]
pub fn markdown(reports: &[Report], max: usize) -> String {
    let mut out = format!("{MARKER}\n");
    for (at, report) in reports.iter().enumerate() {
        // What one document does not need is left to those after it.
        let share = (max.saturating_sub(out.len())) / (reports.len() - at);
        out.push_str(&one(report, share));
    }
    out
}

fn one(report: &Report, max: usize) -> String {
    let mut out = head(report);
    let all = sections(report);
    let breaking = all.iter().filter(|(_, changes)| !is_folded(changes));
    let length = |(title, changes): &(&str, Vec<&Change>)| {
        title.len() + HEAD.len() + NOTE + rows(changes).iter().map(|row| row.text.len()).sum::<usize>()
    };
    // What breaks is said of every item before anything of it is left out.
    let short = out.len() + breaking.map(length).sum::<usize>() > max;
    let mut shown = 0;
    'sections: for (title, changes) in &all {
        let folded = is_folded(changes);
        let (open, close) = if folded {
            (format!("\n<details><summary>{title} ({})</summary>\n\n{HEAD}", changes.len()), "\n</details>\n")
        } else {
            (format!("\n**{title}** ({})\n\n{HEAD}", changes.len()), "")
        };
        let mut section = open;
        if out.len() + section.len() + close.len() + NOTE > max {
            break;
        }
        for row in if folded || !short { rows(changes) } else { short_rows(changes) } {
            // Room for what follows: the end of the section and the note that something was left out.
            if (out.len() + section.len() + row.text.len() + close.len() + NOTE) > max {
                out.push_str(&section);
                out.push_str(close);
                break 'sections;
            }
            section.push_str(&row.text);
            shown += row.changes;
        }
        out.push_str(&section);
        out.push_str(close);
    }
    let left = report.changes.len() - shown;
    if left > 0 {
        let _ = write!(out, "\n{left} more changes did not fit; the full report has them.\n");
    }
    out
}

fn is_folded(changes: &[&Change]) -> bool {
    changes.iter().all(|change| change.client < Level::Major)
}

const HEAD: &str = "| Rust item | change | where |\n|---|---|---|\n";
const NOTE: usize = 120;

fn head(report: &Report) -> String {
    let verdict = report.verdict();
    let bump = match verdict.client {
        Level::None => "no bump needed".to_owned(),
        other => format!("**{}** bump needed", level(other)),
    };
    let count = |level| report.count(level);
    let of = report.document.as_ref().map(|name| format!(" of {}", code(name))).unwrap_or_default();
    format!(
        "### Spec review{of}: {bump}\n{} breaking · {} additions · {} others · on the wire: {}\n",
        count(Level::Major),
        count(Level::Minor),
        count(Level::Patch) + count(Level::None),
        wire(verdict.wire),
    )
}

struct Row {
    text: String,
    changes: usize,
}

/// One row an item.
fn rows(changes: &[&Change]) -> Vec<Row> {
    let mut rows: Vec<(String, Vec<String>, Option<String>, usize)> = Vec::new();
    for change in changes {
        let mut message = cell(&change.message);
        if let Some(users) = used_by(change) {
            let _ = write!(message, " ({})", cell(&users));
        }
        let _ = write!(message, "{} <sub>{}</sub>", cell(&accepted(change)), change.id);
        match rows.last_mut().filter(|(item, ..)| *item == change.item) {
            Some((_, messages, _, count)) => {
                messages.push(message);
                *count += 1;
            }
            None => rows.push((change.item.clone(), vec![message], place(change), 1)),
        }
    }
    let row = |(item, messages, place, changes): (String, Vec<String>, Option<String>, usize)| {
        let place = place.map(|place| format!("`{}`", cell(&place).replace('`', "'"))).unwrap_or_default();
        Row { text: format!("| `{}` | {} | {place} |\n", cell(&item), messages.join("<br>")), changes }
    };
    rows.into_iter().map(row).collect()
}

/// Items with the rules that they are found by, and nothing else.
fn short_rows(changes: &[&Change]) -> Vec<Row> {
    let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
    for change in changes {
        match rows.last_mut().filter(|(item, _)| *item == change.item) {
            Some((_, ids)) => ids.push(change.id),
            None => rows.push((change.item.clone(), vec![change.id])),
        }
    }
    let row = |(item, ids): (String, Vec<&str>)| {
        let changes = ids.len();
        Row { text: format!("| `{}` | {} | |\n", cell(&item), ids.join(", ")), changes }
    };
    rows.into_iter().map(row).collect()
}

/// Text of a document stands in code spans, where only the end of the cell means anything (GFM, "Tables").
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
