//! Two documents into what says the same in both, all that it refers to included: nothing differs there, so that nobody
//! need look.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// What can be told without looking at the rules.
pub(super) struct Same {
    /// Components (`/schemas/Pet`) that do not differ, and lead to none that does.
    components: BTreeSet<String>,
}

impl Same {
    pub(super) fn of(old: &Value, new: &Value) -> Self {
        let (before, after) = (components(old), components(new));
        let mut users: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        let mut differ: Vec<&String> = Vec::new();
        for (name, value) in &after {
            if before.get(name).is_none_or(|was| !equal(was, value)) {
                differ.push(name);
            }
            references(value, &mut |to| users.entry(component(to)).or_default().push(name));
        }
        // What stands elsewhere, or nowhere, is not known to be the same.
        differ.extend(users.iter().filter(|(to, _)| !after.contains_key(*to)).flat_map(|(_, users)| users));
        let mut same: BTreeSet<String> = after.keys().cloned().collect();
        while let Some(name) = differ.pop() {
            if same.remove(name) {
                differ.extend(users.get(name).into_iter().flatten());
            }
        }
        Self { components: same }
    }

    /// Whether both say the same, and what they refer to does.
    pub(super) fn holds(&self, old: &Value, new: &Value) -> bool {
        equal(old, new) && !self.leads_to_change(new)
    }

    fn leads_to_change(&self, value: &Value) -> bool {
        let mut found = false;
        references(value, &mut |to| found |= !self.components.contains(&component(to)));
        found
    }
}

/// `/schemas/Pet` of `#/components/schemas/Pet` and of what is below; nothing of other places.
fn component(reference: &str) -> String {
    let mut parts = reference.strip_prefix("#/components/").unwrap_or_default().splitn(3, '/');
    match (parts.next(), parts.next()) {
        (Some(section), Some(name)) => format!("/{section}/{name}"),
        _ => String::new(),
    }
}

fn components(root: &Value) -> BTreeMap<String, &Value> {
    let sections = root.get("components").and_then(Value::as_object);
    let mut found = BTreeMap::new();
    for (section, all) in sections.into_iter().flatten() {
        for (name, value) in all.as_object().into_iter().flatten() {
            found.insert(format!("/{section}/{}", super::escape(name)), value);
        }
    }
    found
}

/// Every `$ref` at and below a value. One that is a word of an example is taken for one too: it only costs a look.
fn references<'v>(value: &'v Value, seen: &mut impl FnMut(&'v str)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(to) if key == "$ref" => seen(to),
                    member => references(member, seen),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, seen)),
        _ => {}
    }
}

/// Equality that need not look keys up while both sides have them in one order, as versions of a document mostly do.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => one.len() == other.len() && members_equal(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        _ => one == other,
    }
}

fn members_equal(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    if one.keys().eq(other.keys()) {
        one.values().zip(other.values()).all(|(one, other)| equal(one, other))
    } else {
        one.iter().all(|(key, value)| other.get(key).is_some_and(|other| equal(value, other)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_leads_to_a_change_is_not_the_same() {
        let document = |ty: &str| {
            json!({"components": {"schemas": {
                "Leaf": {"type": ty},
                "Branch": {"properties": {"leaf": {"$ref": "#/components/schemas/Leaf"}}},
                "Loop": {"items": {"$ref": "#/components/schemas/Loop"}},
                "a/b": {"properties": {"branch": {"$ref": "#/components/schemas/Branch/properties/leaf"}}},
                "Far": {"$ref": "#/components/schemas/a~1b"},
            }}})
        };
        let same = Same::of(&document("string"), &document("integer"));
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        for changed in ["Leaf", "Branch", "a~1b", "Far"] {
            assert!(!same.holds(&to(changed), &to(changed)), "{changed}");
        }
        assert!(same.holds(&to("Loop"), &to("Loop")));
        for unknown in ["#/paths/~1a", "#/components/schemas/No%20one"] {
            assert!(!same.holds(&json!({"$ref": unknown}), &json!({"$ref": unknown})), "{unknown}");
        }
        let everything = Same::of(&document("string"), &document("string"));
        assert!(everything.holds(&to("Far"), &to("Far")));
    }

    #[test]
    fn order_of_members_says_nothing() {
        assert!(equal(&json!({"a": [1, {"b": null}], "c": 2}), &json!({"c": 2, "a": [1, {"b": null}]})));
        assert!(!equal(&json!({"a": 1, "b": 2}), &json!({"a": 1, "c": 2})));
        assert!(!equal(&json!([1, 2]), &json!([2, 1])));
    }
}
