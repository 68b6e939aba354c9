//! Operation ids that are there twice (OpenAPI 3.1, Operation Object: "unique among all operations").

use std::collections::BTreeMap;

use serde_json::Value;

use super::{operation_pointer, operations, path_items};
use crate::diagnostics::Diagnostics;
use crate::document::path::{self, Path};

/// Reports each id that an earlier operation has. A HEAD that repeats the id of its GET, as frameworks write it, loses it.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    let mut heads = Vec::new();
    for (path, item) in path_items(tree) {
        for (method, operation) in operations(item) {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else { continue };
            let Some((first_method, first_path)) = seen.get(id) else {
                seen.insert(id, (method, path));
                continue;
            };
            let pointer = path::join(&operation_pointer(path, method), "operationId");
            let message = format!(
                "the operation id {id:?} belongs to {} {first_path} already",
                first_method.to_ascii_uppercase()
            );
            if (method, *first_method) == ("head", "get") && path == first_path {
                d.warning(
                    "duplicate-operation-id",
                    pointer,
                    format!("{message}; it is not used here"),
                    "give each operation an id of its own",
                );
                heads.push(path.clone());
            } else {
                d.error("duplicate-operation-id", pointer, message, "give each operation an id of its own");
            }
        }
    }
    for path in heads {
        let operation = tree.pointer_mut(&Path::ROOT.key("paths").key(&path).key("head").pointer());
        if let Some(Value::Object(operation)) = operation {
            operation.shift_remove("operationId");
        }
    }
}
