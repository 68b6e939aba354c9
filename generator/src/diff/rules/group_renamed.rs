//! The accessor, module or handle of a group has another name; one row for all its methods.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "group-renamed",
    summary: "a group of methods has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Accessor)?;
    Some(Finding::new(format!("the {} {} is called {} now", delta.key, code(old), code(new))))
}
