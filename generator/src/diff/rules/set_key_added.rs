//! A row can be told by another key.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-key-added",
    summary: "a set has another key",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::SetKey)?;
    Some(Finding::new(format!("a row can be told by {}", code(new))))
}
