//! A media type with an example and no schema gets the schema of its examples.

use serde_json::{Value, json};

use super::RuleInfo;
use crate::evidence::dialect::Dialect;
use crate::evidence::infer;
use crate::evidence::sites::{Body, Wire};
use crate::evidence::trust::filled;

pub(super) const INFO: RuleInfo = RuleInfo {
    code: "repair-schema",
    mends: "A media type with an example and no schema gets the schema of its examples.",
    safe: "Nothing was claimed, so nothing is overruled; no member of the new schema is required.",
};

/// Adds the schema to the tree and says what the examples show.
pub(super) fn mend(tree: &mut Value, body: &Body<'_>, dialect: Dialect) -> Option<String> {
    let values = filled(&body.examples);
    if body.media_type.get("schema").is_some() || values.is_empty() {
        return None;
    }
    let schema = match body.wire {
        Wire::Json => Value::Object(infer::schema(dialect, "", &values)),
        Wire::Text => json!({ "type": "string" }),
        // Which of a form's texts are numbers or flags cannot be seen.
        Wire::Form => return None,
    };
    tree.pointer_mut(&body.pointer)?.as_object_mut()?.insert("schema".to_owned(), schema);
    Some(format!("The media type has no schema; its example shows {}.", infer::describe(&values)))
}
