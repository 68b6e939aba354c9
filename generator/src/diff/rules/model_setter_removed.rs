//! A setter of a request model is gone.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "model-setter-removed",
    summary: "a setter of a request model is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let old = delta.lost(Aspect::Setter)?;
    Some(Finding::new(format!("the setter {} is gone", code(old))))
}
