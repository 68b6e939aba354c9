//! The list of allowed values changed.

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, json, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-enum",
    summary: "a value of a list is new or gone, or there is a list now",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let (old, new) = (pair.old.get("enum"), pair.new.get("enum"));
    let it = subject(pair.at);
    let list = |value: Option<&serde_json::Value>| value.and_then(|value| value.as_array().cloned());
    match (list(old), list(new)) {
        (None, Some(_)) => says.add("became-enum", pair.at.narrowed(), format!("{it} is one of a list now")),
        (Some(_), None) => says.add("became-open", pair.at.widened(), format!("{it} is not one of a list any more")),
        (Some(old), Some(new)) => {
            for value in new.iter().filter(|value| !old.contains(value) && !value.is_null()) {
                says.add("value-added", pair.at.widened(), format!("{it} can be {}", json(value)));
            }
            for value in old.iter().filter(|value| !new.contains(value) && !value.is_null()) {
                says.add("value-removed", pair.at.narrowed(), format!("{it} cannot be {} any more", json(value)));
            }
        }
        (None, None) => {}
    }
}
