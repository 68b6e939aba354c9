//! A call asks for a confirmation, or does not any more: `send` and `confirm` change places.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "confirmation-changed",
    summary: "a call asks for a confirmation now, or no longer",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (_, new) = delta.changed(Aspect::Ways).filter(|(old, new)| [old, new].contains(&&"confirm"))?;
    let message = if new == "confirm" {
        "asks for a confirmation before it can be sent"
    } else {
        "asks for no confirmation any more"
    };
    Some(Finding::new(message))
}
