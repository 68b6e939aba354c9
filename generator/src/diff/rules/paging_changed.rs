//! The pages of a list are asked for in another way.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "paging-changed",
    summary: "a list is paged in another way",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Paging)?;
    if cx.also(delta, Aspect::Ways) {
        return Some(Finding::silent());
    }
    let none = old.is_empty() || new.is_empty();
    Some(if none {
        Finding::new("its declared paging changed without effect on the client").level(Level::Patch)
    } else {
        Finding::new("is paged in another way")
    })
}
