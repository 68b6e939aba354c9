//! A call asks for one argument less.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "argument-removed",
    summary: "a required argument is gone",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Compatible,
    direction: Direction::Request,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.lost(Aspect::Input).filter(|role| *role == "argument")?;
    let moved = cx.is_renamed_path_argument(delta);
    (!moved).then(|| Finding::new(format!("the argument {} is gone", code(&delta.key))))
}
