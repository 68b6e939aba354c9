//! A `$ref` with keys beside it (3.1) into an `allOf` of the reference and those keys: `openapiv3` would drop them.

use serde_json::{Value, json};

use super::Pass;

/// Runs on schemas with a reference; elsewhere a reference object holds `summary` and `description` only, which say nothing to a client.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| key == "$ref" && value.is_string(),
    run: |map, _, _| {
        if map.len() == 1 {
            return;
        }
        let Some(reference) = map.shift_remove("$ref") else {
            return;
        };
        let part = json!({ "$ref": reference });
        match map.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.insert(0, part),
            _ => drop(map.insert("allOf".to_owned(), json!([part]))),
        }
    },
};
