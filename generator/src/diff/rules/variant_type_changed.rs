//! An alternative of a union holds another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "variant-type-changed",
    summary: "an alternative of a union holds another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::MemberType).filter(|_| cx.is_enum(delta.subject))?;
    Some(Finding::new(format!("{} holds {} instead of {}", code(&delta.key), code(new), code(old))))
}
