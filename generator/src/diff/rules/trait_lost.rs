//! A model does not implement a trait any more.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "trait-lost",
    summary: "a model lost a trait",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let old = delta.lost(Aspect::Trait)?;
    Some(if cx.also(delta, Aspect::ModelKind) {
        Finding::silent()
    } else {
        Finding::new(format!("has no {} any more", code(old)))
    })
}
