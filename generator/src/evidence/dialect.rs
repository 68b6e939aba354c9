//! What 3.0 and 3.1 write differently: types, `null`, and several types at once.

use serde_json::{Map, Value, json};

use super::kind::Kind;

/// A schema object.
pub(crate) type Schema = Map<String, Value>;

/// Which form of schema object a document uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// 3.0: `nullable: true`, one type.
    Nullable,
    /// 3.1 and later: JSON Schema 2020-12, `type` may be an array.
    TypeArray,
}

impl Dialect {
    pub(crate) fn of(document: &Value) -> Self {
        match document.get("openapi").and_then(Value::as_str) {
            Some(version) if !version.starts_with("3.0") => Self::TypeArray,
            _ => Self::Nullable,
        }
    }

    /// Makes `null` a value of the schema.
    pub(crate) fn set_nullable(self, schema: &mut Schema) {
        match self {
            Self::Nullable => set_nullable_30(schema),
            Self::TypeArray => set_nullable_31(schema),
        }
    }

    /// A schema of which only `null` has been seen: it must admit null, and says nothing else.
    pub(crate) fn only_null(self) -> Schema {
        let mut schema = Schema::new();
        self.set_nullable(&mut schema);
        schema
    }
}

/// `nullable` beside a `$ref` would be ignored in 3.0 (Reference Object), so the reference moves into an `allOf`.
fn set_nullable_30(schema: &mut Schema) {
    if let Some(reference) = schema.shift_remove("$ref") {
        schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
    schema.insert("nullable".to_owned(), Value::Bool(true));
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        // 3.0.3: null must be listed in an enum to be allowed by it.
        values.push(Value::Null);
    }
}

fn set_nullable_31(schema: &mut Schema) {
    match schema.get_mut("type") {
        Some(Value::String(name)) => {
            let name = std::mem::take(name);
            schema.insert("type".to_owned(), json!([name, "null"]));
        }
        Some(Value::Array(names)) => names.push(json!("null")),
        _ => {
            if let Some(alternatives) = union_of(schema) {
                alternatives.push(json!({ "type": "null" }));
            } else if types(schema).is_empty() && is_bare(schema) {
                schema.insert("anyOf".to_owned(), json!([{ "type": "null" }, {}]));
            } else {
                let whole = Value::Object(std::mem::take(schema));
                schema.insert("anyOf".to_owned(), json!([whole, { "type": "null" }]));
                return;
            }
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

fn union_of(schema: &mut Schema) -> Option<&mut Vec<Value>> {
    let key = ["oneOf", "anyOf"].into_iter().find(|key| schema.contains_key(*key))?;
    if schema.contains_key("allOf") || schema.contains_key("$ref") {
        return None;
    }
    schema.get_mut(key)?.as_array_mut()
}

/// The types that a schema declares, `null` among them; empty where it declares none.
pub(crate) fn types(schema: &Schema) -> Vec<Kind> {
    match schema.get("type") {
        Some(Value::String(name)) => Kind::parse(name).into_iter().collect(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).filter_map(Kind::parse).collect(),
        _ if ["properties", "additionalProperties"].iter().any(|key| schema.contains_key(*key)) => {
            vec![Kind::Object]
        }
        _ => Vec::new(),
    }
}

/// Whether the schema itself admits `null`.
pub(crate) fn admits_null(schema: &Schema) -> bool {
    let listed =
        |key: &str| schema.get(key).and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null));
    let alternative = |key: &str| {
        let branches = schema.get(key).and_then(Value::as_array);
        branches.is_some_and(|branches| branches.iter().filter_map(Value::as_object).any(admits_null))
    };
    schema.get("nullable") == Some(&Value::Bool(true))
        || types(schema).contains(&Kind::Null)
        || listed("enum")
        || schema.get("const") == Some(&Value::Null)
        || alternative("oneOf")
        || alternative("anyOf")
}

/// Keys that say nothing of the type of a value.
const ANNOTATIONS: [&str; 12] = [
    "type",
    "description",
    "title",
    "example",
    "examples",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "$comment",
];

/// Whether nothing stands in the schema beside a type and annotations: the weakest claim there is. Empty `properties`
/// are what a converter makes of `{}`.
pub(crate) fn is_bare(schema: &Schema) -> bool {
    let empty = |value: &Value| value.as_object().is_some_and(Schema::is_empty);
    schema.iter().all(|(key, value)| {
        ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-") || (key == "properties" && empty(value))
    })
}
