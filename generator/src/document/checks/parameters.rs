//! Parameters in unknown places, and parameters that are there twice.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{identity, operation_pointer, operations, parameters, path_items};
use crate::diagnostics::Diagnostics;
use crate::document::path::{self, Path};
use crate::document::shape::{self, Kind};

/// Reports unknown locations wherever a parameter stands, and repeated parameters of a path item or an operation.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    for (path, item) in path_items(tree) {
        repeated(tree, item, &path::join("/paths", path), d);
        for (method, operation) in operations(item) {
            repeated(tree, operation, &operation_pointer(path, method), d);
        }
    }
    shape::walk_mut(tree, Kind::Document, &Path::ROOT, &mut |value, kind, path| {
        if let (Kind::Parameter, Value::Object(map)) = (kind, value) {
            location(map, path, d);
        }
    });
}

fn location(map: &Map<String, Value>, path: &Path<'_>, d: &mut Diagnostics) {
    if map.contains_key("$ref") {
        return;
    }
    let Some(location) = map.get("in") else {
        return d.error(
            "missing-key",
            path.pointer(),
            "the key `in` is missing",
            "write `in: query`, path, header or cookie",
        );
    };
    let (message, help) = match location.as_str() {
        Some("query" | "path" | "header" | "cookie" | "querystring") => return,
        Some("body") => ("a body is no parameter in OpenAPI 3".to_owned(), "describe it under `requestBody`"),
        Some("formData") => (
            "a form is no parameter in OpenAPI 3".to_owned(),
            "describe it under `requestBody` as application/x-www-form-urlencoded or multipart/form-data",
        ),
        _ => (format!("{location} is no place for a parameter"), "write query, path, header or cookie"),
    };
    d.error("unknown-parameter-location", path.key("in").pointer(), message, help);
}

/// "The list MUST NOT include duplicated parameters" (OpenAPI 3.1, Operation Object).
fn repeated(tree: &Value, item: &Map<String, Value>, pointer: &str, d: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for (index, parameter) in parameters(item).iter().enumerate() {
        if let Some((name, location)) = identity(tree, parameter)
            && !seen.insert((name, location))
        {
            let message = format!("the {location} parameter {name:?} is in this list already");
            d.error("duplicate-parameter", format!("{pointer}/parameters/{index}"), message, "keep one of them");
        }
    }
}
