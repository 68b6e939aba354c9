//! A setter of a call is gone.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "setter-removed",
    summary: "a setter is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.lost(Aspect::Input).filter(|role| *role == "setter")?;
    let name = cx.input_name(delta);
    Some(Finding::new("is gone").item(&format!("{}.{name}", cx.item(delta.subject))))
}
