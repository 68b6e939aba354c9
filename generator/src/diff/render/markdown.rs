//! A report as a comment on a pull request: the verdict first, a row for each Rust item, documentation folded, and never
//! longer than a comment may be.

use std::fmt::Write as _;

use super::{accepted, items, level, owner, place, sections, users, wire};
use crate::diff::judge::code;
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

/// One row an item; parts of which the same is said are named together.
fn rows(changes: &[&Change]) -> Vec<Row> {
    let row = |(item, changes): (&str, Vec<&Change>)| {
        let mut said: Vec<(Vec<&str>, String)> = Vec::new();
        for change in &changes {
            let part = owner(&change.item).1;
            let what = format!("{}{} <sub>{}</sub>", cell(&change.message), cell(&accepted(change)), change.id);
            match said.iter_mut().find(|(parts, known)| *known == what && !part.is_empty() && !parts.is_empty()) {
                Some((parts, _)) => parts.push(part),
                None => said.push((Some(part).filter(|part| !part.is_empty()).into_iter().collect(), what)),
            }
        }
        let words = |(parts, what): &(Vec<&str>, String)| {
            let parts: Vec<String> = parts.iter().map(|part| format!("`{}`", cell(part))).collect();
            if parts.is_empty() { what.clone() } else { format!("{} {what}", parts.join(", ")) }
        };
        let mut message = said.iter().map(words).collect::<Vec<_>>().join("<br>");
        if let Some(users) = users(&changes) {
            let _ = write!(message, "<br>{}", cell(&users));
        }
        let place = changes.iter().find_map(|change| place(change));
        let place = place.map(|place| format!("`{}`", cell(&place).replace('`', "'"))).unwrap_or_default();
        Row { text: format!("| `{}` | {message} | {place} |\n", cell(item)), changes: changes.len() }
    };
    items(changes).into_iter().map(row).collect()
}

/// Items with the rules that they are found by, and nothing else.
fn short_rows(changes: &[&Change]) -> Vec<Row> {
    let row = |(item, changes): (&str, Vec<&Change>)| {
        let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
        Row { text: format!("| `{}` | {} | |\n", cell(item), ids.join(", ")), changes: changes.len() }
    };
    items(changes).into_iter().map(row).collect()
}

/// Text of a document stands in code spans, where only the end of the cell means anything (GFM, "Tables").
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
