//! From our document and what upstream publishes or serves to what has drifted apart.

mod observed;
mod overlay;
mod render;
mod values;

pub use observed::{Observed, ObservedError};
pub use overlay::overlay;

use serde::Serialize;
use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::evidence::tree::{join, resolve};
use crate::import::merge::{Edit, is_method, plan};
use crate::import::shape;

/// One difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drift {
    /// What kind of difference.
    pub kind: Kind,
    /// `GET /devices`, where it concerns one operation.
    pub operation: Option<String>,
    /// Where in our document.
    pub pointer: String,
    /// What is the case.
    pub message: String,
    /// What would close the gap.
    #[serde(skip)]
    pub edit: Option<Edit>,
}

/// Kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Upstream has it, we lack it.
    Missing,
    /// We have it, upstream lost it.
    Gone,
    /// Upstream admits more than we do.
    Narrow,
    /// Upstream contradicts us, and nothing decides who is right.
    Contradicts,
}

/// How much of the API the other side shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All of it: what it does not have is gone.
    Whole,
    /// A recording: what it does not have was not asked for.
    Part,
}

/// Compares our document with another tree: of OpenAPI, or of [`crate::import::import`].
#[must_use]
pub fn compare(ours: &Value, theirs: &Value, coverage: Coverage) -> Vec<Drift> {
    let mut undecided = Diagnostics::new();
    let edits = plan(ours, theirs, &mut undecided);
    let mut drifts: Vec<Drift> = edits.into_iter().map(|edit| missing(ours, edit)).collect();
    drifts.extend(undecided.into_vec().into_iter().map(|note| {
        let operation = operation_of(&note.place.pointer);
        Drift { kind: Kind::Contradicts, operation, pointer: note.place.pointer, message: note.message, edit: None }
    }));
    let known: Vec<(Kind, String)> = drifts.iter().map(|drift| (drift.kind, drift.pointer.clone())).collect();
    // What an edit would mend, and what is said already, is not said again.
    let said = |at: &str| {
        known.iter().any(|(_, pointer)| matches!(pointer.strip_prefix(at), Some("" | "/type" | "/nullable")))
    };
    let values = values::contradictions(ours, theirs);
    drifts.extend(values.into_iter().filter(|drift| drift.message.contains("among the") || !said(&drift.pointer)));
    if coverage == Coverage::Whole {
        gone(ours, theirs, &mut drifts);
    }
    let mut known = std::collections::BTreeSet::new();
    drifts.retain(|drift| known.insert((drift.kind, drift.pointer.clone(), drift.message.clone())));
    drifts
}

fn missing(ours: &Value, edit: Edit) -> Drift {
    let pointer = edit.pointer();
    let (kind, message) = match &edit {
        Edit::Replace { value, .. } => (Kind::Narrow, format!("The type should be {}.", shown(value))),
        Edit::Append { value, .. } => (Kind::Missing, format!("{} is not in the document.", element(value))),
        Edit::Insert { key, .. } if key == "nullable" => (Kind::Narrow, "It may be null.".to_owned()),
        Edit::Insert { key, .. } if key == "x-empty-is-absent" => {
            (Kind::Narrow, "It may be an empty text for nothing.".to_owned())
        }
        Edit::Insert { key, value, .. } if key == "type" => {
            (Kind::Missing, format!("The document does not say the type, which is {}.", shown(value)))
        }
        Edit::Insert { key, .. } if matches!(key.as_str(), "properties" | "items" | "additionalProperties") => {
            (Kind::Missing, format!("The document does not say the `{key}`."))
        }
        Edit::Insert { key, .. } => (Kind::Missing, format!("{} `{key}` is not in the document.", noun(&pointer))),
    };
    let operation = operation_of(&pointer).or_else(|| new_operation(ours, &edit));
    Drift { kind, operation, pointer, message, edit: Some(edit) }
}

fn shown(value: &Value) -> String {
    let names = |value: &Value| match value {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        Value::String(name) => name.clone(),
        _ => "wider: it may be null".to_owned(),
    };
    names(value)
}

fn element(value: &Value) -> String {
    match (value.get("in").and_then(Value::as_str), value.get("name").and_then(Value::as_str)) {
        (Some(place), Some(name)) => format!("The {place} parameter `{name}`"),
        _ => format!("The type {}", shown(value)),
    }
}

/// What the last token of a pointer names.
fn noun(pointer: &str) -> &'static str {
    let mut tokens = pointer.rsplit('/').skip(1);
    match tokens.next().unwrap_or_default() {
        "paths" => "The path",
        "responses" => "The reply",
        "content" => "The media type",
        "properties" => "The property",
        _ if pointer.matches('/').count() == 3 && pointer.starts_with("/paths/") => "The operation",
        _ => "The part",
    }
}

/// `GET /devices` of a pointer into an operation.
pub(crate) fn operation_of(pointer: &str) -> Option<String> {
    let mut tokens = pointer.strip_prefix("/paths/")?.splitn(3, '/');
    let path = tokens.next()?.replace("~1", "/").replace("~0", "~");
    let method = tokens.next().filter(|method| is_method(method))?;
    Some(format!("{} {path}", method.to_ascii_uppercase()))
}

/// The operations of a path that is new.
fn new_operation(ours: &Value, edit: &Edit) -> Option<String> {
    let Edit::Insert { parent, key, value } = edit else { return None };
    if parent != "/paths" || ours.pointer(&join(parent, key)).is_some() {
        return None;
    }
    let methods: Vec<String> =
        value.as_object()?.keys().filter(|key| is_method(key)).map(|key| key.to_ascii_uppercase()).collect();
    Some(format!("{} {key}", methods.join(", ")))
}

fn gone(ours: &Value, theirs: &Value, drifts: &mut Vec<Drift>) {
    let known: Vec<(String, &Value)> = paths(theirs).map(|(path, item)| (shape(path), item)).collect();
    for (path, item) in paths(ours) {
        let mine = shape(path);
        let their_item = known.iter().find(|(shape, _)| *shape == mine).map(|(_, item)| *item);
        for (method, operation) in item.as_object().into_iter().flatten().filter(|(key, _)| is_method(key)) {
            let pointer = join(&join("/paths", path), method);
            let name = format!("{} {path}", method.to_ascii_uppercase());
            match their_item.and_then(|item| item.get(method)) {
                None => drifts.push(Drift {
                    kind: Kind::Gone,
                    operation: Some(name),
                    pointer,
                    message: "Upstream does not have this operation.".to_owned(),
                    edit: None,
                }),
                Some(their_operation) => {
                    let their_names = query_names(theirs, [their_item.unwrap_or(&Value::Null), their_operation]);
                    for parameter in
                        query_names(ours, [item, operation]).into_iter().filter(|name| !their_names.contains(name))
                    {
                        let message = format!("Upstream does not have the query parameter `{parameter}`.");
                        drifts.push(Drift {
                            kind: Kind::Gone,
                            operation: Some(name.clone()),
                            pointer: pointer.clone(),
                            message,
                            edit: None,
                        });
                    }
                }
            }
        }
    }
}

fn paths(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document.get("paths").and_then(Value::as_object).into_iter().flatten()
}

fn query_names(root: &Value, holders: [&Value; 2]) -> Vec<String> {
    let lists = holders.into_iter().filter_map(|holder| holder.get("parameters")?.as_array()).flatten();
    let resolved = lists.filter_map(|parameter| resolve(root, String::new(), parameter));
    let query = resolved.filter(|(_, parameter)| parameter.get("in").and_then(Value::as_str) == Some("query"));
    query.filter_map(|(_, parameter)| parameter.get("name")?.as_str().map(str::to_owned)).collect()
}
