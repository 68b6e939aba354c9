//! Something is called deprecated: builds that deny warnings fail until its users move on.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "deprecated",
    summary: "something is deprecated now",
    client: Level::Minor,
    kind: Kind::Documentation,
    wire: Wire::Compatible,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let aspects = [Aspect::Deprecated, Aspect::InputDeprecated, Aspect::ModelDeprecated, Aspect::MemberDeprecated];
    let (_, new) = aspects.iter().find_map(|aspect| delta.values(*aspect))?;
    let what = if delta.key.is_empty() { "it".to_owned() } else { code(&delta.key) };
    match new {
        _ if delta.one_sided() => Some(Finding::silent()),
        "true" => Some(Finding::new(format!("{what} is deprecated now"))),
        _ => Some(Finding::new(format!("{what} is not deprecated any more")).level(Level::Patch)),
    }
}
