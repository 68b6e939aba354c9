//! Faults that the types would hold but a client could not live with: found in the tree before it is converted.

mod inheritance;
mod operation_ids;
mod parameters;
mod path_templates;
mod security;
mod unread;
pub(super) mod unused;
mod values;

use serde_json::{Map, Value};

use super::path::Path;
use crate::diagnostics::Diagnostics;

/// The keys of a path item that hold operations (OpenAPI 3.2, Path Item Object).
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Runs every check. Where the document forgot what is plain, it is added.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    values::check(tree, d);
    unread::check(tree, d);
    operation_ids::check(tree, d);
    security::check(tree, d);
    inheritance::check(tree, d);
    parameters::check(tree, d);
    path_templates::check(tree, d);
}

/// The path items with their pointers' steps.
fn path_items(tree: &Value) -> impl Iterator<Item = (&String, &Map<String, Value>)> {
    let paths = tree.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| !path.starts_with("x-"))
        .filter_map(|(path, item)| Some((path, item.as_object()?)))
}

/// The operations of a path item.
fn operations(item: &Map<String, Value>) -> impl Iterator<Item = (&'static str, &Map<String, Value>)> {
    METHODS.into_iter().filter_map(|method| Some((method, item.get(method)?.as_object()?)))
}

/// What a parameter is, followed through references.
fn parameter<'v>(tree: &'v Value, value: &'v Value) -> Option<&'v Map<String, Value>> {
    let mut value = value;
    // References to nothing but one another were refused before; the bound is for those that were refused.
    for _ in 0..32 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return value.as_object() };
        let name = reference.strip_prefix("#/components/parameters/")?;
        value = tree.get("components")?.get("parameters")?.get(name)?;
    }
    None
}

/// Name and location of a parameter.
fn identity<'v>(tree: &'v Value, value: &'v Value) -> Option<(&'v str, &'v str)> {
    let parameter = parameter(tree, value)?;
    Some((parameter.get("name")?.as_str()?, parameter.get("in")?.as_str()?))
}

/// The parameters in the list under a key.
fn parameters(item: &Map<String, Value>) -> &[Value] {
    item.get("parameters").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The pointer of an operation.
fn operation_pointer(path: &str, method: &str) -> String {
    Path::ROOT.key("paths").key(path).key(method).pointer()
}
