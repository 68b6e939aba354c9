//! A call has one more setter.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "setter-added",
    summary: "a setter is new",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.gained(Aspect::Input).filter(|role| *role == "setter")?;
    let name = cx.input_name(delta);
    Some(Finding::new("is new").item(&format!("{}.{name}", cx.item(delta.subject))))
}
