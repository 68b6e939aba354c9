//! `patternProperties` (3.1) into `additionalProperties`: a further member is of the type of one of the patterns.
//! Which names go with which type is noted.

use serde_json::Value;

use super::Pass;
use super::tuple::{nothing_fits, one_of};

/// Runs on schemas with patterns for the names of their properties.
pub(super) const PASS: Pass = Pass {
    wanted: |key, value| key == "patternProperties" && value.is_object(),
    run: |map, path, d| {
        let Some(Value::Object(patterns)) = map.shift_remove("patternProperties") else { return };
        let mut message = "which names `patternProperties` allows is not checked by the client".to_owned();
        let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
        match map.shift_remove("additionalProperties") {
            Some(Value::Bool(false)) => {}
            Some(Value::Object(rest)) if nothing_fits(&rest) => {}
            Some(Value::Object(rest)) if !rest.is_empty() => schemas.push(Value::Object(rest)),
            // Where nothing is said of other names, the patterns are what the author had in mind.
            _ => message.push_str("; members of other names are read as those of the patterns"),
        }
        d.note("not-carried", path.key("patternProperties").pointer(), message);
        if !schemas.is_empty() {
            map.insert("additionalProperties".to_owned(), one_of(schemas));
        }
    },
};

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::document::path::Path;

    fn lowered(mut schema: Value) -> Value {
        if let Value::Object(map) = &mut schema {
            let map: &mut Map<String, Value> = map;
            (PASS.run)(map, &Path::ROOT, &mut Diagnostics::new());
        }
        schema
    }

    #[test]
    fn a_further_member_is_of_the_type_of_a_pattern() {
        let (text, number) = (json!({"type": "string"}), json!({"type": "number"}));
        assert_eq!(
            lowered(json!({"patternProperties": {"^a": text}, "additionalProperties": false})),
            json!({"additionalProperties": text})
        );
        assert_eq!(
            lowered(json!({"patternProperties": {"^a": text}, "additionalProperties": number})),
            json!({"additionalProperties": {"anyOf": [text, number]}})
        );
    }
}
