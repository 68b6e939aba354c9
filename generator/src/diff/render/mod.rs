//! A report into text, Markdown and JSON: the same facts in each.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::{MAX_COMMENT, markdown};
pub use text::text;

use super::{Change, Kind, Level, Report, Wire};

/// What a change is filed under, the most important first.
const SECTIONS: &[(&str, fn(&Change) -> bool)] = &[
    ("Will not compile for users", |change| change.client == Level::Major && change.kind == Kind::Compile),
    ("Compiles, behaves differently", |change| change.client == Level::Major && change.kind != Kind::Compile),
    ("New or slightly different", |change| change.client == Level::Minor),
    ("Nothing to do for users", |change| change.client < Level::Minor && change.kind != Kind::Documentation),
    ("Documentation only", |change| change.client < Level::Minor && change.kind == Kind::Documentation),
];

/// The sections that have something in them.
fn sections(report: &Report) -> Vec<(&'static str, Vec<&Change>)> {
    let section = |(title, of): &(&'static str, fn(&Change) -> bool)| {
        (*title, report.changes.iter().filter(|change| of(change)).collect::<Vec<_>>())
    };
    SECTIONS.iter().map(section).filter(|(_, changes)| !changes.is_empty()).collect()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::None => "none",
        Level::Patch => "patch",
        Level::Minor => "minor",
        Level::Major => "major",
    }
}

fn wire(wire: Wire) -> &'static str {
    match wire {
        Wire::None => "none",
        Wire::Compatible => "compatible",
        Wire::Breaking => "breaking",
    }
}

/// `used by devices().list and 3 more`
fn used_by(change: &Change) -> Option<String> {
    let first = change.used_by.first()?;
    Some(match change.used_by.len() {
        1 => format!("used by `{first}`"),
        all => format!("used by `{first}` and {} more", all - 1),
    })
}

/// The place in the new document, or else in the old one: `openapi.yaml:12`, or the pointer where no file is known.
fn place(change: &Change) -> Option<String> {
    let place = &change.places.last()?.place;
    Some(match (&place.file, place.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        _ => place.pointer.clone(),
    })
}
