//! The alternatives of a union are told apart in another way.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "discrimination-changed",
    summary: "a union is told apart in another way",
    client: Level::Minor,
    kind: Kind::Decode,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.values(Aspect::Discrimination)?;
    Some(if delta.one_sided() {
        Finding::silent()
    } else {
        Finding::new("its alternatives are told apart in another way")
    })
}
