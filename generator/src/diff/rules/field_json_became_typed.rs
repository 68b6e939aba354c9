//! A field that was free JSON has a type now.

use super::{Aspect, Cx, Delta, Finding, Rule, became_typed, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "field-json-became-typed",
    summary: "a field of free JSON has a type now",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::MemberType).filter(|(old, new)| became_typed(old, new))?;
    let item = format!("{}.{}", cx.item(delta.subject), cx.member_name(delta));
    Some(Finding::new(format!("is {} instead of {}", code(new), code(old))).item(&item))
}
