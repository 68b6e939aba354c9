//! Free JSON of a request has a type now.

use super::{Aspect, Cx, Delta, Finding, Rule, became_typed, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "input-json-became-typed",
    summary: "free JSON of a request has a type now",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::InputType).filter(|(old, new)| became_typed(old, new))?;
    Some(Finding::new(format!("{} takes {} instead of {}", code(&cx.input_name(delta)), code(new), code(old))))
}
