//! A type kept its name and now stands for another schema, while its own has another name.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "name-shifted",
    summary: "a type name now stands for another schema",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (_, elsewhere) = delta.changed(Aspect::Shifted)?;
    Some(Finding::new(format!("now stands for another schema; what it stood for is called {}", code(elsewhere))))
}
