//! A header of a reply came or went, or is promised now, or no longer.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-header",
    summary: "a header of a reply is new, gone, promised or not",
    wire: Wire::Breaking,
    direction: Direction::Response,
    checks: &[Check::Thing(Kind::Header, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let name = code(thing.at.key.trim_start_matches("header "));
    let required = |value: &serde_json::Value| value.get("required") == Some(&serde_json::Value::Bool(true));
    match (thing.old, thing.new) {
        (None, Some(_)) => says.add("added", Wire::Compatible, format!("the header {name} is new")),
        (Some(old), None) => {
            let action = if required(old) { "removed-required" } else { "removed-optional" };
            says.add(action, Wire::Breaking, format!("the header {name} is gone"));
        }
        (Some(old), Some(new)) => match (required(old), required(new)) {
            (true, false) => {
                says.add("became-optional", Wire::Breaking, format!("the header {name} is not promised any more"))
            }
            (false, true) => {
                says.add("became-required", Wire::Compatible, format!("the header {name} is promised now"))
            }
            _ => {}
        },
        (None, None) => {}
    }
}
