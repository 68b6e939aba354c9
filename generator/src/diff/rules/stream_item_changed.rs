//! The stream of a call yields another type.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "stream-item-changed",
    summary: "a stream yields another type",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) =
        delta.changed(Aspect::Ways).filter(|(old, new)| old.contains("stream") && new.contains("stream"))?;
    Some(Finding::new(format!("its way of sending is {} instead of {}", code(new), code(old))))
}
