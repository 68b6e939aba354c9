//! A field of a model is gone.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "field-removed",
    summary: "a field is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let name = delta.lost(Aspect::Member)?;
    Some(Finding::new("is gone").item(&format!("{}.{name}", cx.item(delta.subject))))
}
