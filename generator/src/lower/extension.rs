//! `x-` keys of a document or overlay into the client choices they state.

use indexmap::IndexMap;
use openapiv3::Schema;
use serde_json::Value;

/// Extensions of an object.
pub(super) type Extensions = IndexMap<String, Value>;

/// An extension of a schema.
pub(super) fn schema<'a>(schema: &'a Schema, key: &str) -> Option<&'a Value> {
    schema.schema_data.extensions.get(key)
}

/// A text extension.
pub(super) fn text<'a>(extensions: &'a Extensions, key: &str) -> Option<&'a str> {
    extensions.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// A flag.
pub(super) fn flag(extensions: &Extensions, key: &str) -> Option<bool> {
    extensions.get(key).and_then(Value::as_bool)
}

/// `x-name` of a type: written as types are, with a capital. On an inline schema it names the type and not the property.
pub(super) fn type_name(extensions: &Extensions) -> Option<&str> {
    text(extensions, "x-name").filter(|name| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase())
    })
}

/// `x-name` of a property or parameter.
pub(super) fn member_name(extensions: &Extensions) -> Option<&str> {
    text(extensions, "x-name").filter(|name| type_name(extensions) != Some(name))
}
