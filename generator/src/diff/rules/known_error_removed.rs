//! An error is not told from others any more.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "known-error-removed",
    summary: "a known error is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let old = delta.lost(Aspect::KnownError)?;
    Some(Finding::new("is gone").item(old))
}
