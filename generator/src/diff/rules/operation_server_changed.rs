//! One operation has a server of its own, or another one.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "operation-server-changed",
    summary: "the server of one operation changed",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Servers)?;
    Some(Finding::new(format!("is sent to {} instead of {}", code(new), code(old))))
}
