//! A method or type is found under a name that it had, which is deprecated.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "alias-added",
    summary: "a former name is an alias",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::Former).or_else(|| delta.gained(Aspect::FormerCall))?;
    // The row of the renaming tells that the old name stays, and the one of the method that its call does.
    let told = [Aspect::Method, Aspect::ModelName, Aspect::Call].iter().any(|aspect| cx.also(delta, *aspect));
    Some(if told || (delta.is(Aspect::FormerCall) && cx.also(delta, Aspect::Former)) {
        Finding::silent()
    } else {
        Finding::new(format!("is found as {} too, which is deprecated", code(new)))
    })
}
