//! Something cannot be done with the rows of a set any more, such as being filtered or created.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-ability-lost",
    summary: "the rows of a set lost an ability",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.lost(Aspect::Ability)?;
    Some(Finding::new(format!("its rows are not {} any more", code(&delta.key))))
}
