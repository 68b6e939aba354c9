//! From values that were seen to a schema that describes all of them.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::dialect::{Dialect, Schema};
use super::kind::Kind;
use super::kindred::ONLY_EMPTY;
use super::text;

/// A schema of which every value is an instance. Nothing in it is required, because a value that is always there in
/// a few examples need not always be there.
pub(crate) fn schema(dialect: Dialect, name: &str, values: &[&Value]) -> Schema {
    let filled: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
    let null_seen = filled.len() < values.len();
    if filled.is_empty() {
        return if null_seen { dialect.only_null() } else { Schema::new() };
    }
    let mut schema = of_filled(dialect, name, &filled);
    if null_seen {
        dialect.set_nullable(&mut schema);
    }
    schema
}

fn of_filled(dialect: Dialect, name: &str, values: &[&Value]) -> Schema {
    let kinds = kinds(values);
    if let [kind] = kinds[..] {
        return of_kind(dialect, kind, name, values);
    }
    if kinds.contains(&Kind::String) && only_empty_texts(values) {
        // `""` beside another type is how some servers write that there is nothing.
        let rest: Vec<&Value> = values.iter().copied().filter(|value| !value.is_string()).collect();
        let mut schema = of_filled(dialect, name, &rest);
        schema.insert("x-empty-is-absent".to_owned(), Value::Bool(true));
        return schema;
    }
    let one = |kind: &Kind| {
        let own: Vec<&Value> = values.iter().copied().filter(|value| kind.admits(value)).collect();
        Value::Object(of_kind(dialect, *kind, name, &own))
    };
    let alternatives: Vec<Value> = kinds.iter().map(one).collect();
    Schema::from_iter([("oneOf".to_owned(), Value::Array(alternatives))])
}

fn only_empty_texts(values: &[&Value]) -> bool {
    values.iter().filter_map(|value| value.as_str()).all(str::is_empty)
}

/// The types seen, in the order in which they were seen; a whole number among fractions is a number.
pub(crate) fn kinds(values: &[&Value]) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for value in values {
        let kind = Kind::of(value);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.contains(&Kind::Number) {
        kinds.retain(|kind| *kind != Kind::Integer);
    }
    kinds
}

fn of_kind(dialect: Dialect, kind: Kind, name: &str, values: &[&Value]) -> Schema {
    let mut schema = Schema::from_iter([("type".to_owned(), json!(kind.name()))]);
    match kind {
        Kind::String => add_format(&mut schema, name, &text::texts(values)),
        Kind::Array => {
            let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
            schema.insert("items".to_owned(), Value::Object(self::schema(dialect, name, &elements)));
        }
        Kind::Object => add_members(dialect, &mut schema, values),
        _ => {}
    }
    schema
}

/// Adds the format that all texts share, and says so where an empty text stands for none.
pub(crate) fn add_format(schema: &mut Schema, name: &str, texts: &[&str]) {
    if !texts.is_empty() && texts.iter().all(|text| text.is_empty()) {
        schema.insert(ONLY_EMPTY.to_owned(), Value::Bool(true));
        return;
    }
    let told: Vec<&str> = texts.iter().copied().filter(|text| !text::is_placeholder(text)).collect();
    let Some(format) = text::shared_format(name, &told) else {
        return;
    };
    schema.insert("format".to_owned(), json!(format));
    if texts.contains(&"") {
        schema.insert("x-empty-is-absent".to_owned(), Value::Bool(true));
    }
}

/// Adds the members of all objects: as properties, or as a map where the keys are data.
pub(crate) fn add_members(dialect: Dialect, schema: &mut Schema, values: &[&Value]) {
    let members = members(values);
    if members.is_empty() {
        return;
    }
    if keys_are_data(members.keys().map(|key| key.as_str())) {
        let all: Vec<&Value> = members.values().flatten().copied().collect();
        schema.insert("additionalProperties".to_owned(), Value::Object(self::schema(dialect, "", &all)));
        return;
    }
    let properties = members.iter().map(|(key, values)| {
        let schema = self::schema(dialect, key, values);
        ((*key).clone(), Value::Object(schema))
    });
    schema.insert("properties".to_owned(), Value::Object(properties.collect()));
}

/// The values of each member over all objects, in the order in which the members were first seen.
pub(crate) fn members<'a>(values: &[&'a Value]) -> IndexMap<&'a String, Vec<&'a Value>> {
    let mut members: IndexMap<&String, Vec<&Value>> = IndexMap::new();
    for (key, value) in values.iter().filter_map(|value| value.as_object()).flatten() {
        members.entry(key).or_default().push(value);
    }
    members
}

/// Whether keys are data rather than names: UUIDs, mail addresses, or what documentation tools write for a key of a map.
pub(crate) fn keys_are_data<'a>(keys: impl Iterator<Item = &'a str>) -> bool {
    let mut keys = keys.peekable();
    let placeholder = |key: &str| key.strip_prefix("additionalProp").is_some_and(|rest| rest.parse::<u8>().is_ok());
    keys.peek().is_some() && keys.all(|key| text::is_uuid(key) || key.contains('@') || placeholder(key))
}

/// A value's shape in a few words, for messages: never the value.
pub(crate) fn describe(values: &[&Value]) -> String {
    let kinds = kinds(values);
    let words: Vec<String> = kinds.iter().map(|kind| describe_kind(*kind, values)).collect();
    words.join(" and ")
}

fn describe_kind(kind: Kind, values: &[&Value]) -> String {
    match kind {
        Kind::Object => match members(values).len() {
            0 => "an empty object".to_owned(),
            1 => "an object with 1 member".to_owned(),
            count => format!("an object with {count} members"),
        },
        Kind::Array => {
            let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
            if elements.is_empty() {
                return "an empty array".to_owned();
            }
            format!("an array, its elements {}", describe(&elements))
        }
        kind => kind.with_article().to_owned(),
    }
}
