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
        let count = |item: &Value| self.path_item(item).map_or(0, methods);
        items.map_or(0, |items| items.values().map(count).sum())
    }

    /// A path item, through the reference that may stand for it.
    fn path_item<'d>(&'d self, item: &'d Value) -> Option<&'d Value> {
        let reference = item.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        // Methods beside a reference count; so do those behind it where the reference stands alone.
        if methods(item) > 0 { Some(item) } else { self.tree().pointer(reference?) }
    }

    /// Identifies the effective document: equal fingerprints, equal client.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        crate::output::fingerprint(&self.tree().to_string())
    }
}

/// The number of operations of a path item.
fn methods(item: &Value) -> usize {
    METHODS.iter().filter(|method| item.get(**method).is_some()).count()
}
