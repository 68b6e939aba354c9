//! `prefixItems` (3.1) into `items`: an element is of the type of one of the places. Which place holds which is what a
//! Rust list cannot say, so it is noted.

use serde_json::{Map, Value, json};

use super::Pass;

/// Runs on schemas of tuples.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| key == "prefixItems" && value.is_array(),
    run: |map, path, d| {
        let Some(Value::Array(mut places)) = map.shift_remove("prefixItems") else { return };
        let count = places.len();
        let mut message = format!("which of the {count} places of the tuple holds which value is not checked");
        match map.shift_remove("items") {
            // No more elements than places.
            Some(Value::Object(rest)) if nothing_fits(&rest) => {}
            Some(rest) => places.push(rest),
            None => message.push_str("; further elements are read as those of the places"),
        }
        d.note("not-carried", path.key("prefixItems").pointer(), message);
        map.insert("items".to_owned(), one_of(places));
        map.entry("type").or_insert_with(|| json!("array"));
    },
};

/// A schema for values of any of these.
pub(super) fn one_of(mut schemas: Vec<Value>) -> Value {
    let mut distinct: Vec<Value> = Vec::new();
    for schema in schemas.drain(..) {
        if !distinct.contains(&schema) {
            distinct.push(schema);
        }
    }
    if distinct.len() == 1 { distinct.swap_remove(0) } else { json!({ "anyOf": distinct }) }
}

/// `false` as [`super::boolean_schema`] writes it.
pub(super) fn nothing_fits(schema: &Map<String, Value>) -> bool {
    schema.len() == 1 && schema.get("not").is_some_and(|not| not.as_object().is_some_and(Map::is_empty))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::document::path::Path;

    fn lowered(mut schema: Value) -> Value {
        if let Value::Object(map) = &mut schema {
            (PASS.run)(map, &Path::ROOT, &mut Diagnostics::new());
        }
        schema
    }

    #[test]
    fn an_element_is_of_the_type_of_a_place() {
        let (text, number) = (json!({"type": "string"}), json!({"type": "number"}));
        assert_eq!(
            lowered(json!({"prefixItems": [text, text], "items": {"not": {}}})),
            json!({"items": text, "type": "array"})
        );
        assert_eq!(
            lowered(json!({"type": "array", "prefixItems": [text], "items": number})),
            json!({"type": "array", "items": {"anyOf": [text, number]}})
        );
    }
}
