//! Bounds, patterns or a default of an input changed: the client sends what it is given, so the server decides.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "constraints-changed",
    summary: "bounds or a default of an input changed",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let aspects = [Aspect::InputConstraints, Aspect::InputDefault, Aspect::Default];
    let (old, new) = aspects.iter().find_map(|aspect| delta.values(*aspect))?;
    if delta.one_sided() {
        return Some(Finding::silent());
    }
    Some(Finding::new(format!("{}: {} instead of {}", code(&delta.key), code(new), code(old))))
}
