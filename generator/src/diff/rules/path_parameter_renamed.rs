//! A path parameter has another name in the template; arguments are positional.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "path-parameter-renamed",
    summary: "a path parameter has another name",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::PathNames)?;
    Some(Finding::new(format!("the path {} is written {} now", code(old), code(new))))
}
