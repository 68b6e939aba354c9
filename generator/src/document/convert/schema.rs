//! Schemas, key by key.

use openapiv3::{AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData};
use serde_json::Value;

use super::Convert;
use super::kind::{Bounds, kind};
use crate::document::path::Path;

impl Convert<'_> {
    /// A schema, or a reference to one.
    pub(super) fn schema(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Schema>> {
        self.reference_or(value, path, Self::schema_itself)
    }

    fn boxed_schema(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Box<Schema>>> {
        Some(match self.schema(value, path)? {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        })
    }

    /// A schema that is no reference.
    pub(super) fn schema_itself(&mut self, value: Value, path: &Path<'_>) -> Option<Schema> {
        let Value::Object(map) = value else {
            self.wrong_type(&value, "a schema", path);
            return None;
        };
        let mut data = SchemaData::default();
        let mut any = AnySchema::default();
        let mut bounds = Bounds::default();
        for (key, value) in map {
            let at = path.key(&key);
            let Some(value) = self.annotation(&mut data, &key, value, &at) else { continue };
            let Some(value) = self.constraint(&mut any, &mut bounds, &key, value, &at) else { continue };
            let Some(value) = self.subschema(&mut any, &key, value, &at) else { continue };
            match key.as_str() {
                "type" => any.typ = self.type_name(value, &mut any.format, &at),
                _ => self.rest(&mut data.extensions, key, value, path),
            }
        }
        let schema_kind = kind(any, bounds, &mut data.extensions);
        Some(Schema { schema_data: data, schema_kind })
    }

    /// What says something of a schema without constraining it; the value back if the key is none of these.
    fn annotation(&mut self, data: &mut SchemaData, key: &str, value: Value, at: &Path<'_>) -> Option<Value> {
        match key {
            "nullable" => data.nullable = self.boolean(&value, at).unwrap_or_default(),
            "readOnly" => data.read_only = self.boolean(&value, at).unwrap_or_default(),
            "writeOnly" => data.write_only = self.boolean(&value, at).unwrap_or_default(),
            "deprecated" => data.deprecated = self.boolean(&value, at).unwrap_or_default(),
            "externalDocs" => data.external_docs = self.external_docs(value, at),
            "example" => data.example = Some(value),
            "title" => data.title = self.text(value, at),
            "description" => data.description = self.text(value, at),
            "discriminator" => data.discriminator = self.discriminator(value, at),
            "default" => data.default = Some(value),
            _ => return Some(value),
        }
        None
    }

    fn constraint(
        &mut self,
        any: &mut AnySchema,
        bounds: &mut Bounds,
        key: &str,
        value: Value,
        at: &Path<'_>,
    ) -> Option<Value> {
        match key {
            "pattern" => any.pattern = self.text(value, at),
            "format" => any.format = self.text(value, at).or(any.format.take()),
            "minLength" => any.min_length = self.count(value, at),
            "maxLength" => any.max_length = self.count(value, at),
            "multipleOf" => bounds.multiple_of = self.number(value, at),
            "minimum" => bounds.minimum = self.number(value, at),
            "maximum" => bounds.maximum = self.number(value, at),
            "exclusiveMinimum" => any.exclusive_minimum = self.boolean(&value, at),
            "exclusiveMaximum" => any.exclusive_maximum = self.boolean(&value, at),
            "minProperties" => any.min_properties = self.count(value, at),
            "maxProperties" => any.max_properties = self.count(value, at),
            "minItems" => any.min_items = self.count(value, at),
            "maxItems" => any.max_items = self.count(value, at),
            "uniqueItems" => any.unique_items = self.boolean(&value, at),
            "required" => any.required = self.required(value, at),
            "enum" => any.enumeration = self.enumeration(value, at),
            _ => return Some(value),
        }
        None
    }

    fn subschema(&mut self, any: &mut AnySchema, key: &str, value: Value, at: &Path<'_>) -> Option<Value> {
        match key {
            "properties" => any.properties = self.named(value, at, Self::boxed_schema),
            "items" if value.is_array() => self.ignored(&value, "one schema", at),
            "items" => any.items = self.boxed_schema(value, at),
            "additionalProperties" => any.additional_properties = self.additional(value, at),
            "oneOf" => any.one_of = self.list(value, at, Self::schema),
            "allOf" => any.all_of = self.list(value, at, Self::schema),
            "anyOf" => any.any_of = self.list(value, at, Self::schema),
            "not" => any.not = self.schema(value, at).map(Box::new),
            _ => return Some(value),
        }
        None
    }

    fn additional(&mut self, value: Value, at: &Path<'_>) -> Option<AdditionalProperties> {
        match value {
            Value::Bool(allowed) => Some(AdditionalProperties::Any(allowed)),
            Value::String(_) => self.boolean(&value, at).map(AdditionalProperties::Any),
            Value::Null => None,
            value => self.schema(value, at).map(|schema| AdditionalProperties::Schema(Box::new(schema))),
        }
    }

    /// `required: true` in a property is a habit from before JSON Schema's draft 4: the list stands in the object.
    fn required(&mut self, value: Value, at: &Path<'_>) -> Vec<String> {
        if value.is_boolean() {
            self.ignored(&value, "the list of required properties", at);
            return Vec::new();
        }
        self.texts(value, at)
    }

    fn enumeration(&mut self, value: Value, at: &Path<'_>) -> Vec<Value> {
        match value {
            Value::Array(list) => list,
            other => {
                self.ignored(&other, "a list of values", at);
                Vec::new()
            }
        }
    }

    /// The discriminator; as mere text, as Swagger 2.0 had it, it is the property's name.
    fn discriminator(&mut self, value: Value, at: &Path<'_>) -> Option<Discriminator> {
        let mut out = Discriminator::default();
        if let Value::String(name) = value {
            self.d.note("text-as-object", at.pointer(), "the discriminator is taken as `propertyName`");
            out.property_name = name;
            return Some(out);
        }
        for (key, value) in self.object(value, at) {
            let at_key = at.key(&key);
            match key.as_str() {
                "propertyName" => out.property_name = self.text(value, &at_key).unwrap_or_default(),
                "mapping" => out.mapping = self.named(value, &at_key, Self::text),
                "defaultMapping" => {
                    let message = "a value whose discriminator names no member is kept as JSON, whatever the default";
                    self.d.note("keyword-not-carried", at_key.pointer(), message);
                }
                _ => self.rest(&mut out.extensions, key, value, at),
            }
        }
        if out.property_name.is_empty() {
            self.d.warning(
                "missing-key",
                at.pointer(),
                "a discriminator without `propertyName` tells nothing apart; it is left out",
                "add `propertyName`",
            );
            return None;
        }
        Some(out)
    }

    /// One of the types of JSON Schema. `file` is Swagger 2.0's for a binary body.
    fn type_name(&mut self, value: Value, format: &mut Option<String>, at: &Path<'_>) -> Option<String> {
        let name = self.text(value, at)?;
        match name.as_str() {
            "string" | "number" | "integer" | "boolean" | "object" | "array" => Some(name),
            "file" => {
                self.d.warning(
                    "unknown-type",
                    at.pointer(),
                    "the type `file` is Swagger 2.0's; it is taken as a binary string",
                    "write `type: string` and `format: binary`",
                );
                *format = Some("binary".to_owned());
                Some("string".to_owned())
            }
            _ => {
                let help = "write string, number, integer, boolean, object or array";
                // Names that other languages have for types are meant; a slip of the pen is not.
                if ELSEWHERE.contains(&name.to_ascii_lowercase().as_str()) {
                    let message = format!("{name:?} is no type; any value is taken");
                    self.d.warning("unknown-type", at.pointer(), message, help);
                } else {
                    self.d.error("unknown-type", at.pointer(), format!("{name:?} is no type"), help);
                }
                None
            }
        }
    }
}

/// Types of other languages that documents name.
const ELSEWHERE: &[&str] = &[
    "any",
    "bool",
    "byte",
    "bytes",
    "char",
    "date",
    "date-time",
    "datetime",
    "decimal",
    "dict",
    "double",
    "enum",
    "float",
    "int",
    "int32",
    "int64",
    "json",
    "list",
    "long",
    "none",
    "null",
    "number",
    "object",
    "map",
    "str",
    "string",
    "text",
    "time",
    "timestamp",
    "undefined",
    "unknown",
    "uri",
    "url",
    "uuid",
    "array",
    "boolean",
    "integer",
    "binary",
];
