//! An error can be told from others by its text.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "known-error-added",
    summary: "an error has become known",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::KnownError)?;
    Some(Finding::new("is new").item(new))
}
