//! The tree's claim of what it is: an OpenAPI document of a version that can be read.

use serde_json::Value;

use crate::diagnostics::Diagnostics;

/// Whether the tree is an OpenAPI 3 document; says what it is otherwise.
pub(super) fn check(tree: &Value, d: &mut Diagnostics) -> bool {
    let Some(map) = tree.as_object() else {
        d.error(
            "not-an-object",
            "",
            format!("an OpenAPI document is an object, this is {}", kind(tree)),
            "give an OpenAPI document",
        );
        return false;
    };
    if map.contains_key("swagger") {
        d.error(
            "swagger-2",
            "/swagger",
            "this is a Swagger 2.0 document; OpenAPI 3.0, 3.1 and 3.2 are read",
            "convert it first, for example with `npx swagger2openapi FILE`",
        );
        return false;
    }
    let Some(version) = map.get("openapi") else {
        let (message, help) = if map.contains_key("overlay") {
            (
                "this is an overlay, not an OpenAPI document",
                "give the document it applies to, and this file as its overlay",
            )
        } else {
            (
                "the key `openapi`, which says which version this is, is missing",
                "give an OpenAPI document; it begins with `openapi: 3.1.0` or the like",
            )
        };
        d.error("not-openapi", "", message, help);
        return false;
    };
    let text = match version {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if ["3.0", "3.1", "3.2"]
        .iter()
        .any(|known| text.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    {
        return true;
    }
    d.error(
        "unknown-version",
        "/openapi",
        format!("the OpenAPI version {text:?} is not known; 3.0, 3.1 and 3.2 are read"),
        "give a document of one of these",
    );
    false
}

/// What a value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
