//! An enum knows one more value, which came as unknown before.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "variant-added",
    summary: "an enum knows one more value",
    client: Level::Minor,
    kind: Kind::Decode,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let name = delta.gained(Aspect::Member).filter(|_| cx.is_enum(delta.subject))?;
    Some(Finding::new("is new").item(&format!("{}::{name}", cx.item(delta.subject))))
}
