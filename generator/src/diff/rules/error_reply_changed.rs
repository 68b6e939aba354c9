//! The document lists other error statuses; the client reports every error alike.

use super::{Aspect, Cx, Delta, Finding, Rule, code};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "error-reply-changed",
    summary: "an error status is new, gone or different",
    client: Level::None,
    kind: Kind::Documentation,
    wire: Wire::Compatible,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.values(Aspect::ErrorReply)?;
    Some(Finding::new(format!("the error {} answers {} instead of {}", delta.key, code(new), code(old))))
}
