//! A variant has another name for the same value.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "variant-renamed",
    summary: "a variant has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::MemberName).filter(|_| cx.is_enum(delta.subject))?;
    Some(Finding::new(format!("the variant {} is called {} now", code(old), code(new))))
}
