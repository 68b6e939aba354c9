//! Only words or examples changed.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "docs-changed",
    summary: "words or examples changed",
    client: Level::Patch,
    kind: Kind::Documentation,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let aspects = [
        Aspect::About,
        Aspect::GroupDocs,
        Aspect::OperationDocs,
        Aspect::InputDocs,
        Aspect::ReplyDocs,
        Aspect::ModelDocs,
        Aspect::SetDocs,
        Aspect::MemberDocs,
    ];
    if !aspects.contains(&delta.aspect) {
        return None;
    }
    if delta.one_sided() {
        return Some(Finding::silent());
    }
    let what = if delta.key.is_empty() { String::new() } else { format!(" of {}", code(&delta.key)) };
    Some(Finding::new(format!("words or examples{what} changed")))
}
