//! A confirmation is compared with something else.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "confirm-check-changed",
    summary: "a confirmation is compared with something else",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Confirm)?;
    let or = |text: &str| if text.is_empty() { "its last path argument".to_owned() } else { text.to_owned() };
    Some(Finding::new(format!("its confirmation states {} instead of {}", or(new), or(old))))
}
