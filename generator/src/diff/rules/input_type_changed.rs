//! An argument or setter takes another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "input-type-changed",
    summary: "an argument or setter takes another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::InputType)?;
    Some(Finding::new(format!("{} takes {} instead of {}", code(&cx.input_name(delta)), code(new), code(old))))
}
