//! The operation id changed; what that does to the method is said by its own rule.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "operation-renamed",
    summary: "an operation id changed",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Id)?;
    Some(Finding::new(format!("its operation id {} is {} now", code(old), code(new))))
}
