//! From examples as converters write them (`{"value": …}`, JSON as text) to the examples that were meant.

use serde_json::Value;

use crate::diagnostics::Diagnostics;

use super::dialect::{is_bare, types};
use super::kind::Kind;
use super::lenient;
use super::sites::{Body, Wire, bodies};
use super::tree::{escape, place_mut, resolve};

/// Puts the true examples in the document, so that a server made from it sends them too.
pub(crate) fn restore(tree: &mut Value, diagnostics: &mut Diagnostics) {
    let edits = {
        let bodies = bodies(tree);
        let habit = is_habit(&bodies);
        let mut edits: Vec<_> = bodies.iter().filter_map(|body| Edit::of(tree, body, habit)).collect();
        if habit {
            edits.extend(header_edits(tree));
        }
        edits
    };
    for edit in edits {
        let Some(place) = place_mut(tree, &edit.pointer) else {
            continue;
        };
        *place = edit.example;
        diagnostics.note(edit.code, edit.pointer, edit.message);
    }
}

struct Edit {
    pointer: String,
    example: Value,
    code: &'static str,
    message: String,
}

impl Edit {
    fn of(root: &Value, body: &Body<'_>, habit: bool) -> Option<Self> {
        let example = body.media_type.get("example")?;
        let schema = body.media_type.get("schema").and_then(|schema| resolve(root, String::new(), schema));
        let schema = schema.map(|(_, schema)| schema);
        let inner = wrapped(example).filter(|inner| !has_value(schema) && (habit || fits_unwrapped(schema, inner)));
        let text = (body.wire == Wire::Json).then(|| json_text(schema, inner.unwrap_or(example))).flatten();
        let pointer = format!("{}/example", body.pointer);
        match (inner, text) {
            (_, Some(example)) => {
                let message =
                    format!("The example was JSON written as text; it holds {}.", Kind::of(&example).with_article());
                Some(Self { pointer, example, code: "repair-example-text", message })
            }
            (Some(inner), None) => Some(Self {
                pointer,
                example: inner.clone(),
                code: "repair-example-wrapper",
                message: format!(
                    "The example stood inside `{{\"value\": …}}`, which belongs to `examples`; it is {}.",
                    Kind::of(inner).with_article()
                ),
            }),
            (None, None) => None,
        }
    }
}

/// The headers of replies whose examples are wrapped like those of the bodies; a mock server would send the wrapper.
fn header_edits(tree: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (path, item) in members(tree.get("paths")) {
        for (method, operation) in members(Some(item)) {
            for (status, response) in members(operation.get("responses")) {
                let Some((example, count)) = response.get("headers").and_then(unwrapped_headers) else { continue };
                let steps = ["paths", path, method, "responses", status, "headers"];
                edits.push(Edit {
                    pointer: steps.iter().map(|step| format!("/{}", escape(step))).collect(),
                    example,
                    code: "repair-example-wrapper",
                    message: format!(
                        "The examples of {count} headers stood inside `{{\"value\": …}}`, which belongs to `examples`."
                    ),
                });
            }
        }
    }
    edits
}

/// The headers with their true examples, and how many were wrapped; `None` where none was.
fn unwrapped_headers(headers: &Value) -> Option<(Value, usize)> {
    let inner = |header: &Value| header.get("example").and_then(wrapped).filter(|inner| inner.is_string()).cloned();
    let count = headers.as_object()?.values().filter_map(inner).count();
    if count == 0 {
        return None;
    }
    let mut headers = headers.clone();
    for (_, header) in headers.as_object_mut()? {
        if let (Some(inner), Some(example)) = (inner(header), header.get_mut("example")) {
            *example = inner;
        }
    }
    Some((headers, count))
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// What a wrapper holds: an object with `value` and at most the other keys of an Example Object.
fn wrapped(example: &Value) -> Option<&Value> {
    let members = example.as_object()?;
    let is_wrapper = members.keys().all(|key| matches!(key.as_str(), "value" | "summary" | "description"));
    members.get("value").filter(|_| is_wrapper)
}

/// Whether wrapping is what the maker of the document does: in a document where nine of ten examples of replies are
/// wrapped, the wrapper is not part of the data.
fn is_habit(bodies: &[Body<'_>]) -> bool {
    let own = bodies.iter().filter_map(|body| body.media_type.get("example")).filter(|example| !example.is_null());
    let (wrapped, all) = own
        .fold((0_usize, 0_usize), |(count, all), example| (count + usize::from(wrapped(example).is_some()), all + 1));
    // Requests are often written by another branch of the same converter.
    wrapped >= 3 && wrapped * 10 >= all * 7
}

/// Whether the schema has a member of that name itself.
fn has_value(schema: Option<&Value>) -> bool {
    schema.is_some_and(|schema| schema.pointer("/properties/value").is_some())
}

/// Whether the schema declares members, and what is wrapped has one of them.
fn fits_unwrapped(schema: Option<&Value>, inner: &Value) -> bool {
    let Some(properties) = schema.and_then(|schema| schema.get("properties")).and_then(Value::as_object) else {
        return false;
    };
    let members = inner.as_object();
    members.is_some_and(|members| members.keys().any(|key| properties.contains_key(key)))
}

/// The JSON that an example holds as text, where the schema does not want that text: an object or array under
/// anything but a constrained string, and a quoted string.
fn json_text(schema: Option<&Value>, example: &Value) -> Option<Value> {
    let text = example.as_str()?.trim();
    let schema = schema.and_then(Value::as_object);
    if !text.starts_with(['{', '[', '"']) || schema.is_some_and(|schema| wants_text(schema, text)) {
        return None;
    }
    lenient::parse(text)
}

fn wants_text(schema: &serde_json::Map<String, Value>, text: &str) -> bool {
    let is_string = types(schema).contains(&Kind::String);
    is_string && (!is_bare(schema) || text.starts_with('"'))
}
