//! The document allows further members of an object, or does not any more; replies keep them in any case.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "further-members-changed",
    summary: "further members of an object are allowed now, or no longer",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (_, new) = delta.values(Aspect::Rest)?;
    if delta.one_sided() {
        return Some(Finding::silent());
    }
    Some(Finding::new(if new == "true" {
        "may have further members now"
    } else {
        "may have no further members any more"
    }))
}
