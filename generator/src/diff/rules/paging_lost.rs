//! A call cannot be streamed any more.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "paging-lost",
    summary: "a call cannot be streamed any more",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.changed(Aspect::Ways).filter(|(old, new)| old.contains("stream") && !new.contains("stream"))?;
    Some(Finding::new("does not page any more: `stream()` and `pages()` are gone"))
}
