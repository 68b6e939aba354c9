//! `type` as a list (3.1) into one type, `nullable`, and `x-oas-types` where several remain.

use serde_json::{Map, Value};

use super::{Pass, carry, nullable};

/// Runs on schemas whose type is a list or `null`.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| key == "type" && (value.is_array() || value == "null"),
    run: |map, _, _| {
        let types = match map.shift_remove("type") {
            Some(Value::Array(list)) => list,
            Some(one) => vec![one],
            None => return,
        };
        let (null, mut other): (Vec<_>, Vec<_>) = types.into_iter().partition(|one| one == "null");
        if !null.is_empty() {
            nullable(map);
        }
        match other.len() {
            0 if null.is_empty() => {}
            0 => only_null(map),
            1 => drop(map.insert("type".to_owned(), other.remove(0))),
            _ => carry(map, "types", Value::Array(other)),
        }
    },
};

/// Nothing but null: said by a constant.
fn only_null(map: &mut Map<String, Value>) {
    map.shift_remove("enum");
    map.shift_remove("const");
    carry(map, "const", Value::Null);
}
