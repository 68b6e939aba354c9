//! An operation is new, and its method with it.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "method-added",
    summary: "an operation and its method are new",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.gained(Aspect::Operation)?;
    Some(Finding::new("is new"))
}
