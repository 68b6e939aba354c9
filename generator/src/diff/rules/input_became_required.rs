//! What a setter took is an argument now.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "input-became-required",
    summary: "an optional part of a request is required now",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (_, _) = delta.changed(Aspect::Input).filter(|(_, new)| *new == "argument")?;
    Some(Finding::new(format!("the setter {} is a required argument now", code(&cx.input_name(delta)))))
}
