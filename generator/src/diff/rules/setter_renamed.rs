//! A setter has another name for the same part of the request.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "setter-renamed",
    summary: "a setter has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::InputName)?;
    Some(Finding::new(format!("the setter {} is called {} now", code(old), code(new))))
}
