//! A part of the request is written in another way; the client writes it so.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "encoding-changed",
    summary: "a part of a request is encoded in another way",
    client: Level::Patch,
    kind: Kind::Behaviour,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::Encoding)?;
    if delta.one_sided() {
        return Some(Finding::silent());
    }
    Some(Finding::new(format!("{} is sent as {} instead of {}", code(&delta.key), code(new), code(old))))
}
