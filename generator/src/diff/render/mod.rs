//! A report into text, Markdown and JSON: the same facts in each.

mod annotations;
mod html;
mod json;
mod markdown;
mod text;

pub use annotations::annotations;
pub use html::html;
pub use json::{json, json_of_all};
pub use markdown::{MAX_COMMENT, markdown};
pub use text::text;

use super::{Change, Kind, Level, Report, Wire};

/// What a change is filed under, the most important first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Retargeted,
    Compile,
    Behaviour,
    Minor,
    Wire,
    Nothing,
    Documentation,
}

const SECTIONS: [(Section, &str); 7] = [
    (Section::Retargeted, "Compiles, and calls something else"),
    (Section::Compile, "Will not compile for users"),
    (Section::Behaviour, "Compiles, behaves differently"),
    (Section::Minor, "New or slightly different"),
    (Section::Wire, "Breaking on the wire only"),
    (Section::Nothing, "Nothing to do for users"),
    (Section::Documentation, "Documentation only"),
];

fn section(change: &Change) -> Section {
    if change.id == "method-retargeted" {
        return Section::Retargeted;
    }
    match (change.client, change.kind) {
        (Level::Major, Kind::Compile) => Section::Compile,
        (Level::Major, _) => Section::Behaviour,
        (Level::Minor, _) => Section::Minor,
        _ if change.wire == Wire::Breaking => Section::Wire,
        (_, Kind::Documentation) => Section::Documentation,
        _ => Section::Nothing,
    }
}

/// The sections that have something in them.
fn sections(report: &Report) -> Vec<(&'static str, Vec<&Change>)> {
    let of = |wanted: Section| by_item(report.changes.iter().filter(|change| section(change) == wanted).collect());
    let all = SECTIONS.into_iter().map(|(section, title)| (title, of(section)));
    all.filter(|(_, changes)| !changes.is_empty()).collect()
}

/// What is about one item, its parts included, stands together, where the first of it stands.
fn by_item(changes: Vec<&Change>) -> Vec<&Change> {
    let mut places = std::collections::BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        places.entry(owner(&change.item).0).or_insert(at);
    }
    let mut sorted = changes.clone();
    sorted.sort_by_key(|change| places.get(owner(&change.item).0));
    sorted
}

/// The changes of one section by the item that they are about.
fn items<'a>(changes: &[&'a Change]) -> Vec<(&'a str, Vec<&'a Change>)> {
    let mut items: Vec<(&str, Vec<&Change>)> = Vec::new();
    for change in changes {
        let owner = owner(&change.item).0;
        match items.last_mut().filter(|(item, _)| *item == owner) {
            Some((_, changes)) => changes.push(change),
            None => items.push((owner, vec![change])),
        }
    }
    items
}

/// An item and its part: `Device` and `name` of `Device.name`, `devices().list` and `limit` of `devices().list.limit`.
fn owner(item: &str) -> (&str, &str) {
    let start = item.find("().").map_or(0, |at| at + 3);
    let parts = item.split_once("::").or_else(|| {
        let (owner, part) = item[start..].split_once('.')?;
        Some((&item[..start + owner.len()], part))
    });
    parts.unwrap_or((item, ""))
}

/// What is said of a part of an item names the part.
fn message(change: &Change) -> String {
    match owner(&change.item).1 {
        "" => change.message.clone(),
        part => format!("`{part}` {}", change.message),
    }
}

/// Who uses an item, where all its changes say so.
fn users(changes: &[&Change]) -> Option<String> {
    changes.iter().filter_map(|change| used_by(change)).next()
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
    Some(place_text(&change.places.last()?.place))
}

fn place_text(place: &crate::diagnostics::Place) -> String {
    match (&place.file, place.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        _ => place.pointer.clone(),
    }
}

/// ` (accepted: why)`
fn accepted(change: &Change) -> String {
    change.accepted.as_ref().map(|reason| format!(" (accepted: {reason})")).unwrap_or_default()
}
