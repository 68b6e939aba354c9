//! Keywords of JSON Schema 2020-12 that 3.0 has no key for into `x-oas-` keys.

use serde_json::Value;

use super::{Pass, carried_key};

/// What travels. Those that bind a client's types come first; the others are there for whoever reads the schema whole.
pub(super) const KEYWORDS: &[&str] = &[
    "contentMediaType",
    "contentEncoding",
    "contentSchema",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contains",
    "minContains",
    "maxContains",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "$id",
    "$schema",
    "$anchor",
    "$comment",
    "$dynamicRef",
    "$dynamicAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
    "xml",
];

/// Of these, what constrains values beyond what a type can say.
const CONSTRAINTS: &[&str] = &[
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "if",
];

/// Runs on schemas with such a keyword. Their subschemas are lowered already.
pub(super) const PASS: Pass = Pass {
    wanted: |key, _| KEYWORDS.contains(&key),
    run: |map, path, d| {
        for key in map.keys().filter(|key| CONSTRAINTS.contains(&key.as_str())) {
            let message = format!("what `{key}` asks of a value is not checked by the client");
            d.note("keyword-not-carried", path.key(key).pointer(), message);
        }
        let rename = |(key, value): (String, Value)| {
            let key = if KEYWORDS.contains(&key.as_str()) { carried_key(&key) } else { key };
            (key, value)
        };
        *map = std::mem::take(map).into_iter().map(rename).collect();
    },
};
