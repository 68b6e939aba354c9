//! `null` among the values of an `enum` into `nullable`.

use serde_json::Value;

use super::{Pass, carry, nullable};

/// Runs on schemas with an `enum` that holds null.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| key == "enum" && value.as_array().is_some_and(|list| list.iter().any(Value::is_null)),
    run: |map, _, _| {
        let Some(Value::Array(list)) = map.get_mut("enum") else {
            return;
        };
        list.retain(|value| !value.is_null());
        let nothing_left = list.is_empty();
        nullable(map);
        if nothing_left {
            map.shift_remove("enum");
            carry(map, "const", Value::Null);
        }
    },
};
