//! `components`.

use openapiv3::{Callback, Components, ReferenceOr};
use serde_json::Value;

use super::Convert;
use crate::document::path::Path;

impl Convert<'_> {
    pub(super) fn components(&mut self, value: Value, path: &Path<'_>) -> Components {
        let mut out = Components::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "schemas" => out.schemas = self.named(value, &at, Self::schema),
                "responses" => out.responses = self.named(value, &at, Self::response_or_reference),
                "parameters" => out.parameters = self.named(value, &at, Self::parameter_or_reference),
                "examples" => out.examples = self.named(value, &at, Self::example_or_reference),
                "requestBodies" => out.request_bodies = self.named(value, &at, Self::request_body_or_reference),
                "headers" => out.headers = self.named(value, &at, Self::header_or_reference),
                "securitySchemes" => out.security_schemes = self.named(value, &at, Self::security_scheme_or_reference),
                "links" => out.links = self.named(value, &at, Self::link_or_reference),
                "callbacks" => out.callbacks = self.named(value, &at, Self::callback_or_reference),
                // Whatever refers to these holds them by now.
                "pathItems" | "mediaTypes" => {}
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        out
    }

    fn callback_or_reference(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Callback>> {
        self.reference_or(value, path, Self::callback)
    }
}
