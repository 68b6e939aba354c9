//! A row of a set is created or changed by another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-ability-changed",
    summary: "rows of a set are created or changed by another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Ability)?;
    Some(Finding::new(format!("its rows are {} by {} instead of {}", code(&delta.key), code(new), code(old))))
}
