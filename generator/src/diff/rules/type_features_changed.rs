//! A type is not compiled for the feature of a group any more, since that group does not use it. Programs that name their
//! features and this one among them do not find it; those with the default features do not notice.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "type-features-changed",
    summary: "a type is not compiled for a feature any more",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Both,
    check,
};

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    delta.values(Aspect::Gate)?;
    let gate = |value: Option<&str>| value.map(|all| all.split(", ").map(str::to_owned).collect::<Vec<_>>());
    let (old, new) = (gate(delta.old_value()), gate(delta.new_value()));
    // A type without features is compiled for every one; where no group has one, nobody chose any.
    let had = old.unwrap_or_else(|| cx.old.surface.features.clone());
    let Some(has) = new else { return Some(Finding::silent()) };
    // A feature that is called otherwise is no other feature, and one that is gone is told by what it was for.
    let now = had
        .iter()
        .map(|feature| cx.feature_now(feature))
        .filter(|now| cx.new.surface.features.iter().any(|it| it == now));
    let lost: Vec<String> = now.filter(|now| !has.iter().any(|feature| feature == now)).map(code).collect();
    if lost.is_empty() {
        return Some(Finding::silent());
    }
    let word = if lost.len() == 1 { "feature" } else { "features" };
    Some(Finding::new(format!("is not compiled for the {word} {} any more", lost.join(", "))))
}
