//! A value into a part of the tree, by the merge steps of the Action Object (Overlay 1.1).

use serde_json::{Map, Value};

use crate::document::origins::Origins;
use crate::document::path;

/// Where the merged value stands.
pub(super) enum From {
    /// Under an `update`.
    Overlay { number: usize, pointer: String },
    /// In the tree itself, for a `copy`.
    Tree { pointer: String },
}

/// Two values that do not merge.
pub(super) struct Clash {
    /// Pointer inside the merged value.
    inside: String,
    /// What does not fit.
    pub(super) message: String,
}

impl Clash {
    /// Where to point at, below the action.
    pub(super) fn inside(&self, from: &From) -> String {
        match from {
            From::Overlay { .. } => format!("/update{}", self.inside),
            From::Tree { .. } => "/copy".to_owned(),
        }
    }
}

/// Object, list or plain value: what decides how a value merges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    Plain,
}

/// The kind of a value.
pub(super) fn kind(value: &Value) -> Kind {
    match value {
        Value::Object(_) => Kind::Object,
        Value::Array(_) => Kind::List,
        _ => Kind::Plain,
    }
}

/// Merges `value` into the target of an action. To a list, whatever is no list is appended.
pub(super) fn merge(
    target: &mut Value,
    pointer: &str,
    value: &Value,
    from: &From,
    origins: &mut Origins,
) -> Result<(), Clash> {
    let mut merger = Merger { from, origins };
    match target {
        Value::Array(list) if !value.is_array() => {
            merger.put(&path::join(pointer, &list.len().to_string()), "");
            list.push(value.clone());
            Ok(())
        }
        _ => merger.value(target, pointer, value, ""),
    }
}

struct Merger<'a> {
    from: &'a From,
    origins: &'a mut Origins,
}

impl Merger<'_> {
    fn value(&mut self, target: &mut Value, pointer: &str, value: &Value, inside: &str) -> Result<(), Clash> {
        match (target, value) {
            (Value::Object(target), Value::Object(map)) => self.object(target, pointer, map, inside),
            (Value::Array(target), Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    self.put(&path::join(pointer, &target.len().to_string()), &path::join(inside, &index.to_string()));
                    target.push(value.clone());
                }
                Ok(())
            }
            // `components:` with nothing after it, as the examples of the specification have it: nothing to merge.
            (Value::Object(_) | Value::Array(_), Value::Null) => Ok(()),
            (target, value) if kind(target) == Kind::Plain && (target.is_null() || kind(value) == Kind::Plain) => {
                self.put(pointer, inside);
                *target = value.clone();
                Ok(())
            }
            (target, value) => Err(Clash {
                inside: inside.to_owned(),
                message: format!("{} cannot be merged into {} at {pointer}", name(kind(value)), name(kind(target))),
            }),
        }
    }

    fn object(
        &mut self,
        target: &mut Map<String, Value>,
        pointer: &str,
        map: &Map<String, Value>,
        inside: &str,
    ) -> Result<(), Clash> {
        for (key, value) in map {
            let pointer = path::join(pointer, key);
            let inside = path::join(inside, key);
            match target.get_mut(key) {
                Some(target) => self.value(target, &pointer, value, &inside)?,
                None => {
                    self.put(&pointer, &inside);
                    target.insert(key.clone(), value.clone());
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, pointer: &str, inside: &str) {
        match (self.from, self.from.origin(inside)) {
            (_, Some(origin)) => self.origins.put(pointer, origin),
            (From::Tree { pointer: source }, None) => self.origins.copy(&format!("{source}{inside}"), pointer),
            (From::Overlay { .. }, None) => {}
        }
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::List => "a list",
        Kind::Plain => "a plain value",
    }
}
