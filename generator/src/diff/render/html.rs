//! A report as one page that needs nothing else: the verdict, the changes by Rust item, and both sides of each.

use std::fmt::Write as _;

use super::{items, level, message, place_text, sections, users, wire};
use crate::diff::{Change, ChangePlace, Level, Report, SideOf};

const STYLE: &str = include_str!("page.css");
/// Lines of a document that are shown of one side.
const LINES: usize = 60;

/// The reports as a page. `excerpt` tells what a document says at a place.
#[must_use]
pub fn html(reports: &[Report], excerpt: impl Fn(&Report, &ChangePlace) -> Option<String>) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>Spec review</title>\n<style>\n{STYLE}</style>\n<main>\n"
    );
    for report in reports {
        head(report, &mut out);
        for (title, changes) in sections(report) {
            let open = if changes.iter().any(|change| change.client == Level::Major) { " open" } else { "" };
            let _ = writeln!(out, "<details{open}><summary><h2>{title} ({})</h2></summary>", changes.len());
            for (item, changes) in items(&changes) {
                item_head(item, &changes, &mut out);
                for change in changes {
                    one(report, change, &excerpt, &mut out);
                }
            }
            out.push_str("</details>\n");
        }
    }
    out.push_str("</main>\n</html>\n");
    out
}

fn head(report: &Report, out: &mut String) {
    let verdict = report.verdict();
    let of = report.document.as_ref().map(|name| format!(" of {}", text(name))).unwrap_or_default();
    let client = level(verdict.client);
    let _ = writeln!(
        out,
        "<h1>Spec review{of}: <b class=\"{client}\">{client}</b></h1>\n<p>{} breaking · {} additions · {} others · on \
         the wire: {}</p>",
        report.count(Level::Major),
        report.count(Level::Minor),
        report.count(Level::Patch) + report.count(Level::None),
        wire(verdict.wire)
    );
}

fn item_head(item: &str, changes: &[&Change], out: &mut String) {
    let operation = changes.iter().find_map(|change| change.operation.as_ref());
    let operation = operation.map(|operation| format!(" <i>{}</i>", text(operation))).unwrap_or_default();
    let users = users(changes).map(|users| format!(" <small>{}</small>", spans(&users))).unwrap_or_default();
    let _ = writeln!(out, "<h3><code>{}</code>{operation}{users}</h3>", text(item));
}

fn one(report: &Report, change: &Change, excerpt: impl Fn(&Report, &ChangePlace) -> Option<String>, out: &mut String) {
    let accepted = change.accepted.as_ref().map(|why| format!(" <em>accepted: {}</em>", text(why))).unwrap_or_default();
    let _ = writeln!(
        out,
        "<article>\n<p>{}{accepted} <small>{} · client {} · wire {}</small></p>",
        spans(&message(change)),
        change.id,
        level(change.client),
        wire(change.wire)
    );
    let sides: Vec<(&ChangePlace, Vec<String>)> = change
        .places
        .iter()
        .filter_map(|place| Some((place, excerpt(report, place)?.lines().map(str::to_owned).collect())))
        .collect();
    if !sides.is_empty() {
        let which = match sides.as_slice() {
            [(place, _)] if place.side == SideOf::Old => "before",
            [_] => "now",
            _ => "both sides",
        };
        let _ = writeln!(out, "<details><summary>{which}</summary><div class=\"sides\">");
        for (at, (place, lines)) in sides.iter().enumerate() {
            let other = sides.get(1 - at.min(1)).map(|(_, lines)| lines.as_slice()).unwrap_or_default();
            side(place, lines, other, out);
        }
        out.push_str("</div></details>\n");
    }
    out.push_str("</article>\n");
}

/// What one document says; lines that the other does not have are marked.
fn side(place: &ChangePlace, lines: &[String], other: &[String], out: &mut String) {
    let class = if place.side == SideOf::Old { "old" } else { "new" };
    let _ =
        writeln!(out, "<figure class=\"{class}\"><figcaption>{}</figcaption><pre>", text(&place_text(&place.place)));
    for line in lines.iter().take(LINES) {
        if other.contains(line) {
            let _ = writeln!(out, "{}", text(line));
        } else {
            let _ = writeln!(out, "<mark>{}</mark>", text(line));
        }
    }
    if lines.len() > LINES {
        let _ = writeln!(out, "… {} more lines", lines.len() - LINES);
    }
    out.push_str("</pre></figure>\n");
}

/// Text of a document never becomes markup.
fn text(raw: &str) -> String {
    raw.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Code spans of a message as elements; a run of backticks ends with a run of the same length (CommonMark, 6.1).
fn spans(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(start) = rest.find('`') {
        let fence: String = rest[start..].chars().take_while(|c| *c == '`').collect();
        let inside = &rest[start + fence.len()..];
        let Some(end) = inside.find(&fence) else { break };
        let _ = write!(out, "{}<code>{}</code>", text(&rest[..start]), text(inside[..end].trim()));
        rest = &inside[end + fence.len()..];
    }
    out + &text(rest)
}
