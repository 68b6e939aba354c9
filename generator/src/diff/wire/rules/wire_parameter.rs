//! A parameter came or went, or is required now, or no longer.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-parameter",
    summary: "a parameter is new, gone, required or optional",
    wire: Wire::Breaking,
    direction: Direction::Request,
    checks: &[Check::Thing(Kind::Parameter, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let name = code(&thing.at.key);
    let required = |value: &serde_json::Value| value.get("required") == Some(&serde_json::Value::Bool(true));
    let is_path = thing.at.key.starts_with("path:");
    match (thing.old, thing.new) {
        (None, Some(_)) if is_path => says.add("new-path", Wire::Breaking, format!("the path has a new part, {name}")),
        (None, Some(new)) if required(new) => says.add("new-required", Wire::Breaking, format!("{name} must be given")),
        (None, Some(_)) => says.add("new-optional", Wire::Compatible, format!("{name} can be given")),
        (Some(old), None) => {
            let deprecated = old.get("deprecated") == Some(&serde_json::Value::Bool(true));
            let action = if deprecated { "removed-deprecated" } else { "removed" };
            says.add(action, Wire::Breaking, format!("{name} is gone"));
        }
        (Some(old), Some(new)) => match (required(old), required(new)) {
            (false, true) => says.add("became-required", Wire::Breaking, format!("{name} must be given now")),
            (true, false) => {
                says.add("became-optional", Wire::Compatible, format!("{name} need not be given any more"))
            }
            _ => {}
        },
        (None, None) => {}
    }
}
