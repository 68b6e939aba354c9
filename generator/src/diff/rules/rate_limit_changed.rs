//! The client keeps other limits.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "rate-limit-changed",
    summary: "the rate limits changed",
    client: Level::Patch,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::RateLimits)?;
    Some(Finding::new(format!("keeps to {} instead of {}", code(new), code(old))))
}
