//! What a client has no use for → one note for each keyword, with how many values it holds, so that a document of
//! a thousand titles says so once and nothing goes in silence.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use crate::document::path::Path;
use crate::document::shape::{Kind, walk_mut};

/// Said of what people read and programs do not.
const READERS: &str = "for readers of the document, not carried by the client";
/// Said of what a server asks of values.
const LIMITS: &str = "asked of values by the server, not checked by the client";

/// Keywords by the object that they stand in.
const KEYS: &[(Kind, &[&str], &str)] = &[
    (Kind::Document, &["externalDocs", "jsonSchemaDialect", "$self"], READERS),
    (
        Kind::Schema,
        &[
            "externalDocs",
            "xml",
            "$comment",
            "$id",
            "$schema",
            "$anchor",
            "$vocabulary",
            "x-oas-comment",
            "x-oas-id",
            "contentMediaType",
            "contentEncoding",
            "contentSchema",
            "example",
            "examples",
        ],
        READERS,
    ),
    (
        Kind::Schema,
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "minContains",
            "maxContains",
            "if",
            "then",
            "else",
            "contains",
            "not",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
        ],
        LIMITS,
    ),
    (
        Kind::SecurityScheme,
        &["bearerFormat", "description", "flows", "openIdConnectUrl", "oauth2MetadataUrl", "deprecated"],
        READERS,
    ),
    (Kind::Parameter, &["allowEmptyValue", "examples"], READERS),
    (Kind::Example, &["summary", "description", "externalValue"], READERS),
    (Kind::Link, &["operationId", "operationRef", "parameters", "requestBody", "description", "server"], READERS),
    (Kind::Response, &["summary"], READERS),
];

/// Values by keyword: the first place, what is said, and how many.
type Counts = BTreeMap<(&'static str, String), (String, usize)>;

/// Counts and says.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    let mut counts = Counts::new();
    around(tree, &mut counts);
    idle_tags(tree, &mut counts);
    walk_mut(tree, Kind::Document, &Path::ROOT, &mut |value, kind, path| {
        let Value::Object(map) = value else { return };
        for (of, keys, why) in KEYS.iter().filter(|(of, ..)| *of == kind) {
            let _ = of;
            // An object has a handful of keys, of which hardly any is one of these.
            for key in map.keys().filter_map(|key| keys.iter().find(|known| *known == key)) {
                count(map, key, key, why, path, &mut counts);
            }
        }
        if kind == Kind::Schema && is_component(path) {
            for key in ["title", "default"] {
                count(map, key, &format!("{key} of a component"), READERS, path, &mut counts);
            }
        }
        if kind == Kind::RequestBody {
            for (name, media) in map.get("content").and_then(Value::as_object).into_iter().flatten() {
                let Some(media) = media.as_object() else { continue };
                let path = path.key("content");
                for key in ["example", "examples"] {
                    count(media, key, &format!("{key} of a request"), READERS, &path.key(name), &mut counts);
                }
            }
        }
    });
    for ((why, key), (pointer, values)) in counts {
        let values = if values == 1 { "1 value".to_owned() } else { format!("{values} values") };
        d.note("keyword-not-carried", pointer, format!("`{key}`: {why} ({values})"));
    }
}

/// What stands where no walk goes: information, tags, servers.
fn around(tree: &Value, counts: &mut Counts) {
    if let Some(info) = tree.get("info").and_then(Value::as_object) {
        for key in ["termsOfService", "contact", "license", "summary"] {
            count(info, key, key, READERS, &Path::ROOT.key("info"), counts);
        }
    }
    for (list, keys) in
        [("tags", ["externalDocs", "parent", "kind", "summary"]), ("servers", ["name", "description", "", ""])]
    {
        let path = Path::ROOT.key(list);
        for (index, item) in tree.get(list).and_then(Value::as_array).into_iter().flatten().enumerate() {
            let Some(item) = item.as_object() else { continue };
            for key in keys {
                count(item, key, &format!("{key} of {list}"), READERS, &path.index(index), counts);
            }
        }
    }
}

/// Tags that no operation has: there is no group that their words could stand at.
fn idle_tags(tree: &Value, counts: &mut Counts) {
    let operations = super::path_items(tree).flat_map(|(_, item)| super::operations(item));
    let tags = operations.filter_map(|(_, operation)| operation.get("tags")?.as_array()).flatten();
    let used: Vec<&str> = tags.filter_map(Value::as_str).collect();
    let path = Path::ROOT.key("tags");
    for (index, tag) in tree.get("tags").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let Some(tag) = tag.as_object() else { continue };
        if !tag.get("name").and_then(Value::as_str).is_some_and(|name| used.contains(&name)) {
            for key in ["name", "description"] {
                count(tag, key, &format!("{key} of tags without operations"), READERS, &path.index(index), counts);
            }
        }
    }
}

fn count(map: &Map<String, Value>, key: &str, name: &str, why: &'static str, path: &Path<'_>, counts: &mut Counts) {
    if let Some(value) = map.get(key) {
        let pointer = || path.key(key).pointer();
        let entry = counts.entry((why, name.to_owned())).or_insert_with(|| (pointer(), 0));
        entry.1 += leaves(value);
    }
}

/// A value counts as one, and so does each thing in it.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Object(map) => 1 + map.values().map(leaves).sum::<usize>(),
        Value::Array(list) => 1 + list.iter().map(leaves).sum::<usize>(),
        _ => 1,
    }
}

fn is_component(path: &Path<'_>) -> bool {
    matches!(path, Path::Key(Path::Key(Path::Key(Path::Base(""), "components"), "schemas"), _))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_keyword_is_said_once_with_its_values() {
        let mut tree = json!({
            "info": {"contact": {"name": "n", "url": "u"}},
            "components": {"schemas": {"A": {"maxLength": 1}, "B": {"title": "t", "items": {"title": "u", "maxLength": 2}}}},
        });
        let mut d = Diagnostics::new();
        check(&mut tree, &mut d);
        let said: Vec<String> = d.all().iter().map(|note| format!("{} {}", note.place.pointer, note.message)).collect();
        assert_eq!(
            said,
            [
                format!("/components/schemas/A/maxLength `maxLength`: {LIMITS} (2 values)"),
                format!("/info/contact `contact`: {READERS} (3 values)"),
                format!("/components/schemas/B/title `title of a component`: {READERS} (1 value)"),
            ]
        );
    }
}
