//! Choices → the `x-` members that the generator understands (`spec/README.md`).

use serde_json::{Map, Value, json};

use super::{Writer, words};

const RENAMES: &[&str] = &["renamed", "second", "type", "Other_name", "ship"];

impl Writer<'_> {
    pub(super) fn document_extensions(&mut self, document: &mut Map<String, Value>) {
        if self.choices.rarely() {
            document.insert("x-rate-limit".to_owned(), json!([{"requests": 50, "seconds": 1}]));
        }
        if self.choices.rarely() {
            let error = json!({"name": "ShipAsleep", "text": "the ship is asleep", "doc": self.text()});
            document.insert("x-known-errors".to_owned(), json!([error]));
        }
    }

    pub(super) fn property_extensions(&mut self, schema: &mut Value) {
        // Beside a reference these would be siblings of it.
        if !schema.is_object() || schema.get("$ref").is_some() {
            return;
        }
        let is_text = schema.get("type") == Some(&json!("string"));
        match self.choices.below(24) {
            16 => schema["x-name"] = words::pick(&mut self.choices, RENAMES).into(),
            17 if is_text => schema["x-id-type"] = json!("ShipId"),
            18 => schema["x-identity"] = json!(true),
            19 if is_text => schema["x-secret"] = json!(true),
            20 => schema["x-personal"] = json!(true),
            21 if !is_text => schema["x-empty-is-absent"] = json!(true),
            _ => {}
        }
    }

    pub(super) fn enum_extensions(&mut self, schema: &mut Value) {
        let count = schema["enum"].as_array().map_or(0, Vec::len);
        if self.choices.rarely() {
            let names: Vec<String> = (0..count).map(|index| format!("Value{index}")).collect();
            schema["x-enum-varnames"] = json!(names);
        }
        if self.choices.rarely() {
            let texts: Vec<String> = (0..count).map(|_| self.text()).collect();
            schema["x-enum-descriptions"] = json!(texts);
        }
    }

    pub(super) fn operation_extensions(&mut self, operation: &mut Value) {
        match self.choices.below(12) {
            5 => operation["x-group"] = words::pick(&mut self.choices, &["ships", "berths", "type"]).into(),
            6 => operation["x-method-name"] = words::pick(&mut self.choices, RENAMES).into(),
            7 => {
                operation["x-effect"] =
                    words::pick(&mut self.choices, &["read", "secret", "write", "destructive"]).into()
            }
            8 => operation["x-retry"] = json!({"on": [429], "reason": "refused by the gateway"}),
            9 => operation["x-deprecated-name"] = json!(["former_name"]),
            10 => operation["x-paging"] = self.paging(),
            _ => {}
        }
    }

    fn paging(&mut self) -> Value {
        match self.choices.below(5) {
            0 => json!({"style": "none"}),
            1 => {
                json!({"style": "offset", "parameter": "offset", "items": "items", "size": {"parameter": "limit", "max": 9}})
            }
            2 => json!({"style": "page", "parameter": "page", "first": 1, "items": "data"}),
            3 => json!({"style": "cursor", "parameter": "cursor", "cursor": "next", "items": "items"}),
            _ => json!({"style": "next", "link": "next", "items": "items", "identity": "id"}),
        }
    }
}
