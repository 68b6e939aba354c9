//! A setter of the builder for a part of the URL is gone or has another name or default.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "server-variable-removed",
    summary: "a variable of the base URL is gone or different",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::Breaking,
    direction: Direction::Request,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::ServerVariable)?;
    let setter = |text: &str| text.split(',').next().unwrap_or(text).to_owned();
    let finding = Finding::new(format!("{} is {} now", code(old), code(new))).item("ClientBuilder");
    Some(if setter(old) == setter(new) { finding.kind(Kind::Behaviour) } else { finding })
}
