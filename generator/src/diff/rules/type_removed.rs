//! A type is gone.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "type-removed",
    summary: "a type is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.lost(Aspect::Model)?;
    Some(Finding::new("is gone"))
}
