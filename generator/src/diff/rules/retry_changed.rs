//! Other statuses make the client repeat a call.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "retry-changed",
    summary: "what makes a call be repeated changed",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Retry)?;
    let what = if delta.key.is_empty() { String::new() } else { format!("`{}` ", delta.key) };
    Some(Finding::new(format!("{what}is repeated on {} instead of {}", code(new), code(old))))
}
