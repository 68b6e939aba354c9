//! The list of known values (`x-extensible-enum`) changed; others may come at any time.

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, json, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-extensible-enum",
    summary: "a known value of an open list is new or gone",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let list =
        |value: Option<&serde_json::Value>| value.and_then(|value| value.as_array().cloned()).unwrap_or_default();
    let (old, new) = (list(pair.old.get("x-extensible-enum")), list(pair.new.get("x-extensible-enum")));
    let it = subject(pair.at);
    for value in new.iter().filter(|value| !old.contains(value)) {
        says.add("value-added", Wire::Compatible, format!("{it} can be {}", json(value)));
    }
    for value in old.iter().filter(|value| !new.contains(value)) {
        says.add("value-removed", pair.at.narrowed(), format!("{it} cannot be {} any more", json(value)));
    }
}
