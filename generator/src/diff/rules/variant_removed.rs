//! A value of an enum is gone.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "variant-removed",
    summary: "a value of an enum is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let name = delta.lost(Aspect::Member).filter(|_| cx.is_enum(delta.subject))?;
    Some(Finding::new("is gone").item(&format!("{}::{name}", cx.item(delta.subject))))
}
