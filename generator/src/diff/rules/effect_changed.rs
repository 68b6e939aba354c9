//! What a call does to the world is judged differently: what is retried, refused and audited follows.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "effect-changed",
    summary: "the effect of a call changed",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Effect)?;
    let weight = |effect: &str| ["read", "secret", "write", "destructive"].iter().position(|known| *known == effect);
    let level = if weight(new) > weight(old) { Level::Major } else { Level::Minor };
    Some(Finding::new(format!("its effect is {} instead of {}", code(new), code(old))).level(level))
}
