//! A setter of a request model has another name or takes another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "model-setter-changed",
    summary: "a setter of a request model is different",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Setter)?;
    Some(Finding::new(format!("the setter {} is {} now", code(old), code(new))))
}
