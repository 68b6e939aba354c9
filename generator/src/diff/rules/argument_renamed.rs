//! An argument has another name: arguments are positional, so only readers notice.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "argument-renamed",
    summary: "an argument has another name",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    if delta.is(Aspect::Input) && cx.is_renamed_path_argument(delta) {
        return Some(Finding::new("a path argument has another name"));
    }
    let of_input = delta.is(Aspect::InputName) || delta.is(Aspect::InputType);
    if of_input && cx.is_renamed_path_argument(delta) {
        return Some(Finding::new("a path argument has another name"));
    }
    let (old, new) = delta.changed(Aspect::InputName).filter(|_| cx.role(delta) == Some("argument"))?;
    Some(Finding::new(format!("its argument {} is called {} now", code(old), code(new))))
}
