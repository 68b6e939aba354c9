//! A request model has one more setter.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "model-setter-added",
    summary: "a setter of a request model is new",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::Setter)?;
    Some(Finding::new(format!("the setter {} is new", code(new))))
}
