//! A 3.1 or 3.2 tree into the 3.0 form that `openapiv3` holds: a table of named passes, one file each.
//! What 3.0 has no key for travels in `x-oas-` keys.

mod alternatives;
mod boolean_schema;
mod bounds;
mod carried;
mod constant;
mod examples;
mod null_enum;
mod patterns;
mod ref_siblings;
mod tuple;
mod types;

use serde_json::{Map, Value};

use super::path::Path;
use super::shape::{self, Kind};
use crate::diagnostics::Diagnostics;

/// A pass over schemas; what 3.1 and 3.2 changed elsewhere, the conversion takes as it is.
struct Pass {
    /// Whether a member of a schema is anything for this pass; cheap, since it is asked of every one.
    wanted: fn(&str, &Value) -> bool,
    run: fn(&mut Map<String, Value>, &Path<'_>, &mut Diagnostics),
}

/// In the order in which they run. A schema's parts are lowered before the schema itself.
const PASSES: &[Pass] = &[
    ref_siblings::PASS,
    types::PASS,
    null_enum::PASS,
    alternatives::PASS,
    constant::PASS,
    bounds::PASS,
    examples::PASS,
    tuple::PASS,
    patterns::PASS,
    carried::PASS,
];

/// Runs every pass over the tree. The passes go by what they meet, not by the version that the document claims:
/// many a 3.0 document has 3.1 keywords.
pub(super) fn lower(tree: &mut Value, d: &mut Diagnostics) {
    shape::walk_mut(tree, Kind::Document, &Path::ROOT, &mut |value, kind, path| {
        if kind != Kind::Schema {
            return;
        }
        boolean_schema::lower(value, path);
        let Value::Object(map) = value else { return };
        for pass in PASSES {
            if map.iter().any(|(key, value)| (pass.wanted)(key, value)) {
                (pass.run)(map, path, d);
            }
        }
    });
}

/// Puts a value under an `x-oas-` key, made of the keyword in kebab case.
fn carry(map: &mut Map<String, Value>, keyword: &str, value: Value) {
    map.insert(carried_key(keyword), value);
}

fn carried_key(keyword: &str) -> String {
    let mut key = "x-oas-".to_owned();
    for char in keyword.trim_start_matches('$').chars() {
        if char.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(char.to_ascii_lowercase());
    }
    key
}

/// Says that null is allowed.
fn nullable(map: &mut Map<String, Value>) {
    map.insert("nullable".to_owned(), Value::Bool(true));
}
