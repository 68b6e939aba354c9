//! From drift to an OpenAPI Overlay that would close the gap.

use serde_json::{Value, json};

use super::Drift;
use crate::import::merge::Edit;

/// An Overlay 1.0 document with an action for each difference that an edit closes.
#[must_use]
pub fn overlay(title: &str, drifts: &[Drift]) -> Value {
    let actions: Vec<Value> = drifts.iter().filter_map(|drift| drift.edit.as_ref()).flat_map(actions).collect();
    json!({
        "overlay": "1.0.0",
        "info": { "title": format!("What {title} has that the document lacks"), "version": "1" },
        "actions": actions,
    })
}

fn actions(edit: &Edit) -> Vec<Value> {
    match edit {
        Edit::Insert { parent, key, value } => vec![json!({ "target": path(parent), "update": { key: value } })],
        Edit::Append { parent, value } => vec![json!({ "target": path(parent), "update": value })],
        Edit::Replace { pointer, value } => replace(pointer, value),
    }
}

/// An update merges, so what stands there is removed first. An element of an array has no place to be put back to.
fn replace(pointer: &str, value: &Value) -> Vec<Value> {
    let Some((parent, key)) = pointer.rsplit_once('/').filter(|(_, key)| key.parse::<usize>().is_err()) else {
        return Vec::new();
    };
    let key = unescape(key);
    vec![
        json!({ "target": path(pointer), "remove": true }),
        json!({ "target": path(parent), "update": { key: value } }),
    ]
}

/// A pointer as JSONPath (RFC 9535) with quoted names.
fn path(pointer: &str) -> String {
    let step = |token: &str| match token.parse::<usize>() {
        Ok(index) if !token.starts_with('0') || token == "0" => index_or_name(pointer, token, index),
        _ => name(token),
    };
    let steps: String = pointer.split('/').skip(1).map(step).collect();
    format!("${steps}")
}

/// A number is the index of an array only where arrays stand: under these keywords.
fn index_or_name(pointer: &str, token: &str, index: usize) -> String {
    let lists = ["allOf", "anyOf", "oneOf", "parameters", "prefixItems", "servers", "tags"];
    let is_index = lists.iter().any(|list| pointer.contains(&format!("/{list}/{token}")));
    if is_index { format!("[{index}]") } else { name(token) }
}

fn name(token: &str) -> String {
    format!("['{}']", unescape(token).replace('\\', "\\\\").replace('\'', "\\'"))
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
