//! An operation is gone, and its method with it.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "method-removed",
    summary: "an operation and its method are gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let old = delta.lost(Aspect::Operation)?;
    // Where something else has the name now, that is the greater harm, and its own row.
    let retargeted = cx.deltas.iter().any(|other| other.aspect == Aspect::Retargeted && other.key == old);
    Some(if retargeted {
        Finding::new("its operation is gone; the name calls another one now").kind(Kind::Behaviour)
    } else {
        Finding::new("is gone with its operation")
    })
}
