//! `examples` of a schema (3.1) into 3.0's `example`, all of them under `x-oas-examples`.

use serde_json::Value;

use super::{Pass, carry};

/// Runs on schemas with a list of examples; other objects have named examples, which 3.0 knows.
pub(super) const PASS: Pass = Pass {
    wanted: |key, _| key == "examples",
    run: |map, _, _| {
        let Some(examples) = map.shift_remove("examples") else {
            return;
        };
        // An object of named examples is found in the wild, where a list is meant.
        let list = match &examples {
            Value::Array(list) => list.first().cloned(),
            Value::Object(named) => named.values().next().map(|one| one.get("value").unwrap_or(one).clone()),
            other => Some(other.clone()),
        };
        if let Some(first) = list
            && !map.contains_key("example")
        {
            map.insert("example".to_owned(), first);
        }
        carry(map, "examples", examples);
    },
};
