//! A success status is new, gone, or answers another kind of content.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "reply-status-changed",
    summary: "a success status is new, gone or different",
    client: Level::Patch,
    kind: Kind::Decode,
    wire: Wire::Breaking,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::Reply)?;
    let finding = Finding::new(format!("{} answers {} instead of {}", delta.key, code(new), code(old)));
    Some(if old == "–" { finding.wire(Wire::Compatible) } else { finding })
}
