//! A value can be one of more or fewer schemas.

use serde_json::Value;

use super::{Check, Direction, Part, Rule, Says, Schema, SchemaPair, Subject, Wire, code, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-alternatives",
    summary: "an alternative of a value is new or gone",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

/// Alternatives of two schemas: those that belong together, and those on one side only.
pub(in crate::diff::wire) struct Alternatives<'a> {
    pub(in crate::diff::wire) both: Vec<(Part<'a>, Part<'a>)>,
    old: Vec<Part<'a>>,
    new: Vec<Part<'a>>,
}

/// Alternatives by reference, by equality, by title, and where as many are left on both sides by their order.
pub(in crate::diff::wire) fn alternatives<'a>(
    old: &Schema<'a>,
    new: &Schema<'a>,
    old_root: &'a Value,
    new_root: &'a Value,
) -> Alternatives<'a> {
    let mut found = Alternatives {
        both: Vec::new(),
        old: old.alternatives(old_root).map(|(_, all)| all).unwrap_or_default(),
        new: new.alternatives(new_root).map(|(_, all)| all).unwrap_or_default(),
    };
    let ways: [fn(&Part<'_>, &Part<'_>) -> bool; 3] = [
        |one, other| one.value == other.value,
        |one, other| title(one).is_some() && title(one) == title(other),
        |one, other| kind(one).is_some() && kind(one) == kind(other),
    ];
    for way in ways {
        found.pair(way);
    }
    if !found.old.is_empty() && found.old.len() == found.new.len() {
        let (old, new) = (std::mem::take(&mut found.old), std::mem::take(&mut found.new));
        found.both.extend(old.into_iter().zip(new));
    }
    found
}

impl Alternatives<'_> {
    fn pair(&mut self, same: fn(&Part<'_>, &Part<'_>) -> bool) {
        let mut left = Vec::new();
        for old in std::mem::take(&mut self.old) {
            match self.new.iter().position(|new| same(&old, new)) {
                Some(at) => self.both.push((old, self.new.remove(at))),
                None => left.push(old),
            }
        }
        self.old = left;
    }
}

fn title<'a>(part: &Part<'a>) -> Option<&'a str> {
    part.value.get("title")?.as_str().filter(|title| !title.is_empty())
}

/// Simple types are told apart by nothing else.
fn kind<'a>(part: &Part<'a>) -> Option<(&'a str, Option<&'a Value>, Option<&'a Value>)> {
    let ty = part.value.get("type")?.as_str().filter(|ty| !matches!(*ty, "object" | "array"))?;
    Some((ty, part.value.get("format"), part.value.get("enum")))
}

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    let (old, new) = (pair.old.alternatives(pair.old_root), pair.new.alternatives(pair.new_root));
    let one_of =
        |all: &Option<(&'static str, Vec<Part<'_>>)>| all.as_ref().is_some_and(|(keyword, _)| *keyword == "oneOf");
    if old.is_some() != new.is_some() {
        return whole(pair, &it, new.as_ref().or(old.as_ref()).is_some_and(|(keyword, _)| *keyword == "oneOf"), says);
    }
    let (added, removed) = if one_of(&old) || one_of(&new) {
        ("one-of-added", "one-of-removed")
    } else {
        ("any-of-added", "any-of-removed")
    };
    let left = alternatives(pair.old, pair.new, pair.old_root, pair.new_root);
    for part in &left.new {
        says.add(added, pair.at.widened(), format!("{it} can be {} now", words(part)));
    }
    for part in &left.old {
        says.add(removed, pair.at.narrowed(), format!("{it} cannot be {} any more", words(part)));
    }
}

/// One schema became a choice, or a choice one schema.
fn whole(pair: &SchemaPair<'_>, it: &Subject<'_>, one_of: bool, says: &mut Says<'_>) {
    let (alone, several, is_wider) = match (pair.old.alternatives(pair.old_root), pair.new.alternatives(pair.new_root))
    {
        (None, Some((_, all))) => (pair.old, all, true),
        (Some((_, all)), None) => (pair.new, all, false),
        _ => return,
    };
    // A schema that said nothing of its own allowed more than any choice.
    let keeps = alone
        .parts
        .iter()
        .any(|part| several.iter().any(|one| points_at(one, &part.pointer) || one.value == part.value));
    let free = alone.types().is_none() && !keeps;
    let action = match (is_wider, one_of) {
        (true, true) => "wrapped-in-one-of",
        (true, false) => "wrapped-in-any-of",
        (false, true) => "unwrapped-from-one-of",
        (false, false) => "unwrapped-from-any-of",
    };
    let message =
        if is_wider { format!("{it} is one of several now") } else { format!("{it} is not one of several any more") };
    let wire = match (keeps, free, is_wider) {
        (true, _, true) | (_, true, false) => pair.at.widened(),
        (true, _, false) | (_, true, true) => pair.at.narrowed(),
        _ => pair.at.changed(),
    };
    says.add(action, wire, message);
}

fn points_at(part: &Part<'_>, pointer: &str) -> bool {
    part.value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) == Some(pointer)
}

fn words(part: &Part<'_>) -> String {
    let reference = part.value.get("$ref").and_then(Value::as_str).and_then(|to| to.rsplit('/').next());
    let name = reference.or_else(|| title(part)).or_else(|| part.value.get("type").and_then(Value::as_str));
    name.map_or("another schema".to_owned(), code)
}
