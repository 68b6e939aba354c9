//! Every request goes to another address.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "base-url-changed",
    summary: "the base URL changed",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::BaseUrl)?;
    Some(Finding::new(format!("the base URL is {} instead of {}", code(new), code(old))).item("Client::builder()"))
}
