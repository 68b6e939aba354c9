//! A model implements one more trait.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "trait-gained",
    summary: "a model gained a trait",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::Trait)?;
    Some(if cx.also(delta, Aspect::ModelKind) {
        Finding::silent()
    } else {
        Finding::new(format!("has {} now", code(new)))
    })
}
