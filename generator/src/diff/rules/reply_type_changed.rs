//! A call yields another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "reply-type-changed",
    summary: "a call yields another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Outcome)?;
    Some(Finding::new(format!("yields {} instead of {}", code(new), code(old))))
}
