//! `info`, `servers`, `tags` and `externalDocs`.

use openapiv3::{Contact, ExternalDocumentation, Info, License, Server, ServerVariable, Tag};
use serde_json::Value;

use super::Convert;
use crate::document::path::Path;

impl Convert<'_> {
    pub(super) fn info(&mut self, value: Value, path: &Path<'_>) -> Info {
        let mut out = Info::default();
        let (mut title, mut version) = (None, None);
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "title" => title = self.text(value, &at),
                "version" => version = self.text(value, &at),
                "description" => out.description = self.text(value, &at),
                "summary" => drop(out.extensions.insert("x-oas-summary".to_owned(), value)),
                "termsOfService" => out.terms_of_service = self.text(value, &at),
                "contact" => out.contact = Some(self.contact(value, &at)),
                "license" => out.license = Some(self.license(value, &at)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        for (key, value) in [("title", &title), ("version", &version)] {
            if value.is_none() {
                self.d.warning("missing-info", path.pointer(), format!("the key `{key}` is missing"), "add it");
            }
        }
        out.title = title.unwrap_or_default();
        out.version = version.unwrap_or_default();
        out
    }

    fn contact(&mut self, value: Value, path: &Path<'_>) -> Contact {
        let mut out = Contact::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "name" => out.name = self.text(value, &at),
                "url" => out.url = self.text(value, &at),
                "email" => out.email = self.text(value, &at),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        out
    }

    fn license(&mut self, value: Value, path: &Path<'_>) -> License {
        let mut out = License::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "name" => out.name = self.text(value, &at).unwrap_or_default(),
                "url" => out.url = self.text(value, &at),
                "identifier" => drop(out.extensions.insert("x-oas-identifier".to_owned(), value)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        out
    }

    pub(super) fn server(&mut self, value: Value, path: &Path<'_>) -> Option<Server> {
        let mut out = Server::default();
        let mut url = None;
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "url" => url = self.text(value, &at),
                "description" => out.description = self.text(value, &at),
                "variables" => out.variables = Some(self.named(value, &at, Self::server_variable)),
                "name" => drop(out.extensions.insert("x-oas-name".to_owned(), value)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        let Some(url) = url else {
            self.d.warning("missing-key", path.pointer(), "a server without `url` is left out", "add `url`");
            return None;
        };
        out.url = url;
        Some(out)
    }

    /// A variable without a default has none to offer: the caller supplies it.
    fn server_variable(&mut self, value: Value, path: &Path<'_>) -> Option<ServerVariable> {
        let mut out = ServerVariable::default();
        let mut default = None;
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "enum" => out.enumeration = self.texts(value, &at),
                "default" => default = self.text(value, &at),
                "description" => out.description = self.text(value, &at),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        if default.is_none() {
            self.d.warning(
                "missing-default",
                path.pointer(),
                "a server variable needs a `default`",
                "add it; without one every user has to supply the value",
            );
        }
        out.default = default.unwrap_or_default();
        Some(out)
    }

    pub(super) fn tag(&mut self, value: Value, path: &Path<'_>) -> Option<Tag> {
        let mut out = Tag::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "name" => out.name = self.text(value, &at).unwrap_or_default(),
                "description" => out.description = self.text(value, &at),
                "externalDocs" => out.external_docs = self.external_docs(value, &at),
                "summary" | "parent" | "kind" => drop(out.extensions.insert(format!("x-oas-{key}"), value)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        Some(out)
    }

    pub(super) fn external_docs(&mut self, value: Value, path: &Path<'_>) -> Option<ExternalDocumentation> {
        let mut out = ExternalDocumentation::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "url" => out.url = self.text(value, &at).unwrap_or_default(),
                "description" => out.description = self.text(value, &at),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        (!out.url.is_empty()).then_some(out)
    }
}
