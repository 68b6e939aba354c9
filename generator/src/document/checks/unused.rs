//! Components that nothing refers to → a note each; schemas are told of where types are made.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use crate::document::path::Path;
use crate::document::refs::percent_decoded;

/// Says which components have no effect.
pub(in crate::document) fn check(tree: &Value, d: &mut Diagnostics) {
    let mut used = BTreeSet::new();
    mentioned(tree, &mut used);
    let sections = tree.get("components").and_then(Value::as_object).into_iter().flatten();
    for (section, components) in sections.filter(|(section, _)| *section != "schemas" && !section.starts_with("x-")) {
        for name in components.as_object().into_iter().flat_map(Map::keys) {
            let path = Path::ROOT.key("components").key(section).key(name).pointer();
            let named = if section == "securitySchemes" { name.clone() } else { format!("#{path}") };
            if !used.contains(named.as_str()) {
                d.note("unused-component", path, format!("nothing refers to `{name}` under `{section}`"));
            }
        }
    }
}

/// Targets of references, and names of security schemes that requirements state.
fn mentioned<'v>(value: &'v Value, used: &mut BTreeSet<Cow<'v, str>>) {
    match value {
        // Every key is looked at anyway, so none is looked up.
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(reference) if key == "$ref" => {
                        let fragment = reference.find('#').map_or("", |at| &reference[at..]);
                        used.insert(percent_decoded(fragment));
                    }
                    Value::Array(requirements) if key == "security" => {
                        let names = requirements.iter().filter_map(Value::as_object).flat_map(Map::keys);
                        used.extend(names.map(|name| Cow::Borrowed(name.as_str())));
                    }
                    _ => {}
                }
                mentioned(value, used);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| mentioned(value, used)),
        _ => {}
    }
}
