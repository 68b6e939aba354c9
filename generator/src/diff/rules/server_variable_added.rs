//! The builder has one more setter for a part of the URL.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "server-variable-added",
    summary: "a variable of the base URL is new",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::ServerVariable)?;
    Some(Finding::new(format!("{} is new", code(new))).item("ClientBuilder"))
}
