//! A field has another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "field-type-changed",
    summary: "a field has another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::MemberType)?;
    let item = format!("{}.{}", cx.item(delta.subject), cx.member_name(delta));
    Some(Finding::new(format!("is {} instead of {}", code(new), code(old))).item(&item))
}
