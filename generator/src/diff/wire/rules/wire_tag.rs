//! The tags of an operation changed: nothing on the wire, but groups are made of them.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-tag",
    summary: "the tags of an operation changed",
    wire: Wire::None,
    direction: Direction::Both,
    checks: &[Check::Thing(Kind::Operation, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let Some((old, new)) = thing.both() else { return };
    let tags = |value: &serde_json::Value| {
        let all = value.get("tags").and_then(serde_json::Value::as_array).into_iter().flatten();
        all.filter_map(serde_json::Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let (old, new) = (tags(old), tags(new));
    for tag in new.iter().filter(|tag| !old.contains(tag)) {
        says.add("added", Wire::None, format!("the tag {} is new", code(tag)));
    }
    for tag in old.iter().filter(|tag| !new.contains(tag)) {
        says.add("removed", Wire::None, format!("the tag {} is gone", code(tag)));
    }
}
