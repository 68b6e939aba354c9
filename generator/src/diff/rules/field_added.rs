//! A model has one more field; models are non-exhaustive.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "field-added",
    summary: "a field is new",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let name = delta.gained(Aspect::Member)?;
    Some(Finding::new("is new").item(&format!("{}.{name}", cx.item(delta.subject))))
}
