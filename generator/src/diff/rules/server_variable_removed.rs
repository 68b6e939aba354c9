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
    let default = |text: &str| text.split_once(", by default ").map_or("none".to_owned(), |(_, default)| code(default));
    let item = |text: &str| format!("ClientBuilder.{}", setter(text));
    Some(if setter(old) == setter(new) {
        let message = format!("is {} by default instead of {}", default(new), default(old));
        Finding::new(message).item(&item(old)).kind(Kind::Behaviour)
    } else if delta.one_sided() {
        Finding::new("is gone").item(&item(old))
    } else {
        Finding::new(format!("is called {} now", code(&setter(new)))).item(&item(old))
    })
}
