//! How settled an operation is (`x-stability-level`) changed.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-stability",
    summary: "the stability of an operation is lower, or says nothing one can rely on",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Thing(Kind::Operation, check)],
};

/// The least settled first.
const LEVELS: [&str; 4] = ["draft", "alpha", "beta", "stable"];

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let Some((old, new)) = thing.both() else { return };
    let (old, new) = (level(old), level(new));
    if old == new {
        return;
    }
    // What says nothing is stable.
    let known = |level: &Option<String>| {
        level.as_deref().map_or(Some(3), |level| LEVELS.iter().position(|known| *known == level))
    };
    let words = |level: &Option<String>| code(level.as_deref().unwrap_or("stable"));
    match (known(&old), known(&new)) {
        // A level that cannot be read cannot be compared, so the worst is assumed.
        (_, None) | (None, _) => {
            let message =
                format!("its stability is {} instead of {}; one of them is no level", words(&new), words(&old));
            says.add("invalid", Wire::Breaking, message);
        }
        (Some(was), Some(is)) if is < was => {
            says.add(
                "decreased",
                Wire::Breaking,
                format!("its stability is {} instead of {}", words(&new), words(&old)),
            );
        }
        _ => says.add(
            "increased",
            Wire::Compatible,
            format!("its stability is {} instead of {}", words(&new), words(&old)),
        ),
    }
}

fn level(operation: &serde_json::Value) -> Option<String> {
    Some(operation.get("x-stability-level")?.as_str()?.to_owned())
}

/// Whether an operation is announced as not settled.
pub(in crate::diff::wire) fn unsettled(operation: &serde_json::Value) -> bool {
    level(operation).is_some_and(|level| level == "draft" || level == "alpha")
}
