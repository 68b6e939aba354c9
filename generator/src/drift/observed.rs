//! From what clients noticed in replies to differences from the document: JSON Lines of operation, place and kind.
//!
//! A client writes them where its replies are not as documented. There is no value of a reply in them.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::{Drift, Kind};
use crate::diagnostics::Diagnostics;
use crate::evidence::infer::keys_are_data;
use crate::evidence::tree::{escape, join, resolve};
use crate::ir::{Api, Operation};

/// What a client noticed, folded: each place once, with how often.
#[derive(Debug, Default)]
pub struct Observed(IndexMap<Observation, usize>);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
struct Observation {
    /// `devices.list`: group and method of the client.
    operation: String,
    /// JSON pointer into the reply.
    path: String,
    kind: Noticed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Noticed {
    /// A member that the type does not know.
    UnknownField,
    /// A value that the list of values does not have.
    UnknownValue,
    /// A value of another type, which was set aside.
    WrongType,
    /// An object without what identifies it.
    MissingIdentity,
}

/// Why observations cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ObservedError {
    /// A line is none.
    #[error("line {line} is no observation: {reason}; a line has `operation`, `path` and `kind`")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: serde_json::Error,
    },
    /// Operations of another client, or of this one under other names.
    #[error("the document has no operation {names}; name the overlays that the client was made with, too")]
    Operations {
        /// As the observations name them.
        names: String,
    },
}

impl Observed {
    /// Whether a text begins like observations.
    #[must_use]
    pub fn is(beginning: &str) -> bool {
        let first = beginning.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
        let line: Option<Value> = first.and_then(|line| serde_json::from_str(line).ok());
        line.is_some_and(|line| ["operation", "path", "kind"].iter().all(|name| line.get(name).is_some()))
    }

    /// Takes in JSON Lines. Indices of arrays and keys that are data become `*`, so that a place is counted as one.
    ///
    /// # Errors
    /// If a line is no observation.
    pub fn add(&mut self, text: &str) -> Result<(), ObservedError> {
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let mut one: Observation =
                serde_json::from_str(line).map_err(|reason| ObservedError::Line { line: index + 1, reason })?;
            one.path = folded(&one.path);
            *self.0.entry(one).or_default() += 1;
        }
        Ok(())
    }

    /// The differences from an API and its document. What the document has learnt since is none any more.
    ///
    /// # Errors
    /// If the API has no operation of such a name.
    pub fn drift(&self, api: &Api, document: &Value) -> Result<Vec<Drift>, ObservedError> {
        let names = crate::names::assign(api, &mut Diagnostics::new());
        let find = |id: &str| {
            let index = names.operations.iter().position(|names| names.identifier == id);
            index.and_then(|index| api.operations.get(index))
        };
        let unknown: indexmap::IndexSet<String> = self
            .0
            .keys()
            .filter(|one| find(&one.operation).is_none())
            .map(|one| format!("`{}`", one.operation))
            .collect();
        if !unknown.is_empty() {
            let names = unknown.into_iter().collect::<Vec<_>>().join(", ");
            return Err(ObservedError::Operations { names });
        }
        let drift = |(one, count): (&Observation, &usize)| difference(document, find(&one.operation)?, one, *count);
        Ok(self.0.iter().filter_map(drift).collect())
    }
}

/// `/results/3/name` as `/results/*/name`.
fn folded(path: &str) -> String {
    let is_data = |token: &str| {
        !token.is_empty() && (token.bytes().all(|byte| byte.is_ascii_digit()) || keys_are_data(std::iter::once(token)))
    };
    path.split('/').map(|token| if is_data(token) { "*" } else { token }).collect::<Vec<_>>().join("/")
}

fn difference(document: &Value, operation: &Operation, one: &Observation, count: usize) -> Option<Drift> {
    let place = place(document, operation, &one.path);
    let last = unescape(one.path.rsplit('/').next().unwrap_or_default());
    let (kind, what) = match one.kind {
        // The document knows it by now, or nothing of the object at all.
        Noticed::UnknownField if place.rest.is_empty() => return None,
        Noticed::UnknownField => (Kind::Missing, format!("The property `{last}` is not in the document")),
        Noticed::UnknownValue => (Kind::Narrow, "A value is not in the list of values".to_owned()),
        Noticed::WrongType => (Kind::Contradicts, "A value is of another type and was set aside".to_owned()),
        Noticed::MissingIdentity => (Kind::Contradicts, "An object lacks what identifies it".to_owned()),
    };
    let pointer = match (one.kind, &place.rest[..]) {
        (Noticed::UnknownField, [name]) => join(&join(&place.pointer, "properties"), name),
        _ => place.pointer,
    };
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    let at = if one.path.is_empty() { "the reply itself".to_owned() } else { format!("`{}`", one.path) };
    Some(Drift {
        kind,
        operation: Some(format!("{} {}", operation.method, operation.path)),
        pointer,
        message: format!("{what}: a client saw it {times}, at {at}."),
        edit: None,
    })
}

/// How far a path can be followed in the schemas of a document.
#[derive(Debug)]
struct Place {
    pointer: String,
    /// What of the path the document does not have.
    rest: Vec<String>,
}

/// The place of a path in the reply of the operation that describes most of it.
fn place(document: &Value, operation: &Operation, path: &str) -> Place {
    let tokens: Vec<String> = path.split('/').skip(1).map(unescape).collect();
    let mut best = Place { pointer: operation.pointer.clone(), rest: tokens.clone() };
    let mut found = false;
    for (pointer, schema) in schemas(document, operation) {
        let place = follow(document, pointer, schema, &tokens, 0);
        if !found || place.rest.len() < best.rest.len() {
            best = place;
            found = true;
        }
    }
    best
}

/// The schemas of the operation's replies, success first.
fn schemas<'d>(document: &'d Value, operation: &Operation) -> Vec<(String, &'d Value)> {
    let mut found = Vec::new();
    let replies = operation.replies.iter().chain(&operation.errors);
    for reply in replies {
        let Some(response) = document.pointer(&reply.pointer) else { continue };
        let Some((pointer, response)) = resolve(document, reply.pointer.clone(), response) else { continue };
        for (media_type, content) in response.get("content").and_then(Value::as_object).into_iter().flatten() {
            let pointer = join(&join(&join(&pointer, "content"), media_type), "schema");
            found.extend(content.get("schema").map(|schema| (pointer, schema)));
        }
    }
    found
}

/// Deeper than any schema that leads somewhere; a circle of references or of `allOf` must end.
const DEPTH: usize = 64;

fn follow(document: &Value, pointer: String, schema: &Value, tokens: &[String], depth: usize) -> Place {
    let here = |pointer: String| Place { pointer, rest: tokens.to_vec() };
    let Some((pointer, schema)) = resolve(document, pointer.clone(), schema).filter(|_| depth < DEPTH) else {
        return here(pointer);
    };
    let Some((first, rest)) = tokens.split_first() else { return here(pointer) };
    let mut next: Vec<(String, &Value, &[String])> = Vec::new();
    let mut go = |key: &str, index: Option<&str>, tokens| {
        let pointer = join(&pointer, key);
        let pointer = index.map_or(pointer.clone(), |index| join(&pointer, index));
        let path: String = index.map_or(format!("/{key}"), |index| format!("/{key}/{}", escape(index)));
        if let Some(inner) = schema.pointer(&path).filter(|inner| inner.is_object()) {
            next.push((pointer, inner, tokens));
        }
    };
    go("properties", Some(first), rest);
    if first == "*" {
        go("items", None, rest);
    }
    if schema.pointer(&format!("/properties/{}", escape(first))).is_none() {
        go("additionalProperties", None, rest);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for index in 0..schema.get(key).and_then(Value::as_array).map_or(0, Vec::len) {
            go(key, Some(&index.to_string()), tokens);
        }
    }
    let places = next.into_iter().map(|(pointer, schema, tokens)| follow(document, pointer, schema, tokens, depth + 1));
    let deepest = places.min_by_key(|place| place.rest.len()).filter(|place| place.rest.len() < tokens.len());
    deepest.unwrap_or_else(|| here(pointer))
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
