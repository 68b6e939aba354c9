//! The reply enum has one more variant; it is non-exhaustive.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "reply-variant-added",
    summary: "a reply enum has one more variant",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Response,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::ReplyVariant)?;
    let outcome_changed = cx.also(delta, Aspect::Outcome);
    Some(if outcome_changed {
        Finding::silent()
    } else {
        Finding::new(format!("may answer {} with {}", delta.key, code(new)))
    })
}
