//! A call asks for one more argument.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "argument-added",
    summary: "a required argument is new",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let role = delta.gained(Aspect::Input).filter(|role| *role == "argument")?;
    // The same place of a path under another name is the same argument.
    let moved = cx.is_renamed_path_argument(delta);
    (!moved).then(|| Finding::new(format!("asks for one more {role}, {}", code(&delta.key))))
}
