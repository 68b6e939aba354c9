//! Pointers into a value tree (RFC 6901), and local references.

use std::borrow::Cow;

use serde_json::Value;

use crate::document::path;

/// One token of a pointer, escaped.
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// A pointer with one more token.
pub(crate) fn join(pointer: &str, token: &str) -> String {
    // Pointers are made by the ten thousand, and hardly any token has something to escape.
    let token = if token.contains(['~', '/']) { Cow::Owned(escape(token)) } else { Cow::Borrowed(token) };
    [pointer, "/", &token].concat()
}

/// What a pointer leads to, to be changed.
pub(crate) fn place_mut<'v>(root: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    path::steps(pointer).try_fold(root, |value, step| match value {
        Value::Object(members) => members.get_mut(step.as_ref()),
        Value::Array(elements) => elements.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The value behind a chain of local references, with its own pointer; `None` for other files, nothing, or a circle.
pub(crate) fn resolve<'a>(root: &'a Value, pointer: String, value: &'a Value) -> Option<(String, &'a Value)> {
    let (mut pointer, mut value) = (pointer, value);
    for _ in 0..16 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Some((pointer, value));
        };
        pointer = percent_decode(reference.strip_prefix('#')?);
        value = root.pointer(&pointer)?;
    }
    None
}

/// Undoes percent encoding, which a pointer in a URI fragment may carry (RFC 6901, section 6).
fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let decoded = (first == b'%').then(|| tail.get(..2)).flatten().and_then(hex);
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Whether an overlay asks to leave this place as it is.
pub(crate) fn is_left_alone(value: &Value) -> bool {
    value.get("x-no-repair") == Some(&Value::Bool(true))
}
