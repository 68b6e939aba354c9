//! Properties that are not declared are allowed now, or no longer.

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-additional-properties",
    summary: "undeclared properties are allowed now, or no longer",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let forbids = |value: Option<&serde_json::Value>| value == Some(&serde_json::Value::Bool(false));
    let it = subject(pair.at);
    match (forbids(pair.old.get("additionalProperties")), forbids(pair.new.get("additionalProperties"))) {
        (false, true) => says.add("forbidden", pair.at.narrowed(), format!("{it} has no other properties any more")),
        // Readers that skip what they do not know are not hurt by more of it.
        (true, false) => says.add("allowed", Wire::Compatible, format!("{it} can have other properties")),
        _ => {}
    }
}
