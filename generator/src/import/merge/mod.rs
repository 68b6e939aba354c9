//! From a document and what an import found to edits of the document: they add and widen, and never take away.

mod schema;
mod text;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::traffic::shape;
use super::url::variables;
use crate::diagnostics::Diagnostics;
use crate::evidence::dialect::Dialect;
use crate::evidence::sites::{Wire, wire};
use crate::evidence::tree::{join, resolve};

pub use text::edit_text;

/// One edit of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A member that an object does not have yet.
    Insert {
        /// Pointer of the object.
        parent: String,
        /// Name of the member.
        key: String,
        /// What it holds.
        value: Value,
    },
    /// One more element of an array.
    Append {
        /// Pointer of the array.
        parent: String,
        /// The element.
        value: Value,
    },
    /// Another value in place of the one that is there: a type that admits more.
    Replace {
        /// Pointer of the value.
        pointer: String,
        /// The value.
        value: Value,
    },
}

impl Edit {
    /// Where the document is changed.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::Insert { parent, key, .. } => join(parent, key),
            Self::Append { parent, .. } => format!("{parent}/-"),
            Self::Replace { pointer, .. } => pointer.clone(),
        }
    }

    /// Makes the edit in a tree; `false` where the place is not there.
    pub fn apply(&self, tree: &mut Value) -> bool {
        match self {
            Self::Insert { parent, key, value } => {
                let object = tree.pointer_mut(parent).and_then(Value::as_object_mut);
                object.map(|object| object.insert(key.clone(), value.clone())).is_some()
            }
            Self::Append { parent, value } => {
                let array = tree.pointer_mut(parent).and_then(Value::as_array_mut);
                array.map(|array| array.push(value.clone())).is_some()
            }
            Self::Replace { pointer, value } => tree.pointer_mut(pointer).map(|place| *place = value.clone()).is_some(),
        }
    }
}

/// What `theirs` has and `ours` lacks, as edits of `ours`. What cannot be decided (two types for one place) is said
/// and not done.
#[must_use]
pub fn plan(ours: &Value, theirs: &Value, d: &mut Diagnostics) -> Vec<Edit> {
    let mut planner = Planner {
        ours,
        theirs,
        dialect: Dialect::of(ours),
        edits: Vec::new(),
        schemas: BTreeSet::new(),
        in_form: false,
        d,
    };
    planner.paths();
    planner.edits
}

pub(super) struct Planner<'p> {
    ours: &'p Value,
    theirs: &'p Value,
    dialect: Dialect,
    edits: Vec<Edit>,
    /// Pairs of schemas that have been compared, or are being: recursive ones end here.
    schemas: BTreeSet<(String, String)>,
    /// Whether the fields of a form are compared: they are text on the wire, so their types are nobody's proof.
    in_form: bool,
    d: &'p mut Diagnostics,
}

/// An object of ours and one of theirs, with their pointers.
#[derive(Debug, Clone)]
struct Pair<'p> {
    at: String,
    ours: &'p Value,
    theirs_at: String,
    theirs: &'p Value,
}

impl<'p> Planner<'p> {
    fn insert(&mut self, parent: &str, key: &str, value: Value) {
        self.edits.push(Edit::Insert { parent: parent.to_owned(), key: key.to_owned(), value });
    }

    fn paths(&mut self) {
        let (ours, theirs) = (self.ours, self.theirs);
        let Some(known) = ours.get("paths").and_then(Value::as_object) else { return };
        for (path, item) in theirs.get("paths").and_then(Value::as_object).into_iter().flatten() {
            let Some((our_path, our_item)) = known.iter().find(|(known, _)| shape(known) == shape(path)) else {
                self.insert("/paths", path, item.clone());
                continue;
            };
            let item = renamed(item, path, our_path);
            let at = join("/paths", our_path);
            let theirs_at = join("/paths", path);
            for (method, operation) in item.as_object().into_iter().flatten() {
                match our_item.get(method) {
                    None => self.insert(&at, method, operation.clone()),
                    Some(ours) if is_method(method) => {
                        // The renaming touches names of parameters only, so the tree as it was serves for the rest.
                        let original = self.theirs.pointer(&join(&theirs_at, method)).unwrap_or(&Value::Null);
                        let theirs_at = join(&theirs_at, method);
                        let pair = Pair { at: join(&at, method), ours, theirs_at, theirs: original };
                        self.parameters(&pair, our_item, operation);
                        self.operation(&pair);
                    }
                    Some(_) => {}
                }
            }
        }
    }

    /// Query parameters that ours lacks; what the path needs is in the path.
    fn parameters(&mut self, pair: &Pair<'p>, our_item: &'p Value, theirs: &Value) {
        let named = |list: &Value, root: &Value| {
            let list = list.as_array().into_iter().flatten();
            let resolved = list.filter_map(|one| resolve(root, String::new(), one));
            resolved.map(|(_, one)| (text(one, "in"), text(one, "name"))).collect::<Vec<_>>()
        };
        let known = [pair.ours, our_item].map(|holder| named(&holder["parameters"], self.ours)).concat();
        let mut missing = Vec::new();
        for one in theirs["parameters"].as_array().into_iter().flatten() {
            let key = (text(one, "in"), text(one, "name"));
            if key.0 == "query" && !known.contains(&key) {
                missing.push(one.clone());
            }
        }
        if missing.is_empty() {
            return;
        }
        if pair.ours["parameters"].is_array() {
            let parent = join(&pair.at, "parameters");
            self.edits.extend(missing.into_iter().map(|value| Edit::Append { parent: parent.clone(), value }));
        } else {
            self.insert(&pair.at, "parameters", json!(missing));
        }
    }

    fn operation(&mut self, pair: &Pair<'p>) {
        match (pair.ours.get("requestBody"), pair.theirs.get("requestBody")) {
            (None, Some(body)) => self.insert(&pair.at, "requestBody", self.inlined(body)),
            (Some(ours), Some(theirs)) => self.content(&pair.member("requestBody", ours, theirs)),
            (_, None) => {}
        }
        let Some(known) = pair.ours.get("responses").and_then(Value::as_object) else { return };
        for (status, theirs) in pair.theirs["responses"].as_object().into_iter().flatten() {
            let responses = join(&pair.at, "responses");
            match known.get(status) {
                Some(ours) => {
                    let theirs_at = join(&join(&pair.theirs_at, "responses"), status);
                    self.content(&Pair { at: join(&responses, status), ours, theirs_at, theirs });
                }
                None if is_covered(known, status) => {}
                None => self.insert(&responses, status, self.inlined(theirs)),
            }
        }
    }

    /// Media types of a body, references followed.
    fn content(&mut self, pair: &Pair<'p>) {
        let Some((at, ours)) = resolve(self.ours, pair.at.clone(), pair.ours) else { return };
        let Some((theirs_at, theirs)) = resolve(self.theirs, pair.theirs_at.clone(), pair.theirs) else { return };
        let pair = Pair { at, ours, theirs_at, theirs };
        let Some(content) = theirs.get("content") else { return };
        let Some(known) = ours.get("content").and_then(Value::as_object) else {
            self.insert(&pair.at, "content", content.clone());
            return;
        };
        let (at, theirs_at) = (join(&pair.at, "content"), join(&pair.theirs_at, "content"));
        for (media_type, theirs) in content.as_object().into_iter().flatten() {
            let Some((name, ours)) = known.iter().find(|(known, _)| essence(known) == essence(media_type)) else {
                self.insert(&at, media_type, theirs.clone());
                continue;
            };
            let pair = Pair { at: join(&at, name), ours, theirs_at: join(&theirs_at, media_type), theirs };
            match (ours.get("schema"), theirs.get("schema")) {
                (None, Some(schema)) => self.insert(&pair.at, "schema", schema.clone()),
                (Some(ours), Some(theirs)) => {
                    self.in_form = wire(media_type) == Wire::Form;
                    self.schema(&pair.member("schema", ours, theirs), 0);
                }
                (_, None) => {}
            }
        }
    }

    /// A copy whose own reference, if it is one, is undone: names of theirs mean nothing in ours.
    fn inlined(&self, value: &Value) -> Value {
        resolve(self.theirs, String::new(), value).map_or_else(|| value.clone(), |(_, value)| value.clone())
    }
}

impl<'p> Pair<'p> {
    fn member(&self, key: &str, ours: &'p Value, theirs: &'p Value) -> Self {
        Self { at: join(&self.at, key), ours, theirs_at: join(&self.theirs_at, key), theirs }
    }
}

pub(crate) fn is_method(key: &str) -> bool {
    matches!(key, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query")
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether a range or `default` speaks for a status already.
fn is_covered(known: &serde_json::Map<String, Value>, status: &str) -> bool {
    let range = status.get(..1).map(|digit| format!("{digit}XX"));
    let error = status.starts_with(['4', '5']);
    range.is_some_and(|range| known.keys().any(|key| key.eq_ignore_ascii_case(&range)))
        || (error && known.contains_key("default"))
}

/// A path item whose path parameters have the names of our path.
fn renamed(item: &Value, from: &str, to: &str) -> Value {
    let names: Vec<(String, String)> =
        variables(from).into_iter().zip(variables(to)).filter(|(from, to)| from != to).collect();
    let mut item = item.clone();
    for operation in item.as_object_mut().into_iter().flatten().map(|(_, operation)| operation) {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten().filter(|parameter| parameter["in"] == "path") {
            if let Some((_, to)) = names.iter().find(|(from, _)| parameter["name"] == from.as_str()) {
                parameter["name"] = json!(to);
            }
        }
    }
    item
}
