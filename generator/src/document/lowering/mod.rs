//! A 3.1 or 3.2 tree into the 3.0 form that `openapiv3` holds: a table of named passes, one file each.
//! What 3.0 has no key for travels in `x-oas-` keys.

mod alternatives;
mod boolean_schema;
mod bounds;
mod carried;
mod constant;
mod examples;
mod null_enum;
mod ref_siblings;
mod types;

use serde_json::{Map, Value};

use super::path::Path;
use super::shape::{self, Kind};
use crate::diagnostics::Diagnostics;

/// A pass over the objects of one kind.
struct Pass {
    kind: Kind,
    /// Whether the object has anything for this pass; cheap, since it is asked of every object.
    wanted: fn(&str, &Value) -> bool,
    run: fn(&mut Map<String, Value>, &Path<'_>, &mut Diagnostics),
}

/// In the order in which they run. An object's parts are lowered before the object itself.
const PASSES: &[Pass] = &[
    ref_siblings::PASS,
    types::PASS,
    null_enum::PASS,
    alternatives::PASS,
    constant::PASS,
    bounds::PASS,
    examples::PASS,
    carried::PASS,
];

/// Runs every pass over the tree.
pub(super) fn lower(tree: &mut Value, d: &mut Diagnostics) {
    shape::walk_mut(tree, Kind::Document, &Path::ROOT, &mut |value, kind, path| {
        if kind == Kind::Schema {
            boolean_schema::lower(value, path);
        }
        let Value::Object(map) = value else { return };
        // Which passes have something to do is asked once; a pass never makes work for an earlier one.
        let wanted = |pass: &&Pass| pass.kind == kind && map.iter().any(|(key, value)| (pass.wanted)(key, value));
        let first = PASSES.iter().position(|pass| wanted(&pass));
        for pass in first.map(|first| &PASSES[first..]).unwrap_or_default() {
            if pass.kind == kind && map.iter().any(|(key, value)| (pass.wanted)(key, value)) {
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
