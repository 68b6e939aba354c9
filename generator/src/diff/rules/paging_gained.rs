//! A call can be streamed now.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "paging-gained",
    summary: "a call can be streamed now",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta
        .changed(Aspect::Ways)
        .filter(|(old, new)| !old.contains("stream") && new.contains("stream"))
        // Who confirmed it cannot do so any more, which says more.
        .filter(|(old, _)| *old != "confirm")?;
    Some(Finding::new("pages now: `stream()` and `pages()` ask for every page"))
}
