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
    let parts = [Aspect::Input, Aspect::InputName, Aspect::InputType];
    if parts.contains(&delta.aspect) && cx.is_renamed_path_argument(delta) {
        // It went under one name and came under the other, with all its parts: one row tells that.
        let now = delta.gained(Aspect::InputName);
        let row = |now| Finding::new(format!("a path argument is called {} now", code(now)));
        return Some(now.map_or_else(Finding::silent, row));
    }
    let (old, new) = delta.changed(Aspect::InputName).filter(|_| cx.role(delta) == Some("argument"))?;
    Some(Finding::new(format!("its argument {} is called {} now", code(old), code(new))))
}
