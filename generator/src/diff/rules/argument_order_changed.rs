//! The arguments that both versions have stand in another order: with equal types it compiles and sends the wrong thing.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "argument-order-changed",
    summary: "the order of arguments changed",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::ArgumentOrder)?;
    let both = |one: &str, other: &str| -> Vec<String> {
        let other: Vec<&str> = other.split(", ").collect();
        one.split(", ").filter(|key| other.contains(key)).map(str::to_owned).collect()
    };
    if both(old, new) == both(new, old) {
        return Some(Finding::silent());
    }
    Some(Finding::new(format!("takes its arguments in another order: {} instead of {}", code(new), code(old))))
}
