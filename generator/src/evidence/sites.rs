//! From a document to the places where examples stand for a body: media types of requests and replies.

use std::collections::BTreeSet;

use serde_json::Value;

use super::tree::{is_left_alone, join, resolve};

/// How the values of a body are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    /// JSON: the type of a value is seen on the wire.
    Json,
    /// Forms: every value is text, so an example says little of the type.
    Form,
    /// Anything else: the body is one text.
    Text,
}

/// A media type object.
#[derive(Debug)]
pub(crate) struct Body<'a> {
    pub(crate) pointer: String,
    pub(crate) media_type: &'a Value,
    pub(crate) wire: Wire,
    /// Its examples, wrapping and references undone.
    pub(crate) examples: Vec<&'a Value>,
}

/// Every media type object of the document that may be repaired, each once, in document order.
pub(crate) fn bodies(root: &Value) -> Vec<Body<'_>> {
    let mut finder = Finder { root, seen: BTreeSet::new(), bodies: Vec::new() };
    finder.document();
    finder.bodies
}

/// The methods of a path item (OpenAPI 3.2, "Path Item Object").
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

struct Finder<'a> {
    root: &'a Value,
    seen: BTreeSet<String>,
    bodies: Vec<Body<'a>>,
}

impl<'a> Finder<'a> {
    fn document(&mut self) {
        for place in ["/paths", "/webhooks", "/components/pathItems"] {
            self.each(place, |finder, pointer, item| finder.path_item(pointer, item, 0));
        }
        self.each("/components/requestBodies", |finder, pointer, body| finder.content(pointer, body));
        self.each("/components/responses", |finder, pointer, body| finder.content(pointer, body));
        self.each("/components/callbacks", |finder, pointer, callback| finder.callback(pointer, callback, 0));
    }

    fn each(&mut self, pointer: &str, mut visit: impl FnMut(&mut Self, String, &'a Value)) {
        let Some(entries) = self.root.pointer(pointer).and_then(Value::as_object) else {
            return;
        };
        for (key, value) in entries {
            visit(self, join(pointer, key), value);
        }
    }

    fn path_item(&mut self, pointer: String, item: &'a Value, depth: usize) {
        // A callback holds path items, whose operations hold callbacks.
        if depth > 8 || is_left_alone(item) {
            return;
        }
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                self.operation(join(&pointer, method), operation, depth);
            }
        }
    }

    fn operation(&mut self, pointer: String, operation: &'a Value, depth: usize) {
        if is_left_alone(operation) {
            return;
        }
        if let Some(body) = operation.get("requestBody") {
            self.content(join(&pointer, "requestBody"), body);
        }
        let responses = operation.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            self.content(join(&join(&pointer, "responses"), status), response);
        }
        let callbacks = operation.get("callbacks").and_then(Value::as_object);
        for (name, callback) in callbacks.into_iter().flatten() {
            self.callback(join(&join(&pointer, "callbacks"), name), callback, depth + 1);
        }
    }

    fn callback(&mut self, pointer: String, callback: &'a Value, depth: usize) {
        for (expression, item) in callback.as_object().into_iter().flatten() {
            self.path_item(join(&pointer, expression), item, depth);
        }
    }

    fn content(&mut self, pointer: String, body: &'a Value) {
        let Some((pointer, body)) = resolve(self.root, pointer, body) else {
            return;
        };
        if is_left_alone(body) {
            return;
        }
        let content = body.get("content").and_then(Value::as_object);
        for (name, media_type) in content.into_iter().flatten() {
            let pointer = join(&join(&pointer, "content"), name);
            if media_type.is_object() && !is_left_alone(media_type) && self.seen.insert(pointer.clone()) {
                let examples = examples(self.root, media_type);
                self.bodies.push(Body { pointer, media_type, wire: wire(name), examples });
            }
        }
    }
}

/// How values of a media type are written.
pub(crate) fn wire(media_type: &str) -> Wire {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Wire::Form,
        _ if essence.starts_with("multipart/") => Wire::Form,
        "application/json" | "text/json" | "*/*" | "application/*" => Wire::Json,
        _ if essence.ends_with("+json") => Wire::Json,
        _ => Wire::Text,
    }
}

/// The examples of a media type object: `example`, and the values of `examples`.
fn examples<'a>(root: &'a Value, media_type: &'a Value) -> Vec<&'a Value> {
    let named = media_type.get("examples").and_then(Value::as_object);
    let named = named.into_iter().flat_map(|named| named.values());
    let resolved = named.filter_map(|example| resolve(root, String::new(), example)).map(|(_, example)| example);
    media_type.get("example").into_iter().chain(resolved.filter_map(|example| example.get("value"))).collect()
}
