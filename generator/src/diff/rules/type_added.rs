//! A type is new.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "type-added",
    summary: "a type is new",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.gained(Aspect::Model)?;
    Some(Finding::new("is new"))
}
