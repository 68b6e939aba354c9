//! A property of a set can be queried that could not be; a new property of its rows says so itself.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "set-property-added",
    summary: "a property of a set can be queried",
    client: Level::Minor,
    kind: Kind::Addition,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let new = delta.gained(Aspect::SetProperty)?;
    Some(if cx.row_says(delta) { Finding::silent() } else { Finding::new(format!("queries can name {}", code(new))) })
}
