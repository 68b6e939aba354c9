//! A method kept its name and now calls another endpoint: everything compiles, and something else happens.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "method-retargeted",
    summary: "a method kept its name and now calls another endpoint",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Retargeted)?;
    let (was, is) = (code(old), code(new));
    Some(
        Finding::new(format!("called {was} and now calls {is}: programs compile and do something else"))
            .item(&delta.key),
    )
}
