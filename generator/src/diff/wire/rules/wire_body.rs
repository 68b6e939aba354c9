//! The body of a request came or went, or is required now, or no longer.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire};

pub(super) const RULE: Rule = Rule {
    id: "wire-body",
    summary: "a request body is new, gone, required or optional",
    wire: Wire::Breaking,
    direction: Direction::Request,
    checks: &[Check::Thing(Kind::Body, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let required = |value: &serde_json::Value| value.get("required") == Some(&serde_json::Value::Bool(true));
    match (thing.old, thing.new) {
        (None, Some(new)) if required(new) => says.add("added-required", Wire::Breaking, "a body must be sent"),
        (None, Some(_)) => says.add("added-optional", Wire::Compatible, "a body can be sent"),
        (Some(_), None) => says.add("removed", Wire::Breaking, "it takes no body any more"),
        (Some(old), Some(new)) => match (required(old), required(new)) {
            (false, true) => says.add("became-required", Wire::Breaking, "a body must be sent now"),
            (true, false) => says.add("became-optional", Wire::Compatible, "a body need not be sent any more"),
            _ => {}
        },
        (None, None) => {}
    }
}
