//! From the text of a file to traffic, by what the file is.

use std::io::Read;

use serde_json::Value;

use super::traffic::Traffic;
use super::{har, postman};
use crate::diagnostics::Diagnostics;
use crate::document::Source;

/// Reads a collection or a recording; `None` after a message if it is neither.
pub(super) fn read(source: &Source, d: &mut Diagnostics) -> Option<Traffic> {
    let text = source.text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("PK\u{3}\u{4}") {
        return refuse(d, "this is an archive", "unpack it, and import the collection that it holds");
    }
    if !text.starts_with('{') {
        return refuse(d, "this is neither a Postman collection nor a HAR recording", "both are JSON objects");
    }
    if is_recording(text) {
        return recording(text.as_bytes(), d);
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return unreadable(d, "file", &error),
    };
    collection(&value, d)
}

/// Reads a recording from where it is stored, without holding it.
pub(super) fn recording(reader: impl Read, d: &mut Diagnostics) -> Option<Traffic> {
    match har::read(reader) {
        Ok(traffic) => Some(traffic),
        Err(error) => unreadable(d, "recording", &error),
    }
}

/// One sentence for what stands in the way of reading.
fn unreadable(d: &mut Diagnostics, what: &str, error: &serde_json::Error) -> Option<Traffic> {
    const HELP: &str = "export it again as JSON in UTF-8, and copy all of it";
    if error.is_eof() {
        let place = format!("line {} column {}", error.line(), error.column());
        return refuse(d, &format!("the {what} breaks off at {place}"), HELP);
    }
    refuse(d, &format!("the {what} cannot be read: {error}"), HELP)
}

/// Whether the beginning of a text is that of a HAR recording: an object whose first member is `log` (HAR 1.2, "log").
#[must_use]
pub fn is_recording(beginning: &str) -> bool {
    let object = beginning.trim_start_matches('\u{feff}').trim_start().strip_prefix('{');
    object.is_some_and(|first| first.trim_start().starts_with("\"log\""))
}

fn collection(value: &Value, d: &mut Diagnostics) -> Option<Traffic> {
    // Exports of the Postman API have the collection one level down.
    let value = value.get("collection").unwrap_or(value);
    let schema = value.pointer("/info/schema").and_then(Value::as_str).unwrap_or_default();
    if value.get("requests").is_some() && value.get("item").is_none() {
        return refuse(d, "this is a Postman collection of format 1", "export it as Collection v2.1");
    }
    if value.get("item").is_none() {
        return refuse(
            d,
            "this is neither a Postman collection nor a HAR recording",
            "a collection has `info` and `item`",
        );
    }
    if !schema.is_empty() && !schema.contains("v2.0.0") && !schema.contains("v2.1.0") {
        return refuse(d, &format!("the format `{schema}` is not known"), "export it as Collection v2.1");
    }
    Some(postman::traffic(value, d))
}

fn refuse(d: &mut Diagnostics, message: &str, help: &str) -> Option<Traffic> {
    d.error("import-format", "", message, help);
    None
}
