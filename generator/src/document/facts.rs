//! What a run reports about a document itself: its operations and its fingerprint.

use serde_json::Value;

use super::Document;

/// The methods of a path item (OpenAPI 3.1, "Path Item Object"; 3.2 adds `query`).
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl Document {
    /// The number of operations under `paths`.
    #[must_use]
    pub fn operations(&self) -> usize {
        let items = self.tree().get("paths").and_then(Value::as_object);
        let count = |item: &Value| METHODS.iter().filter(|method| item.get(**method).is_some()).count();
        items.map_or(0, |items| items.values().map(count).sum())
    }

    /// Identifies the effective document: equal fingerprints, equal client.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        crate::output::fingerprint(&self.tree().to_string())
    }
}
