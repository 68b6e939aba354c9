//! How alternatives are told apart changed.

use serde_json::Value;

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, code, json, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-discriminator",
    summary: "how alternatives are told apart changed",
    wire: Wire::Compatible,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    let (old, new) = match (pair.old.get("discriminator"), pair.new.get("discriminator")) {
        (None, None) => return,
        (None, Some(_)) => return says.add("added", Wire::Compatible, format!("{it} says which alternative it is")),
        (Some(_), None) => {
            return says.add("removed", Wire::Compatible, format!("{it} does not say which alternative it is"));
        }
        (Some(old), Some(new)) => (old, new),
    };
    let name = |value: &Value| value.get("propertyName").cloned().unwrap_or_default();
    if name(old) != name(new) {
        let message = format!("{it} is told apart by {} instead of {}", json(&name(new)), json(&name(old)));
        return says.add("property-name-changed", Wire::Compatible, message);
    }
    let mapping = |value: &Value| value.get("mapping").and_then(Value::as_object).cloned().unwrap_or_default();
    let (was, is) = (mapping(old), mapping(new));
    for (text, target) in &is {
        match was.get(text) {
            None => says.add("mapping-added", Wire::Compatible, format!("{} names an alternative of {it}", code(text))),
            Some(before) if before != target => {
                says.add(
                    "mapping-changed",
                    Wire::Compatible,
                    format!("{} names another alternative of {it}", code(text)),
                );
            }
            Some(_) => {}
        }
    }
    for text in was.keys().filter(|text| !is.contains_key(*text)) {
        says.add("mapping-deleted", Wire::Compatible, format!("{} names no alternative of {it} any more", code(text)));
    }
}
