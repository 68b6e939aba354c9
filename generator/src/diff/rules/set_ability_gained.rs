//! Something new can be done with the rows of a set.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-ability-gained",
    summary: "the rows of a set gained an ability",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.gained(Aspect::Ability)?;
    Some(Finding::new(format!("its rows are {} now", code(&delta.key))))
}
