//! A type is compiled for other features, since other groups use it. Programs with the default features do not notice.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "type-features-changed",
    summary: "a type is compiled for other features",
    client: Level::Patch,
    kind: Kind::Behaviour,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::Gate)?;
    let wider = delta.lost(Aspect::Gate).is_some()
        || (!delta.one_sided() && old.split(", ").all(|feature| new.split(", ").any(|other| other == feature)));
    if wider {
        let message = if new == "–" { "all features".to_owned() } else { code(new) };
        return Some(Finding::new(format!("is compiled for {message}")).level(Level::None));
    }
    let old = if old == "–" { "any".to_owned() } else { code(old) };
    Some(Finding::new(format!("is compiled only for the features {}, not for {old}", code(new))))
}
