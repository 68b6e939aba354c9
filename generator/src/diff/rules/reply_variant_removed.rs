//! A variant of the reply enum is gone or holds something else.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "reply-variant-removed",
    summary: "a variant of a reply enum is gone or holds something else",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Response,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::ReplyVariant)?;
    let outcome_changed = cx.also(delta, Aspect::Outcome);
    let message = || format!("status {} holds {} instead of {}", delta.key, code(new), code(old));
    Some(if outcome_changed { Finding::silent() } else { Finding::new(message()) })
}
