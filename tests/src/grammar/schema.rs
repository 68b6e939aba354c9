//! Choices → schemas.

use serde_json::{Map, Value, json};

use super::{Version, Writer, words};

/// Schemas end here: what lies deeper is a reference or a scalar.
const DEPTH: usize = 4;

const FORMATS: &[&str] = &[
    "date-time",
    "date",
    "uuid",
    "uri",
    "email",
    "byte",
    "binary",
    "password",
    "int-text",
    "bool-text",
    "decimal-text",
    "ipv4",
    "hostname",
    "duration",
    "time",
    "made-up",
    "",
];

impl Writer<'_> {
    /// A schema of `components`: never a bare reference, which could go in a circle. The first one is a plain object.
    pub(super) fn component_schema(&mut self, index: usize) -> Value {
        match self.choices.below(9) {
            _ if index == 0 => self.annotated(0, Self::object),
            0..=3 => self.annotated(0, Self::object),
            4 => self.annotated(0, Self::enumeration),
            5 => self.annotated(0, Self::union),
            6 => self.annotated(0, Self::all_of),
            7 => self.annotated(0, Self::array),
            _ => self.annotated(0, |writer, _| writer.scalar()),
        }
    }

    /// A schema anywhere.
    pub(super) fn schema(&mut self, depth: usize) -> Value {
        if depth >= DEPTH {
            return if self.choices.often() { self.reference() } else { self.scalar() };
        }
        match self.choices.below(17) {
            0..=2 => self.annotated(depth, |writer, _| writer.scalar()),
            3..=5 => self.reference(),
            6 | 7 => self.annotated(depth, Self::object),
            8 | 9 => self.annotated(depth, Self::array),
            10 => self.annotated(depth, Self::enumeration),
            11 => self.annotated(depth, Self::union),
            12 => self.annotated(depth, Self::all_of),
            13 => self.annotated(depth, |writer, _| writer.map_only()),
            14 => self.referenced_with_siblings(),
            15 => self.odd(depth),
            _ => json!({}),
        }
    }

    pub(super) fn reference(&mut self) -> Value {
        let index = self.choices.below(self.schemas.len());
        let name = self.schemas.get(index).map_or("Ship", String::as_str);
        json!({"$ref": pointer(name)})
    }

    /// The component that is a plain object: what applies together with it does not contradict it.
    fn base(&self) -> Value {
        json!({"$ref": pointer(self.schemas.first().map_or("Ship", String::as_str))})
    }

    fn referenced_with_siblings(&mut self) -> Value {
        let mut reference = self.reference();
        match self.choices.below(4) {
            0 => reference["description"] = self.text().into(),
            1 => reference["nullable"] = true.into(),
            2 => reference["readOnly"] = true.into(),
            _ => {
                reference = self.base();
                reference["properties"] = json!({"beside": {"type": "string"}});
            }
        }
        reference
    }

    /// Type `string`, `integer`, `number` or `boolean`, with what goes with it.
    pub(super) fn scalar(&mut self) -> Value {
        match self.choices.below(9) {
            0 => json!({"type": "string"}),
            1 | 2 => json!({"type": "string", "format": words::pick(&mut self.choices, FORMATS)}),
            3 => json!({"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^[a-z]{1,8}\\d*$"}),
            4 => json!({"type": "integer", "format": (["int32", "int64", "uint8", ""])[self.choices.below(4)]}),
            5 => json!({"type": "integer", "minimum": self.choices.below(3), "maximum": 300, "multipleOf": 1}),
            6 => json!({"type": "number", "format": (["double", "float", "decimal"])[self.choices.below(3)]}),
            7 => json!({"type": "boolean"}),
            _ => json!({"type": "number", "minimum": -1.5, "exclusiveMaximum": self.exclusive()}),
        }
    }

    fn exclusive(&self) -> Value {
        if self.version == Version::V30 { json!(true) } else { json!(9.5) }
    }

    fn object(&mut self, depth: usize) -> Value {
        self.object_of(depth, "")
    }

    /// An object whose properties end so: those of several that apply together do not contradict each other.
    fn object_of(&mut self, depth: usize, end: &str) -> Value {
        let mut properties = Map::new();
        let mut required: Vec<Value> = Vec::new();
        for _ in 0..self.choices.below(6) {
            let name = format!("{}{end}", words::pick(&mut self.choices, words::MEMBERS));
            let mut schema = self.schema(depth + 1);
            self.property_extensions(&mut schema);
            if self.choices.often() && !required.contains(&Value::from(name.as_str())) {
                required.push(name.as_str().into());
            }
            properties.insert(name, schema);
        }
        if self.choices.rarely() {
            required.push("undeclared".into());
        }
        let mut schema = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        match self.choices.below(8) {
            0..=3 => {}
            4 => schema["additionalProperties"] = false.into(),
            5 => schema["additionalProperties"] = true.into(),
            6 => schema["additionalProperties"] = self.schema(depth + 1),
            _ if self.version >= Version::V31 => {
                schema["patternProperties"] = json!({"^x-": self.schema(depth + 1)});
                schema["propertyNames"] = json!({"pattern": "^[a-z-]+$"});
            }
            _ => schema["maxProperties"] = 9.into(),
        }
        schema
    }

    fn map_only(&mut self) -> Value {
        json!({"type": "object", "additionalProperties": self.schema(DEPTH - 1)})
    }

    fn array(&mut self, depth: usize) -> Value {
        match (self.choices.below(6), self.version) {
            (0, _) => json!({"type": "array", "items": {}}),
            (1, Version::V31 | Version::V32) => {
                let first = self.schema(depth + 1);
                json!({"type": "array", "prefixItems": [first, {"type": "integer"}], "items": self.choices.often()})
            }
            (2, _) => json!({"type": "array", "items": self.schema(depth + 1), "minItems": 1, "uniqueItems": true}),
            _ => json!({"type": "array", "items": self.schema(depth + 1)}),
        }
    }

    fn enumeration(&mut self, _: usize) -> Value {
        match self.choices.below(7) {
            0..=2 => {
                let mut values = self.some(6, |writer| Value::from(words::pick(&mut writer.choices, words::VALUES)));
                values.push("small".into());
                let mut schema = json!({"type": "string", "enum": values});
                self.enum_extensions(&mut schema);
                schema
            }
            3 => json!({"type": "integer", "enum": [1, 2, -3, 1, i64::MAX]}),
            4 => json!({"enum": ["a", 1, null, true, 2.5, {"b": []}]}),
            5 if self.version >= Version::V31 => json!({"const": self.value(1)}),
            5 => json!({"type": "number", "enum": [1.5, 2, -0.0]}),
            _ => json!({"type": "string", "nullable": true, "enum": ["a", null, "A"]}),
        }
    }

    fn union(&mut self, depth: usize) -> Value {
        let keyword = if self.choices.often() { "oneOf" } else { "anyOf" };
        let mut members: Vec<Value> = match self.choices.below(3) {
            0 => self.some(4, Self::reference),
            _ => self.some(4, |writer| writer.schema(depth + 1)),
        };
        members.push(self.scalar());
        let mut schema = json!({keyword: members});
        if self.choices.rarely() {
            schema[keyword] = Value::Array(self.schemas.iter().map(|name| json!({"$ref": pointer(name)})).collect());
            schema["discriminator"] = json!({"propertyName": "kind", "mapping": self.mapping()});
        }
        match self.choices.below(6) {
            4 => schema["properties"] = json!({"beside": self.schema(depth + 1)}),
            5 if self.version >= Version::V31 => {
                if let Some(members) = schema[keyword].as_array_mut() {
                    members.push(json!({"type": "null"}));
                }
            }
            _ => {}
        }
        schema
    }

    fn mapping(&mut self) -> Value {
        let names = self.schemas.clone();
        let entry =
            |name: String| (words::pick(&mut self.choices, words::VALUES).to_owned(), Value::from(pointer(&name)));
        Value::Object(names.into_iter().map(entry).collect())
    }

    fn all_of(&mut self, depth: usize) -> Value {
        let mut parts = vec![self.object_of(depth + 1, " in all")];
        if self.choices.often() {
            parts.push(self.base());
        }
        if self.choices.rarely() {
            parts.push(self.object_of(depth + 1, " too"));
        }
        let mut schema = json!({"allOf": parts});
        if self.choices.rarely() {
            schema["properties"] = json!({"beside": self.schema(depth + 1)});
            schema["required"] = json!(["beside"]);
        }
        schema
    }

    /// Keywords that a client cannot carry, and forms of 3.1 alone.
    fn odd(&mut self, depth: usize) -> Value {
        let inner = self.schema(depth + 1);
        if self.version == Version::V30 {
            return json!({"not": inner});
        }
        match self.choices.below(9) {
            0 => json!({"type": ["string", "null"]}),
            1 => json!({"type": ["string", "integer", "object", "array"], "properties": {"a": inner}}),
            2 => json!(true),
            3 => json!({"if": inner, "then": {"type": "object"}, "else": {}}),
            4 => json!({"type": "object", "dependentSchemas": {"a": inner}, "unevaluatedProperties": false}),
            5 => json!({"$defs": {"Inner": inner}, "type": "object", "properties": {"in": {"type": "integer"}}}),
            6 => json!({"type": "null"}),
            7 => json!({"type": "array", "contains": inner, "minContains": 1}),
            _ => json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
        }
    }

    /// What may stand beside any of them.
    fn annotated(&mut self, depth: usize, make: impl FnOnce(&mut Self, usize) -> Value) -> Value {
        let mut schema = make(self, depth);
        match self.choices.below(14) {
            6 => schema["description"] = self.text().into(),
            7 => schema["title"] = words::pick(&mut self.choices, words::MEMBERS).into(),
            8 => schema["deprecated"] = true.into(),
            9 => default(&mut schema),
            10 => schema["example"] = self.value(2),
            11 if self.version == Version::V30 => schema["nullable"] = true.into(),
            11 => schema["examples"] = json!([self.value(2)]),
            12 => schema["readOnly"] = true.into(),
            13 => schema["writeOnly"] = true.into(),
            _ => {}
        }
        schema
    }
}

/// A default that is a value of the type: others are refused elsewhere.
fn default(schema: &mut Value) {
    let is_plain = ["enum", "format", "pattern"].iter().all(|key| schema.get(key).is_none());
    let value = match schema.get("type").and_then(Value::as_str) {
        Some("string") if is_plain => json!("\"quoted\" */"),
        Some("integer" | "number") if is_plain => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        _ => return,
    };
    schema["default"] = value;
}

fn pointer(name: &str) -> String {
    format!("#/components/schemas/{name}")
}
