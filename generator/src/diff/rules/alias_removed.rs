//! A method or type is not found under its former name any more.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "alias-removed",
    summary: "the alias of a former name is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    if let Some(old) = delta.lost(Aspect::FormerCall) {
        let again = cx.call_now(delta) == Some(old);
        let message = format!("its call is not found under its former name {} any more", code(old));
        return Some(if again { Finding::silent() } else { Finding::new(message) });
    }
    let old = delta.lost(Aspect::Former)?;
    Some(Finding::new(format!("is not found under its former name {} any more", code(old))))
}
