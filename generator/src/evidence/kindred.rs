//! From objects that are alike to the types of members of which an example shows nothing: `null`, `""`, `[]`, `{}`.
//!
//! The list of devices shows a device without a user, the single device shows one with a user. Both are devices, so what
//! the one leaves open is filled from the other; what any example shows is never changed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::dialect::{Dialect, Schema, is_bare, types};
use super::kind::Kind;
use super::rules::RuleInfo;
use super::sites::{Wire, bodies};
use super::tree::{join, place_mut};
use crate::diagnostics::Diagnostics;
use crate::document::path::Path;

/// Marks a text of which only `""` was seen, between inference and [`settle`].
pub(crate) const ONLY_EMPTY: &str = "x-oas-only-empty";

pub(super) const INFO: RuleInfo = RuleInfo {
    code: "repair-kindred",
    mends: "A member of which the examples show only `null`, `\"\"`, `[]` or `{}` gets the type that it has in another object of the document with mostly the same members.",
    safe: "No example contradicts it: null stays admitted, and an empty text where it is no text counts as absent. Only in a document that shows in many places that its maker did not know the types, between objects that share five members and more than half of the smaller one's, and where all such objects agree.",
};

/// Fills what is open and takes the marks away.
pub(super) fn settle(tree: &mut Value, may_fill: bool, dialect: Dialect, d: &mut Diagnostics) {
    // What was filled can fill something else; chains are short.
    for _ in 0..4 {
        let edits = if may_fill { edits(tree, dialect) } else { Vec::new() };
        if edits.is_empty() {
            break;
        }
        for (pointer, schema, message) in edits {
            let Some(place) = place_mut(tree, &pointer) else { continue };
            *place = Value::Object(schema);
            d.note(INFO.code, pointer, message);
        }
    }
    strip(tree);
}

/// Takes the marks away.
pub(crate) fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // Hardly any object has it, and a glance at the keys costs less than to look one up.
            if members.keys().any(|key| key == ONLY_EMPTY) {
                members.shift_remove(ONLY_EMPTY);
            }
            members.values_mut().for_each(strip);
        }
        Value::Array(elements) => elements.iter_mut().for_each(strip),
        _ => {}
    }
}

/// An object schema with its properties.
struct Object<'t> {
    pointer: String,
    properties: &'t Map<String, Value>,
}

impl Object<'_> {
    /// How many names both have, this one left out.
    fn shared(&self, other: &Self, without: &str) -> usize {
        self.properties.keys().filter(|name| *name != without && other.properties.contains_key(*name)).count()
    }
}

fn edits(tree: &Value, dialect: Dialect) -> Vec<(String, Schema, String)> {
    let objects = objects(tree);
    let mut told: BTreeMap<&str, Vec<(&Object<'_>, &Schema)>> = BTreeMap::new();
    let mut open: Vec<(&Object<'_>, &str, &Schema)> = Vec::new();
    for object in &objects {
        for (name, schema) in object.properties {
            let Some(schema) = schema.as_object() else { continue };
            match gap(schema) {
                Some(_) => open.push((object, name, schema)),
                None => told.entry(name).or_default().push((object, schema)),
            }
        }
    }
    let fill = |(object, name, schema): (&Object<'_>, &str, &Schema)| {
        let filled = filling(object, name, told.get(name)?)?;
        let pointer = join(&join(&object.pointer, "properties"), name);
        let schema_after = filled_in(schema, filled, dialect)?;
        let kind = types(filled).into_iter().find(|kind| *kind != Kind::Null)?;
        let message = format!(
            "The examples show only {} here; objects with mostly the same members have {} there.",
            gap(schema)?.shown(),
            kind.with_article()
        );
        Some((pointer, schema_after, message))
    };
    open.into_iter().filter_map(fill).collect()
}

/// What the examples show of a member that they leave open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Null,
    EmptyText,
    EmptyArray,
    EmptyObject,
}

impl Gap {
    fn shown(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::EmptyText => "an empty text",
            Self::EmptyArray => "an empty array",
            Self::EmptyObject => "an empty object",
        }
    }
}

fn gap(schema: &Schema) -> Option<Gap> {
    let only_nullable = schema.len() == 1 && schema.get("nullable") == Some(&Value::Bool(true));
    if only_nullable || schema.get("anyOf").is_some_and(is_null_or_anything) {
        return Some(Gap::Null);
    }
    let kinds: Vec<Kind> = types(schema).into_iter().filter(|kind| *kind != Kind::Null).collect();
    let open_items = schema.get("items").is_none_or(is_empty_schema);
    match kinds[..] {
        [Kind::String] if schema.contains_key(ONLY_EMPTY) => Some(Gap::EmptyText),
        [Kind::Array] if open_items => Some(Gap::EmptyArray),
        [Kind::Object] if is_bare(schema) => Some(Gap::EmptyObject),
        _ => None,
    }
}

/// `[{"type": "null"}, {}]`, as 3.1 says `nullable` of anything.
fn is_null_or_anything(any_of: &Value) -> bool {
    let [first, second] = any_of.as_array().map(Vec::as_slice).unwrap_or_default() else { return false };
    let null = first.as_object().is_some_and(|first| first.len() == 1 && first.get("type") == Some(&json!("null")));
    null && is_empty_schema(second)
}

fn is_empty_schema(schema: &Value) -> bool {
    schema.as_object().is_some_and(Map::is_empty)
}

/// Objects are alike from this many names on.
const SHARED: usize = 5;

/// The schema that all kindred objects have for the name; of several shapes of one kind the one of the most alike.
fn filling<'t>(object: &Object<'_>, name: &str, told: &[(&Object<'_>, &'t Schema)]) -> Option<&'t Schema> {
    let mut kindred: Vec<(usize, &Schema)> = Vec::new();
    // What nests in itself would be filled deeper with every run.
    if format!("{}/", object.pointer).contains(&format!("{}/", join("/properties", name))) {
        return None;
    }
    // Names such as `id` stand in hundreds of objects; a sample of them decides.
    for (other, schema) in told.iter().take(400).filter(|(other, _)| other.pointer != object.pointer) {
        let smaller = object.properties.len().min(other.properties.len());
        // Fewer names than that cannot be shared.
        let shared = if smaller < SHARED { 0 } else { object.shared(other, name) };
        if shared >= SHARED && shared * 2 > smaller {
            kindred.push((shared, schema));
        }
    }
    let kind = |schema: &Schema| types(schema).into_iter().find(|kind| *kind != Kind::Null);
    let first = kind(kindred.first()?.1)?;
    let agree = kindred.iter().all(|(_, schema)| kind(schema) == Some(first));
    let most = kindred.iter().map(|(shared, _)| *shared).max()?;
    kindred.into_iter().find(|(shared, _)| agree && *shared == most).map(|(_, schema)| schema)
}

/// The filled schema, where it admits what the examples show.
fn filled_in(open: &Schema, filled: &Schema, dialect: Dialect) -> Option<Schema> {
    let gap = gap(open)?;
    let kind = types(filled).into_iter().find(|kind| *kind != Kind::Null)?;
    let fits = match gap {
        Gap::Null | Gap::EmptyText => true,
        Gap::EmptyArray => kind == Kind::Array,
        Gap::EmptyObject => kind == Kind::Object,
    };
    if !fits {
        return None;
    }
    let mut schema = filled.clone();
    for key in ["example", "examples", "description", "title"] {
        schema.shift_remove(key);
    }
    if gap == Gap::EmptyText && (kind != Kind::String || schema.contains_key("format")) {
        schema.insert("x-empty-is-absent".to_owned(), json!(true));
    }
    let null_seen = gap == Gap::Null || super::dialect::admits_null(open);
    if null_seen && !super::dialect::admits_null(&schema) {
        dialect.set_nullable(&mut schema);
    }
    let annotations = open.iter().filter(|(key, _)| matches!(key.as_str(), "description" | "title"));
    schema.extend(annotations.map(|(key, value)| (key.clone(), value.clone())));
    let mut before = open.clone();
    before.shift_remove(ONLY_EMPTY);
    (schema != before).then_some(schema)
}

/// Every object schema of a JSON body, and of the components.
fn objects(tree: &Value) -> Vec<Object<'_>> {
    let mut found = Vec::new();
    for body in bodies(tree).iter().filter(|body| body.wire == Wire::Json) {
        if let Some(schema) = body.media_type.get("schema") {
            let body = Path::Base(&body.pointer);
            collect(&body.key("schema"), schema, &mut found, 0);
        }
    }
    for (name, schema) in tree.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten() {
        collect(&Path::Base("/components/schemas").key(name), schema, &mut found, 0);
    }
    found
}

fn collect<'t>(path: &Path<'_>, schema: &'t Value, found: &mut Vec<Object<'t>>, depth: usize) {
    let Some(members) = schema.as_object().filter(|_| depth < 100 && !super::tree::is_left_alone(schema)) else {
        return;
    };
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = members.get(key) {
            collect(&path.key(key), inner, found, depth + 1);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for (index, branch) in members.get(key).and_then(Value::as_array).into_iter().flatten().enumerate() {
            collect(&path.key(key).index(index), branch, found, depth + 1);
        }
    }
    let Some(properties) = members.get("properties").and_then(Value::as_object) else { return };
    for (name, property) in properties {
        collect(&path.key("properties").key(name), property, found, depth + 1);
    }
    found.push(Object { pointer: path.pointer(), properties });
}
