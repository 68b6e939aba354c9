//! `true` and `false` as schemas (JSON Schema 2020-12, 4.3.2) into `{}` and `{not: {}}`.

use serde_json::{Value, json};

use crate::document::path::Path;

/// A schema that is a boolean becomes an object.
pub(super) fn lower(value: &mut Value, path: &Path<'_>) {
    // 3.0 knows the boolean here, and it means something else than a schema: whether further members are allowed.
    if matches!(path, Path::Key(_, "additionalProperties")) {
        return;
    }
    match value {
        Value::Bool(true) => *value = json!({}),
        Value::Bool(false) => *value = json!({ "not": {} }),
        _ => {}
    }
}
