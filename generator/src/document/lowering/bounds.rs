//! `exclusiveMinimum` and `exclusiveMaximum` as numbers (3.1) into 3.0's bound and a boolean.

use serde_json::{Map, Value};

use super::Pass;

/// Runs on schemas with a numeric exclusive bound.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| matches!(key, "exclusiveMinimum" | "exclusiveMaximum") && value.is_number(),
    run: |map, _, _| {
        lower(map, "exclusiveMinimum", "minimum", |exclusive, inclusive| exclusive >= inclusive);
        lower(map, "exclusiveMaximum", "maximum", |exclusive, inclusive| exclusive <= inclusive);
    },
};

/// Where both bounds stand, the tighter one remains.
fn lower(map: &mut Map<String, Value>, exclusive: &str, inclusive: &str, tighter: fn(f64, f64) -> bool) {
    let Some(bound) = map.get(exclusive).filter(|bound| bound.is_number()).cloned() else {
        return;
    };
    let other = map.get(inclusive).and_then(Value::as_f64);
    if bound.as_f64().zip(other).is_none_or(|(bound, other)| tighter(bound, other)) {
        map.insert(exclusive.to_owned(), Value::Bool(true));
        map.insert(inclusive.to_owned(), bound);
    } else {
        map.shift_remove(exclusive);
    }
}
