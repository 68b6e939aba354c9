//! An alias stands for another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "alias-changed",
    summary: "an alias stands for another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let alias =
        delta.key == "target" && cx.kind(delta.subject).is_some_and(|kind| kind == "alias" || kind == "newtype");
    let (old, new) = delta.changed(Aspect::MemberType).filter(|_| alias)?;
    Some(Finding::new(format!("stands for {} instead of {}", code(new), code(old))))
}
