//! A type is another kind of thing: an enum that was a struct, an id of integers that was one of text.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "type-kind-changed",
    summary: "a type is another kind of thing",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::ModelKind)?;
    Some(Finding::new(format!("is a {new} now, and was a {old}")))
}
