//! A call sends other credentials; one more alternative hurts nobody.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "security-changed",
    summary: "the credentials of a call changed",
    client: Level::Major,
    kind: Kind::Behaviour,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Security)?;
    let kept = old.split(" or ").all(|one| new.split(" or ").any(|other| one == other)) || new == "none";
    let finding = Finding::new(format!("asks for {} instead of {}", code(new), code(old)));
    Some(if kept { finding.level(Level::Minor).wire(Wire::Compatible) } else { finding })
}
