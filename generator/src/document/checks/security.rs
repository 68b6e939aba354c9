//! Security requirements that name no scheme.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::METHODS;
use crate::diagnostics::Diagnostics;
use crate::document::path::{self, Path};

/// Takes out each alternative with a name that `components.securitySchemes` lacks: nobody knows how to meet it.
/// An operation with none left falls back to what the document asks for.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    let schemes = tree.pointer("/components/securitySchemes").and_then(Value::as_object);
    let known: BTreeSet<String> = schemes.into_iter().flat_map(Map::keys).cloned().collect();
    let Value::Object(document) = tree else { return };
    one(document, "", &known, d);
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return };
    for (path, item) in paths {
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(method) {
                one(operation, &Path::ROOT.key("paths").key(path).key(method).pointer(), &known, d);
            }
        }
    }
}

fn one(holder: &mut Map<String, Value>, pointer: &str, known: &BTreeSet<String>, d: &mut Diagnostics) {
    let Some(security) = holder.get_mut("security") else { return };
    // A requirement that is not in a list is a list of one.
    if security.is_object() {
        *security = Value::Array(vec![security.take()]);
    }
    let Value::Array(list) = security else { return };
    let mut index = 0;
    let before = list.len();
    list.retain(|requirement| {
        let unknown = requirement.as_object().and_then(|map| map.keys().find(|name| !known.contains(*name)));
        if let Some(name) = unknown {
            d.warning(
                "unknown-security-scheme",
                path::join(&format!("{pointer}/security/{index}"), name),
                format!(
                    "the security scheme {name:?} is not among components/securitySchemes; this alternative is left out"
                ),
                "add the scheme, or correct its name",
            );
        }
        index += 1;
        unknown.is_none()
    });
    if list.is_empty() && before > 0 {
        holder.shift_remove("security");
    }
}
