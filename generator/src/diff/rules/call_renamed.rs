//! The struct of a call has another name; only who names it is hit.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "call-renamed",
    summary: "the struct of a call has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Call)?;
    Some(Finding::new(format!("its call {} is called {} now", code(old), code(new))))
}
