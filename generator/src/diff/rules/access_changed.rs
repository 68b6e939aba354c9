//! A property is read-only, write-only, secret or personal now, or no longer; what that does to its type has its own row.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "access-changed",
    summary: "a property is read-only, write-only, secret or personal now, or no longer",
    client: Level::Patch,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Access)?;
    Some(Finding::new(format!("{} is {} instead of {}", code(&delta.key), code(new), code(old))))
}
