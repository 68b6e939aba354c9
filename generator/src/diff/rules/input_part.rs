//! Name and type of an input that came or went: said with the input itself.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "input-part",
    summary: "name and type of an input that is new or gone",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let one_sided = delta.lost(Aspect::InputName).or(delta.gained(Aspect::InputName));
    one_sided.or(delta.lost(Aspect::InputType)).or(delta.gained(Aspect::InputType))?;
    Some(Finding::silent())
}
