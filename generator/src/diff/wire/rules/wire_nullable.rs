//! `null` is a value now, or no longer.

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-nullable",
    summary: "`null` is a value now, or no longer",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    match (pair.old.nullable, pair.new.nullable) {
        (false, true) => says.add("became-nullable", pair.at.widened(), format!("{it} can be `null` now")),
        (true, false) => says.add("became-not-nullable", pair.at.narrowed(), format!("{it} cannot be `null` any more")),
        _ => {}
    }
}
