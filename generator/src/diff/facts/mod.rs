//! One side into facts: what is true of a thing, by aspect and key, so that two sides can be compared as maps.

mod client;
mod model;
mod operation;
mod places;
mod set;
mod users;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Value;

use super::delta::Aspect;
use crate::emit::Slot;
use crate::ir;
pub(super) use client::{client, group};
pub(super) use model::model;
pub(super) use operation::{operation, ways};
pub(super) use places::{pointers_of_member, pointers_of_part};
pub(super) use set::set;
pub(super) use users::{User, users};

/// Values by aspect and key.
pub(super) type Facts = BTreeMap<(Aspect, String), String>;
/// Old and new names of types.
pub(super) type Renamed = BTreeMap<String, String>;

/// Old type texts with the new names of types that were only renamed.
pub(super) fn translate(text: &str, renamed: &Renamed) -> String {
    if renamed.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(renamed.get(&word).unwrap_or(&word));
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// `name: Type`
fn signature(slot: &Slot, renamed: &Renamed) -> String {
    format!("{}: {}", slot.name, translate(&slot.ty, renamed))
}

/// `query:limit`
fn parameter_key(parameter: &ir::Parameter) -> String {
    format!("{:?}:{}", parameter.location, parameter.wire).to_lowercase()
}

/// A status as the document writes it.
fn status(status: ir::Status) -> String {
    match status {
        ir::Status::Code(code) => code.to_string(),
        ir::Status::Range(first) => format!("{first}XX"),
        ir::Status::Default => "default".to_owned(),
    }
}

fn json(value: &Option<Value>) -> String {
    value.as_ref().map(Value::to_string).unwrap_or_default()
}

fn examples(example: &Option<Value>) -> Vec<&Value> {
    example.iter().collect()
}

/// Headers and media types are keys of an object, which have no order.
fn texts(all: &[String]) -> Vec<&str> {
    let mut all: Vec<&str> = all.iter().map(String::as_str).collect();
    all.sort_unstable();
    all
}

/// Words and examples are compared and not shown, so a hash stands for them. It lives no longer than the comparison.
fn digest(texts: &[&str], optional: &[&Option<String>], examples: &[&Value]) -> String {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    optional.hash(&mut hasher);
    examples.iter().for_each(|example| hash(example, &mut hasher));
    hasher.finish().to_string()
}

/// Members of an object have no order (RFC 8259, section 4).
fn hash(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            for (key, value) in &members {
                key.hash(hasher);
                hash(value, hasher);
            }
            members.len().hash(hasher);
        }
        Value::Array(items) => {
            items.iter().for_each(|item| hash(item, hasher));
            items.len().hash(hasher);
        }
        Value::String(text) => text.hash(hasher),
        other => other.to_string().hash(hasher),
    }
}
