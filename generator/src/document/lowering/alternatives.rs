//! `null` as one alternative of an `anyOf` or `oneOf` into `nullable`; a single alternative that is left takes the schema's place.

use serde_json::{Map, Value, json};

use super::{Pass, nullable};

/// Runs on schemas with alternatives, of which the inner ones are lowered already.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| {
        matches!(key, "anyOf" | "oneOf") && value.as_array().is_some_and(|list| list.iter().any(is_null))
    },
    run: |map, _, _| {
        for key in ["anyOf", "oneOf"] {
            let Some(Value::Array(list)) = map.get_mut(key) else {
                continue;
            };
            let before = list.len();
            list.retain(|alternative| !is_null(alternative));
            if list.len() == before {
                continue;
            }
            match list.len() {
                0 => drop(map.shift_remove(key)),
                1 => replace(map, key),
                _ => {}
            }
            nullable(map);
        }
    },
};

/// A schema that allows nothing but null, in the form that [`super::types`] and [`super::null_enum`] leave.
fn is_null(schema: &Value) -> bool {
    schema.as_object().is_some_and(|map| {
        map.get("x-oas-const").is_some_and(Value::is_null)
            || map.get("const").is_some_and(Value::is_null)
            || is_null_of_3_0(map)
    })
}

/// OpenAPI 3.0 has no type for null alone; documents write it as an object that may be null and says nothing else.
fn is_null_of_3_0(map: &Map<String, Value>) -> bool {
    map.get("nullable").is_some_and(|nullable| nullable == true)
        && map.get("type").is_none_or(|ty| ty == "object")
        && map.keys().all(|key| matches!(key.as_str(), "nullable" | "type" | "title" | "description" | "example"))
}

/// The one alternative that is left, in place of the list: its keys beside the others, or a part of `allOf` where they clash.
fn replace(map: &mut Map<String, Value>, key: &str) {
    let Some(Value::Array(mut list)) = map.shift_remove(key) else {
        return;
    };
    let Some(alternative) = list.pop() else {
        return;
    };
    match alternative {
        Value::Object(inner) if !inner.contains_key("$ref") && inner.keys().all(|key| !map.contains_key(key)) => {
            map.extend(inner);
        }
        other => match map.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.push(other),
            _ => drop(map.insert("allOf".to_owned(), json!([other]))),
        },
    }
}
