//! A bound is wider or narrower: of numbers, of lengths, of how many.

use serde_json::Value;

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, code, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-limit",
    summary: "a bound of a value is wider or narrower",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

/// Keyword, whether it is an upper bound, and its cases: wider, narrower, there now, gone.
const LIMITS: &[(&str, bool, [&str; 4])] = &[
    ("maximum", true, ["max-increased", "max-decreased", "max-set", "max-unset"]),
    ("maxLength", true, ["max-length-increased", "max-length-decreased", "max-length-set", "max-length-unset"]),
    ("maxItems", true, ["max-items-increased", "max-items-decreased", "max-items-set", "max-items-unset"]),
    (
        "maxProperties",
        true,
        ["max-properties-increased", "max-properties-decreased", "max-properties-set", "max-properties-unset"],
    ),
    (
        "exclusiveMaximum",
        true,
        ["exclusive-max-increased", "exclusive-max-decreased", "exclusive-max-set", "exclusive-max-unset"],
    ),
    ("minimum", false, ["min-decreased", "min-increased", "min-set", "min-unset"]),
    ("minLength", false, ["min-length-decreased", "min-length-increased", "min-length-set", "min-length-unset"]),
    ("minItems", false, ["min-items-decreased", "min-items-increased", "min-items-set", "min-items-unset"]),
    (
        "minProperties",
        false,
        ["min-properties-decreased", "min-properties-increased", "min-properties-set", "min-properties-unset"],
    ),
    (
        "exclusiveMinimum",
        false,
        ["exclusive-min-decreased", "exclusive-min-increased", "exclusive-min-set", "exclusive-min-unset"],
    ),
];

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    for (keyword, upper, [wider, narrower, set, unset]) in LIMITS {
        let bound = |value: Option<&Value>| value.and_then(|value| bound(value, *upper));
        let (old, new) = (bound(pair.old.get(keyword)), bound(pair.new.get(keyword)));
        if old == new {
            continue;
        }
        let name = code(keyword);
        match (old, new) {
            (None, Some(new)) => says.add(set, pair.at.narrowed(), format!("{name} of {it} is {new} now")),
            (Some(old), None) => says.add(unset, pair.at.widened(), format!("{name} of {it} is not {old} any more")),
            (Some(old), Some(new)) => {
                let is_wider = if *upper { new > old } else { new < old };
                let (action, wire) = if is_wider { (wider, pair.at.widened()) } else { (narrower, pair.at.narrowed()) };
                says.add(action, wire, format!("{name} of {it} is {new} instead of {old}"));
            }
            (None, None) => {}
        }
    }
}

/// The number; nothing where the bound bounds nothing. `exclusiveMaximum: true` of OpenAPI 3.0 counts as 1, so that
/// setting it is narrower.
fn bound(value: &Value, upper: bool) -> Option<f64> {
    match value {
        Value::Bool(true) => Some(if upper { -1.0 } else { 1.0 }),
        other => other.as_f64().filter(|bound| upper || *bound != 0.0 || other.is_f64()),
    }
}
