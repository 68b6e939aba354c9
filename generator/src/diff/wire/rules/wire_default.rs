//! What is taken where nothing is given changed.

use super::{Area, Check, Direction, Rule, Says, SchemaPair, Wire, json, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-default",
    summary: "what is taken where nothing is given changed",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    // Who leaves a parameter out gets another answer than before.
    let wire = if pair.at.area == Area::Parameter { Wire::Breaking } else { Wire::Compatible };
    match (pair.old.get("default"), pair.new.get("default")) {
        (None, Some(new)) => says.add("added", wire, format!("{it} is {} by default", json(new))),
        (Some(old), None) => says.add("removed", wire, format!("{it} is not {} by default any more", json(old))),
        (Some(old), Some(new)) if old != new => {
            says.add("changed", wire, format!("{it} is {} by default instead of {}", json(new), json(old)));
        }
        _ => {}
    }
}
