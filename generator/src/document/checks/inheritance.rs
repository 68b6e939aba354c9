//! Schemas that are made of themselves: a circle of `allOf` describes nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::document::path;

/// Reports each circle once, at its first member.
pub(super) fn check(tree: &Value, d: &mut Diagnostics) {
    let Some(schemas) = tree.pointer("/components/schemas").and_then(Value::as_object) else { return };
    let parts: BTreeMap<&str, Vec<&str>> =
        schemas.iter().map(|(name, schema)| (name.as_str(), parts(schema))).collect();
    let mut done = BTreeSet::new();
    for name in schemas.keys() {
        // A circle of references alone was reported where they were resolved.
        if let Some(circle) = circle(name, &parts, &mut done)
            && circle.iter().any(|name| schemas.get(*name).is_some_and(|schema| schema.get("allOf").is_some()))
        {
            let way = circle.iter().chain(circle.first()).copied().collect::<Vec<_>>().join(" -> ");
            let pointer = path::join("/components/schemas", circle.first().copied().unwrap_or_default());
            d.error(
                "ref-cycle",
                pointer,
                format!("a schema is made of itself: {way}"),
                "take one of them out of the other's allOf",
            );
        }
    }
}

/// Names of the schemas that a schema is made of.
fn parts(schema: &Value) -> Vec<&str> {
    let own = schema.get("$ref").into_iter();
    let all_of = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    own.chain(all_of.filter_map(|part| part.get("$ref")))
        .filter_map(|reference| reference.as_str()?.strip_prefix("#/components/schemas/"))
        .collect()
}

/// A circle that can be reached from a schema and was not met before; a way of our own, since a chain may be long.
fn circle<'a>(
    start: &'a str,
    parts: &BTreeMap<&'a str, Vec<&'a str>>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<&'a str>> {
    let mut way: Vec<(&str, usize)> = vec![(start, 0)];
    while let Some((name, next)) = way.last_mut() {
        let name = *name;
        let part = parts.get(name).and_then(|parts| parts.get(*next)).copied();
        *next += 1;
        match part {
            _ if done.contains(name) => drop(way.pop()),
            None => {
                done.insert(name);
                way.pop();
            }
            Some(part) => {
                if let Some(first) = way.iter().position(|(passed, _)| *passed == part) {
                    done.extend(way.iter().map(|(name, _)| *name));
                    return Some(way[first..].iter().map(|(name, _)| *name).collect());
                }
                way.push((part, 0));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn circles_are_found_once() {
        let part = |name: &str| json!({ "allOf": [{ "$ref": format!("#/components/schemas/{name}") }] });
        let tree = json!({ "components": { "schemas": {
            "Start": part("A"), "A": part("B"), "B": part("A"), "Self": part("Self"),
            "Tree": { "properties": { "children": { "items": { "$ref": "#/components/schemas/Tree" } } } },
        } } });
        let mut d = Diagnostics::new();
        check(&tree, &mut d);
        let found: Vec<&str> = d.all().iter().map(|message| message.message.as_str()).collect();
        assert_eq!(found, ["a schema is made of itself: A -> B -> A", "a schema is made of itself: Self -> Self"]);
    }
}
