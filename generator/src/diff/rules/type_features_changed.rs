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

fn check(cx: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::Gate)?;
    let kept = |feature: &str| new.split(", ").any(|other| other == feature);
    // A feature that is called otherwise is no other feature.
    let wider = delta.lost(Aspect::Gate).is_some()
        || (!delta.one_sided() && old.split(", ").all(|feature| kept(cx.feature_now(feature))));
    // Nobody chose features where there were none.
    if wider || cx.old.surface.features.is_empty() {
        return Some(Finding::silent());
    }
    Some(Finding::new(format!("is compiled for the features {} alone", code(new))))
}
