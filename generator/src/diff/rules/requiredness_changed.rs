//! The document promises a property, or does not any more; replies never rely on it, requests say so by their arguments.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "requiredness-changed",
    summary: "a property is promised now, or no longer",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (_, new) = delta.changed(Aspect::Required)?;
    let finding =
        Finding::new(format!("{} is {} now", code(&delta.key), if new == "true" { "required" } else { "optional" }));
    let hurts = match cx.direction(delta.subject) {
        Some(Direction::Request) => new == "true",
        Some(Direction::Response) => new == "false",
        _ => true,
    };
    Some(if hurts { finding.wire(Wire::Breaking) } else { finding })
}
