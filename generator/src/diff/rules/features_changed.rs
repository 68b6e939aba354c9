//! The feature of a group came or went: a crate with one group has none, and who names it does not build.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "features-changed",
    summary: "the features of the crate came or went",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::Feature)?;
    if delta.gained(Aspect::Feature).is_some() {
        let message = format!("has a feature of its own, {}, which is on by default", code(new));
        return Some(Finding::new(message).level(Level::Minor).kind(Kind::Addition));
    }
    Some(Finding::new(if delta.one_sided() {
        format!("its feature {} is gone: the crate has one group alone", code(old))
    } else {
        format!("its feature {} is called {} now", code(old), code(new))
    }))
}
