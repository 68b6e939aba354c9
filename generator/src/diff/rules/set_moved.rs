//! The rows of a set are asked for at another path: everything compiles, and something else is asked.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-moved",
    summary: "a set of rows is at another path",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::SetPath)?;
    Some(Finding::new(format!("is asked at {} instead of {}", code(new), code(old))))
}
