//! A type has another name and holds the same, by its place or most of its members; one row for all who use it.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "type-renamed",
    summary: "a type has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    if delta.is(Aspect::Model) && delta.changed(Aspect::Model).is_some() {
        return Some(Finding::silent());
    }
    let (old, new) = delta.changed(Aspect::ModelName)?;
    if cx.keeps_old_name(delta) {
        let message = format!("is called {} now; the old name stays, deprecated", code(new));
        return Some(Finding::new(message).item(old).level(Level::Minor).kind(Kind::Addition));
    }
    Some(Finding::new(format!("is called {} now", code(new))).item(old))
}
