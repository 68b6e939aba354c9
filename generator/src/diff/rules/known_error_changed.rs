//! A known error is told by another text.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "known-error-changed",
    summary: "a known error is told by another text",
    client: Level::Patch,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::KnownErrorText)?;
    if delta.one_sided() {
        return Some(Finding::silent());
    }
    Some(Finding::new(format!("is told by {} instead of {}", code(new), code(old))).item(&delta.key))
}
