//! What was an argument is taken by a setter now.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "input-became-optional",
    summary: "a required part of a request is optional now",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.changed(Aspect::Input)?;
    Some(Finding::new(format!("the argument {} is a setter now", code(&cx.input_name(delta)))))
}
