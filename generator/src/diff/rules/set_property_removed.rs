//! A property of a set cannot be queried any more; a property that its rows lost says so itself.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-property-removed",
    summary: "a property of a set cannot be queried any more",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let old = delta.lost(Aspect::SetProperty)?;
    Some(if cx.row_says(delta) {
        Finding::silent()
    } else {
        Finding::new(format!("queries cannot name {} any more", code(old)))
    })
}
