//! A keyword that no other rule reads changed: what it means is not known, so it is judged by its coming or going.

use std::collections::BTreeSet;

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, code, schema, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-keyword",
    summary: "a keyword with no rule of its own came, went or changed",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

/// Keywords that other rules or the walk read.
const READ: &[&str] = &[
    "$ref",
    "$defs",
    "$anchor",
    "$dynamicAnchor",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
];

fn check<'a>(pair: &SchemaPair<'a>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    let read = |key: &str| key.starts_with("x-") || READ.contains(&key) || schema::ANNOTATIONS.contains(&key);
    let keys = |schema: &schema::Schema<'a>| {
        let all = schema.parts.iter().filter_map(|part| part.value.as_object()).flat_map(|keys| keys.keys());
        all.map(String::as_str).filter(|key| !read(key)).collect::<BTreeSet<&'a str>>()
    };
    for key in keys(pair.old).union(&keys(pair.new)) {
        let name = code(key);
        match (pair.old.get(key), pair.new.get(key)) {
            (None, Some(_)) => says.add("added", pair.at.narrowed(), format!("{it} has {name} now")),
            (Some(_), None) => says.add("removed", pair.at.widened(), format!("{it} has no {name} any more")),
            (Some(old), Some(new)) if old != new => {
                says.add("changed", pair.at.changed(), format!("{name} of {it} is another"))
            }
            _ => {}
        }
    }
}
