//! Paths, path items, operations and their responses.

use indexmap::IndexMap;
use openapiv3::{Callback, Operation, PathItem, Paths, ReferenceOr, Responses, StatusCode};
use serde_json::Value;

use super::Convert;
use crate::document::path::Path;

impl Convert<'_> {
    pub(super) fn paths(&mut self, value: Value, path: &Path<'_>) -> Paths {
        let mut out = Paths::default();
        for (key, value) in self.object(value, path) {
            if key.starts_with("x-") {
                out.extensions.insert(key, value);
                continue;
            }
            let item = self.path_item(value, &path.key(&key));
            out.paths.insert(key, ReferenceOr::Item(item.unwrap_or_default()));
        }
        out
    }

    pub(super) fn path_item(&mut self, value: Value, path: &Path<'_>) -> Option<PathItem> {
        let mut out = PathItem::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "summary" => out.summary = self.text(value, &at),
                "description" => out.description = self.text(value, &at),
                "get" => out.get = self.operation(value, &at),
                "put" => out.put = self.operation(value, &at),
                "post" => out.post = self.operation(value, &at),
                "delete" => out.delete = self.operation(value, &at),
                "options" => out.options = self.operation(value, &at),
                "head" => out.head = self.operation(value, &at),
                "patch" => out.patch = self.operation(value, &at),
                "trace" => out.trace = self.operation(value, &at),
                "query" | "additionalOperations" => {
                    let message = "operations with a method of their own (3.2) are not carried; the client lacks them";
                    self.d.warning("method-not-carried", at.pointer(), message, "nothing can be done in the document");
                }
                "servers" => out.servers = self.list(value, &at, Self::server),
                "parameters" => out.parameters = self.list(value, &at, Self::parameter_or_reference),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        Some(out)
    }

    fn operation(&mut self, value: Value, path: &Path<'_>) -> Option<Operation> {
        let Value::Object(map) = value else {
            if !value.is_null() {
                self.wrong_type(&value, "an operation", path);
            }
            return None;
        };
        let mut out = Operation::default();
        let mut responses = None;
        for (key, value) in map {
            let at = path.key(&key);
            match key.as_str() {
                "tags" => out.tags = self.texts(value, &at),
                "summary" => out.summary = self.text(value, &at),
                "description" => out.description = self.text(value, &at),
                "externalDocs" => out.external_docs = self.external_docs(value, &at),
                "operationId" => out.operation_id = self.text(value, &at),
                "parameters" => out.parameters = self.list(value, &at, Self::parameter_or_reference),
                "requestBody" => out.request_body = self.request_body_or_reference(value, &at),
                "responses" => responses = Some(self.responses(value, &at)),
                "callbacks" => out.callbacks = self.named(value, &at, Self::callback),
                "deprecated" => out.deprecated = self.boolean(&value, &at).unwrap_or_default(),
                "security" => out.security = self.requirements(value, &at),
                "servers" => out.servers = self.list(value, &at, Self::server),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        if responses.is_none() {
            let message =
                "an operation without `responses` says nothing of what comes back; any reply is taken as it is";
            self.d.warning("missing-responses", path.pointer(), message, "add `responses`");
        }
        out.responses = responses.unwrap_or_default();
        Some(out)
    }

    fn responses(&mut self, value: Value, path: &Path<'_>) -> Responses {
        let mut out = Responses::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            // OpenAPI 3.1, "Reference Object": a description beside a reference takes the place of the referred one.
            if let (Some(_), Some(text)) = (value.get("$ref"), value.get("description")) {
                out.extensions.insert(format!("x-oas-description-{key}"), text.clone());
            }
            if key == "default" {
                out.default = self.response_or_reference(value, &at);
            } else if let Some(status) = status(&key) {
                if let Some(response) = self.response_or_reference(value, &at)
                    && out.responses.insert(status, response).is_some()
                {
                    self.d.error(
                        "duplicate-key",
                        at.pointer(),
                        format!("the status {key} stands here twice"),
                        "keep one of them",
                    );
                }
            } else if key.starts_with("x-") {
                out.extensions.insert(key, value);
            } else {
                let message = format!("{key:?} is neither a status, nor a range such as 2XX, nor `default`");
                self.d.error("unknown-status", at.pointer(), message, "write a status of three digits");
            }
        }
        out
    }

    pub(super) fn callback(&mut self, value: Value, path: &Path<'_>) -> Option<Callback> {
        let map = self.object(value, path);
        let mut out: Callback = IndexMap::new();
        for (key, value) in map {
            if key.starts_with("x-") {
                continue;
            }
            if let Some(item) = self.path_item(value, &path.key(&key)) {
                out.insert(key, item);
            }
        }
        Some(out)
    }
}

/// `200`, or a range as `2XX` (also `2xx`, which is a common slip).
fn status(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [first @ b'1'..=b'9', b'X' | b'x', b'X' | b'x'] => Some(StatusCode::Range(u16::from(first - b'0'))),
        [b'1'..=b'9', second, third] if second.is_ascii_digit() && third.is_ascii_digit() => {
            key.parse().ok().map(StatusCode::Code)
        }
        _ => None,
    }
}
