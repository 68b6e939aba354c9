//! The id of an operation changed: nothing on the wire, but names are made of it.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-operation-id",
    summary: "the id of an operation changed",
    wire: Wire::None,
    direction: Direction::Both,
    checks: &[Check::Thing(Kind::Operation, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let Some((old, new)) = thing.both() else { return };
    let id = |value: &serde_json::Value| value.get("operationId").and_then(|id| id.as_str().map(str::to_owned));
    match (id(old), id(new)) {
        (Some(old), None) => says.add("removed", Wire::None, format!("its id {} is gone", code(&old))),
        (None, Some(new)) => says.add("added", Wire::None, format!("its id is {} now", code(&new))),
        (Some(old), Some(new)) if old != new => {
            says.add("changed", Wire::None, format!("its id is {} instead of {}", code(&new), code(&old)));
        }
        _ => {}
    }
}
