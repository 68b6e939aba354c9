//! A document into what is compared of it: operations by what they call, and their parts by name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::escape;

const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// An operation of one side.
#[derive(Clone)]
pub(super) struct Operation<'a> {
    pub(super) pointer: String,
    /// `METHOD /path` without the names of parameters.
    pub(super) endpoint: String,
    pub(super) item: &'a Value,
    pub(super) value: &'a Value,
    pub(super) path: &'a str,
}

/// A thing with its pointer.
pub(super) type Placed<'a> = (String, &'a Value);

/// Operations of both sides by what they call, whatever their path parameters are called. Where several of one side call
/// the same, the paths as they are written tell them apart.
pub(super) fn operations<'a>(old: &'a Value, new: &'a Value, key: &str) -> [BTreeMap<String, Operation<'a>>; 2] {
    let sides = [operations_of(old, key), operations_of(new, key)];
    let mut crowded = BTreeSet::new();
    for side in &sides {
        let mut seen = BTreeSet::new();
        crowded.extend(side.iter().filter(|one| !seen.insert(&one.endpoint)).map(|one| one.endpoint.clone()));
    }
    sides.map(|side| {
        let key = |one: &Operation<'_>| {
            if crowded.contains(&one.endpoint) {
                format!("{} {}", one.endpoint, one.path)
            } else {
                one.endpoint.clone()
            }
        };
        side.into_iter().map(|one| (key(&one), one)).collect()
    })
}

fn operations_of<'a>(root: &'a Value, key: &str) -> Vec<Operation<'a>> {
    let mut found = Vec::new();
    let paths = root.get(key).and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
        let (pointer, item) = follow(root, (format!("/{key}/{}", escape(path)), item));
        for method in METHODS {
            let Some(value) = item.get(method) else { continue };
            let endpoint = format!("{} {}", method.to_uppercase(), anonymous(path));
            found.push(Operation { pointer: format!("{pointer}/{method}"), endpoint, item, value, path });
        }
    }
    found
}

/// A path without the names of its parameters: `/devices/{}`.
fn anonymous(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => (inside, _) = (true, out.push('{')),
            '}' => (inside, _) = (false, out.push('}')),
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Parameters by location and name, those of the path item first; in a path by their position.
pub(super) fn parameters<'a>(root: &'a Value, operation: &Operation<'a>) -> BTreeMap<String, Placed<'a>> {
    let names: Vec<&str> = operation.path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    let above = operation.pointer.rsplit_once('/').map_or("", |(item, _)| item);
    let mut found = BTreeMap::new();
    for (pointer, value) in [(above, operation.item), (operation.pointer.as_str(), operation.value)] {
        let all = value.get("parameters").and_then(Value::as_array);
        for (at, parameter) in all.into_iter().flatten().enumerate() {
            let (pointer, parameter) = follow(root, (format!("{pointer}/parameters/{at}"), parameter));
            let text = |key| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
            let position = names.iter().position(|name| *name == text("name")).filter(|_| text("in") == "path");
            let name = position.map_or_else(|| text("name").to_owned(), |at| format!("{{{}}}", at + 1));
            // Names of header fields have no case (RFC 9110, section 5.1).
            let name = if text("in") == "header" { name.to_lowercase() } else { name };
            found.insert(format!("{}:{name}", text("in")), (pointer, parameter));
        }
    }
    found
}

/// Members of an object of the operation, references followed.
pub(super) fn members<'a>(root: &'a Value, operation: &Operation<'a>, key: &str) -> BTreeMap<String, Placed<'a>> {
    let all = operation.value.get(key).and_then(Value::as_object);
    let placed = |(name, value): (&String, &'a Value)| {
        let pointer = format!("{}/{key}/{}", operation.pointer, escape(name));
        (name.clone(), follow(root, (pointer, value)))
    };
    all.into_iter().flatten().filter(|(name, _)| !name.starts_with("x-")).map(placed).collect()
}

pub(super) fn headers<'a>(root: &'a Value, (pointer, value): &Placed<'a>) -> BTreeMap<String, Placed<'a>> {
    let all = value.get("headers").and_then(Value::as_object);
    let placed = |(name, value): (&String, &'a Value)| {
        (name.to_lowercase(), follow(root, (format!("{pointer}/headers/{}", escape(name)), value)))
    };
    all.into_iter().flatten().map(placed).collect()
}

pub(super) fn media_types<'a>((pointer, value): &Placed<'a>) -> BTreeMap<String, Placed<'a>> {
    let all = value.get("content").and_then(Value::as_object);
    let placed = |(name, value): (&String, &'a Value)| {
        (name.to_lowercase(), (format!("{pointer}/content/{}", escape(name)), value))
    };
    all.into_iter().flatten().map(placed).collect()
}

/// `application/json`, `application/problem+json; charset=utf-8`, `*/*`.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("json") || essence.starts_with("*/")
}

/// What a reference leads to.
pub(super) fn follow<'a>(root: &'a Value, (pointer, value): Placed<'a>) -> Placed<'a> {
    let mut at = (pointer, value);
    // A chain of references longer than this is a cycle.
    for _ in 0..16 {
        let target = at.1.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
        match target.and_then(|target| Some((target.to_owned(), root.pointer(target)?))) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
