//! The same operation is called by another method name.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "method-renamed",
    summary: "a method has another name",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.changed(Aspect::Method)?;
    // Where something else has the name that it had, programs compile if that takes and gives the same.
    if cx.also(delta, Aspect::Group) || cx.successor_fits(delta) {
        return Some(Finding::silent());
    }
    let (old, new) = (cx.old_method(delta.subject)?, cx.item(delta.subject));
    let finding = Finding::new(format!("is called {} now", code(&new))).item(&old);
    Some(if cx.keeps_old_name(delta) {
        Finding { message: format!("{}; the old name stays, deprecated", finding.message), ..finding }
            .level(Level::Minor)
            .kind(Kind::Addition)
    } else {
        finding
    })
}
