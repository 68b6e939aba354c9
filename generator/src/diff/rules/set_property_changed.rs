//! The constant of a property has another name or type; where a field of the rows changed too, that says it.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-property-changed",
    summary: "a property of a set is queried by another name or type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::SetProperty)?;
    Some(if cx.row_says(delta) {
        Finding::silent()
    } else {
        Finding::new(format!("queries name {} instead of {}", code(new), code(old)))
    })
}
