//! A method is in another group while its old group is still there.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "method-moved",
    summary: "a method moved to another group",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.changed(Aspect::Group)?;
    let (old, new) = (cx.old_method(delta.subject)?, cx.item(delta.subject));
    Some(Finding::new(format!("is {} now", code(&new))).item(&old))
}
