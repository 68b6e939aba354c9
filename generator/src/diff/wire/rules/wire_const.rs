//! The one allowed value changed.

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, json, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-const",
    summary: "the one allowed value came, went or changed",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    match (pair.old.get("const"), pair.new.get("const")) {
        (None, Some(new)) => says.add("added", pair.at.narrowed(), format!("{it} is always {}", json(new))),
        (Some(old), None) => says.add("removed", pair.at.widened(), format!("{it} is not always {}", json(old))),
        (Some(old), Some(new)) if old != new => {
            says.add("changed", pair.at.changed(), format!("{it} is always {} instead of {}", json(new), json(old)));
        }
        _ => {}
    }
}
