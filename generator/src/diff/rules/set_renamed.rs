//! The client's method for a set has another name, or the module of its properties and keys.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-renamed",
    summary: "a set of rows has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::SetName)?;
    Some(Finding::new(format!("the {} {} is called {} now", delta.key, code(old), code(new))))
}
