//! The lowered tree into the `openapiv3` types, by hand: every fault carries its pointer, several are reported in one run,
//! harmless sins cost a note, and no key is dropped without a word.

mod components;
mod content;
mod info;
mod kind;
mod operation;
mod parameter;
mod scalar;
mod schema;
mod security;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::{Map, Value};

use super::path::Path;
use crate::diagnostics::Diagnostics;

type Extensions = IndexMap<String, Value>;

/// The typed document. What could not be made of the tree is left out of it and reported.
pub(super) fn convert(tree: Value, d: &mut Diagnostics) -> OpenAPI {
    Convert { d }.document(tree)
}

struct Convert<'d> {
    d: &'d mut Diagnostics,
}

impl Convert<'_> {
    fn document(&mut self, tree: Value) -> OpenAPI {
        let mut out = OpenAPI::default();
        let path = &Path::ROOT;
        let mut has = (false, false);
        let mut webhooks = IndexMap::new();
        for (key, value) in self.object(tree, path) {
            let at = path.key(&key);
            match key.as_str() {
                "openapi" => out.openapi = self.text(value, &at).unwrap_or_default(),
                "info" => {
                    has.0 = true;
                    out.info = self.info(value, &at);
                }
                "servers" => out.servers = self.list(value, &at, Self::server),
                "paths" => {
                    has.1 = true;
                    out.paths = self.paths(value, &at);
                }
                "components" => out.components = Some(self.components(value, &at)),
                "security" => out.security = self.requirements(value, &at),
                "tags" => out.tags = self.list(value, &at, Self::tag),
                "externalDocs" => out.external_docs = self.external_docs(value, &at),
                "webhooks" => webhooks = self.named(value, &at, Self::path_item),
                // How references and schemas are read, which is settled by now.
                "$self" | "jsonSchemaDialect" => {}
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        // `openapiv3` knows OpenAPI 3.0, which has callbacks alone; no component has a name with a slash.
        let callbacks = webhooks
            .into_iter()
            .map(|(name, item)| (format!("webhooks/{name}"), ReferenceOr::Item(IndexMap::from([(name, item)]))));
        let callbacks: Vec<_> = callbacks.collect();
        if !callbacks.is_empty() {
            out.components.get_or_insert_default().callbacks.extend(callbacks);
        }
        if !has.0 {
            self.d.warning("missing-info", "", "the key `info` is missing", "add it with `title` and `version`");
        }
        if !has.1 {
            self.d.note("missing-paths", "", "there are no `paths`, so the client has no operations");
        }
        out
    }

    /// The members of an object; none, and an error, if it is something else.
    fn object(&mut self, value: Value, path: &Path<'_>) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            // Nothing was written after the key: the same as no key.
            Value::Null => Map::new(),
            other => {
                self.wrong_type(&other, "an object", path);
                Map::new()
            }
        }
    }

    fn wrong_type(&mut self, value: &Value, wanted: &str, path: &Path<'_>) {
        let message = format!("{wanted} is needed here, this is {}", super::version::kind(value));
        self.d.error("wrong-type", path.pointer(), message, "correct the value");
    }

    /// A list of objects.
    fn list<T>(&mut self, value: Value, path: &Path<'_>, one: fn(&mut Self, Value, &Path<'_>) -> Option<T>) -> Vec<T> {
        match value {
            Value::Array(list) => {
                let mut out = Vec::with_capacity(list.len());
                for (index, value) in list.into_iter().enumerate() {
                    let at = path.index(index);
                    if value.is_null() {
                        self.wrong_type(&value, "an object", &at);
                    } else {
                        out.extend(one(self, value, &at));
                    }
                }
                out
            }
            Value::Null => Vec::new(),
            other => {
                self.wrong_type(&other, "a list", path);
                Vec::new()
            }
        }
    }

    /// An object of named objects.
    fn named<T>(
        &mut self,
        value: Value,
        path: &Path<'_>,
        one: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) -> IndexMap<String, T> {
        let map = self.object(value, path);
        map.into_iter().filter_map(|(name, value)| one(self, value, &path.key(&name)).map(|one| (name, one))).collect()
    }

    /// A reference, or the object itself.
    fn reference_or<T>(
        &mut self,
        value: Value,
        path: &Path<'_>,
        one: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        match value.get("$ref") {
            Some(Value::String(reference)) => Some(ReferenceOr::Reference { reference: reference.clone() }),
            _ => one(self, value, path).map(ReferenceOr::Item),
        }
    }

    /// A key that is none of the known ones: an extension, or not carried.
    fn rest(&mut self, extensions: &mut Extensions, key: String, value: Value, path: &Path<'_>) {
        if key.starts_with("x-") {
            extensions.insert(key, value);
        } else {
            let message = format!("the key {key:?} has no meaning here that a client could use; it is left out");
            self.d.note("keyword-not-carried", path.key(&key).pointer(), message);
        }
    }

    fn missing(&mut self, key: &str, path: &Path<'_>, help: &str) {
        self.d.error("missing-key", path.pointer(), format!("the key `{key}` is missing"), help);
    }
}
