//! A status is described now, or no longer.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-status",
    summary: "a status is described now, or no longer",
    wire: Wire::Breaking,
    direction: Direction::Response,
    checks: &[Check::Thing(Kind::Reply, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let name = code(thing.at.key.trim_start_matches("status "));
    let success = thing.at.key.starts_with("status 2");
    match (thing.old, thing.new) {
        (None, Some(_)) => {
            let action = if success { "success-added" } else { "non-success-added" };
            says.add(action, Wire::Compatible, format!("the status {name} is described now"));
        }
        (Some(_), None) => {
            let (action, wire) =
                if success { ("success-removed", Wire::Breaking) } else { ("non-success-removed", Wire::Compatible) };
            says.add(action, wire, format!("the status {name} is not described any more"));
        }
        _ => {}
    }
}
