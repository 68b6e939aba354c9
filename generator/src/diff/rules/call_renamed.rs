//! The struct of a call has another name; only who names it is hit.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "call-renamed",
    summary: "the struct of a call has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Call)?;
    if cx.successor_fits(delta) {
        return Some(Finding::silent());
    }
    let message = format!("its call {} is called {} now", code(old), code(new));
    Some(if cx.keeps_old_call(delta) {
        Finding::new(format!("{message}; the old name stays, deprecated")).level(Level::Minor).kind(Kind::Addition)
    } else {
        Finding::new(message)
    })
}
