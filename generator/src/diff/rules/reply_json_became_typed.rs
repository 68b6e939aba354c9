//! A reply that was free JSON has a type now.

use super::{Aspect, Cx, Delta, Finding, Rule, became_typed, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "reply-json-became-typed",
    summary: "free JSON of a reply has a type now",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Outcome).filter(|(old, new)| became_typed(old, new))?;
    Some(Finding::new(format!("yields {} instead of {}", code(new), code(old))))
}
