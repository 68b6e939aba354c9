//! A row cannot be told by a key any more, or the key takes something else.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-key-removed",
    summary: "a key of a set is gone or different",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::SetKey)?;
    Some(Finding::new(if delta.one_sided() {
        format!("a row cannot be told by {} any more", code(old))
    } else {
        format!("a row is told by {} instead of {}", code(new), code(old))
    }))
}
