//! A schema of the document → random values that it allows.

use features_client::rt::serde_json::{Map, Value, json};

/// Numbers that repeat: a run that fails can be run again (xorshift, Marsaglia 2003).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let at = self.below(items.len());
        &items[at]
    }
}

/// What makes values.
pub(crate) struct Maker<'a> {
    pub(crate) schemas: &'a Value,
    pub(crate) random: Random,
    /// Whether values are made that the schema does not know: of open enumerations, which is no valid value.
    pub(crate) unknown: bool,
}

impl Maker<'_> {
    /// A value that the schema allows, or, if asked for, nearly.
    pub(crate) fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.value(&self.schemas[name].clone(), depth);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(members) = schema[key].as_array() {
                let member = self.random.of(members).clone();
                let value = self.value(&member, depth);
                return tagged(value, schema, &member);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts {
                whole.extend(self.value(part, depth).as_object().cloned().unwrap_or_default());
            }
            return Value::Object(whole);
        }
        if let Some(only) = schema.get("const") {
            return if self.unknown && self.random.chance(30) { json!("of tomorrow") } else { only.clone() };
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.one_of(values);
        }
        match self.kind(schema) {
            "null" => Value::Null,
            "boolean" => self.random.chance(50).into(),
            "integer" => self.integer(schema),
            "number" => self.random.of(&[json!(0), json!(-1.5), json!(1e300), json!(0.1), json!(7)]).clone(),
            "string" => self.text(schema["format"].as_str().unwrap_or_default()).into(),
            "array" => self.array(schema, depth),
            "object" => self.object(schema, depth),
            _ => self.free(2),
        }
    }

    fn kind<'s>(&mut self, schema: &'s Value) -> &'s str {
        match &schema["type"] {
            Value::String(kind) => kind,
            Value::Array(kinds) => self.random.of(kinds).as_str().unwrap_or_default(),
            _ => "",
        }
    }

    fn one_of(&mut self, values: &[Value]) -> Value {
        let value = self.random.of(values).clone();
        match value {
            Value::String(_) if self.unknown && self.random.chance(30) => json!("of tomorrow"),
            Value::Number(_) if self.unknown && self.random.chance(30) => json!(4711),
            value => value,
        }
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let least = schema["minimum"].as_i64();
        match schema["format"].as_str() {
            Some("int32") => self.random.of(&[i32::MIN, -1, 0, 1, i32::MAX]).to_owned().into(),
            _ if least == Some(0) => self.random.of(&[0, 1, u32::MAX]).to_owned().into(),
            _ => self.random.of(&[i64::MIN, -1, 0, 1, i64::MAX]).to_owned().into(),
        }
    }

    fn text(&mut self, format: &str) -> &'static str {
        let texts: &'static [&'static str] = match format {
            "date" => &["2024-02-29", "1999-12-31"],
            "date-time" => &["2024-02-29T23:59:59Z", "2021-05-11T19:45:19.123456+02:00"],
            "uuid" => &["6f1c7a9e-4d0c-4bd0-9a55-0b1df1a5c2a1", "6F1C7A9E-4D0C-4BD0-9A55-0B1DF1A5C2A1"],
            "uri" => &["https://a.example/b?c=d#e", "urn:x:y"],
            "decimal" => &["12.50", "-0.000000000000000000001", "99999999999999999999.99"],
            _ => &["", "a", "null", "ünï\u{1F415}", "line\nbreak\t\"quoted\" \\", "12"],
        };
        self.random.of::<&str>(texts)
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(first) = schema["prefixItems"].as_array() {
            return first.iter().map(|item| self.value(item, depth + 1)).collect();
        }
        let most = if depth > 3 { 1 } else { 4 };
        let count = self.random.below(most);
        (0..count).map(|_| self.value(&schema["items"], depth + 1)).collect()
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let likely = if depth > 1 { 15 } else { 60 };
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(&name.as_str()) || (depth < 5 && self.random.chance(likely)) {
                object.insert(name.clone(), self.value(property, depth + 1));
            }
        }
        if let Some(patterns) = schema["patternProperties"].as_object() {
            let pattern = patterns.values().next().cloned().unwrap_or_default();
            object.insert("x-length".to_owned(), self.value(&pattern, depth + 1));
        }
        let further = match &schema["additionalProperties"] {
            Value::Bool(false) => return Value::Object(object),
            Value::Object(_) => self.value(&schema["additionalProperties"], depth + 1),
            _ => self.free(2),
        };
        if self.random.chance(30) {
            object.insert("of tomorrow".to_owned(), further);
        }
        Value::Object(object)
    }

    /// Any JSON.
    fn free(&mut self, depth: usize) -> Value {
        match self.random.below(if depth == 0 { 4 } else { 6 }) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(-12.25),
            3 => json!("free"),
            4 => json!([self.free(depth - 1)]),
            _ => json!({ "deep": self.free(depth - 1) }),
        }
    }
}

/// The value with the text that names its member.
fn tagged(mut value: Value, schema: &Value, member: &Value) -> Value {
    let (property, mapping) = (&schema["discriminator"]["propertyName"], &schema["discriminator"]["mapping"]);
    let texts = mapping.as_object().into_iter().flatten();
    let text = texts.filter(|(_, target)| **target == member["$ref"]).map(|(text, _)| text.as_str()).next();
    if let (Some(property), Some(text), Value::Object(object)) = (property.as_str(), text, &mut value) {
        object.insert(property.to_owned(), text.into());
    }
    value
}
