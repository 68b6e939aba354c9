//! A request model is made from other arguments.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "constructor-changed",
    summary: "a request model is made from other arguments",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::Constructor)?;
    if cx.also(delta, Aspect::ModelKind) {
        return Some(Finding::silent());
    }
    let item = format!("{}::new", cx.item(delta.subject));
    Some(Finding::new(format!("takes {} instead of {}", code(new), code(old))).item(&item))
}
