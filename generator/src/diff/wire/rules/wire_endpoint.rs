//! An endpoint came or went.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire};

pub(super) const RULE: Rule = Rule {
    id: "wire-endpoint",
    summary: "an endpoint is new or gone",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Thing(Kind::Operation, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    match (thing.old, thing.new) {
        (None, Some(_)) => says.add("added", Wire::Compatible, "a new endpoint"),
        (Some(old), None) => {
            let deprecated = old.get("deprecated") == Some(&serde_json::Value::Bool(true));
            // What was announced as not settled may go (the same reading as of a version before 1.0).
            let wire = if thing.at.unsettled { Wire::Compatible } else { Wire::Breaking };
            let (action, words) = match (thing.at.unsettled, deprecated) {
                (true, _) => ("removed-unsettled", "the endpoint is gone; it was announced as not settled"),
                (_, true) => ("removed-deprecated", "the endpoint is gone; it was deprecated"),
                _ => ("removed", "the endpoint is gone"),
            };
            says.add(action, wire, words);
        }
        _ => {}
    }
}
