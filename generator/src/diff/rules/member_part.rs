//! Facts of a member that came or went: said with the member itself.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "member-part",
    summary: "facts of a member that is new or gone",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let aspects = [Aspect::MemberName, Aspect::MemberType, Aspect::Required, Aspect::Access];
    let said = delta.is(Aspect::Member) || (delta.one_sided() && aspects.contains(&delta.aspect));
    said.then(Finding::silent)
}
