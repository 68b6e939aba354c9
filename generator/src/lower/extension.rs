//! `x-` keys of a document or overlay into the client choices they state.

use indexmap::IndexMap;
use openapiv3::Schema;
use serde_json::Value;

use super::Lowerer;

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

impl Lowerer<'_, '_> {
    /// `x-deprecated-name`: one name that this had, or several.
    pub(super) fn former(&mut self, extensions: &Extensions, at: &str) -> Vec<String> {
        let name = |value: &Value| value.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        let names = match extensions.get("x-deprecated-name") {
            None => return Vec::new(),
            Some(Value::Array(list)) => list.iter().map(name).collect(),
            Some(one) => name(one).map(|name| vec![name]),
        };
        names.unwrap_or_else(|| {
            self.diagnostics.refuse(at, "x-deprecated-name", "a name, or a list of names");
            Vec::new()
        })
    }
}
