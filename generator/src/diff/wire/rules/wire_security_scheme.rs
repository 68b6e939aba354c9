//! A security scheme of the document changed.

use serde_json::{Map, Value};

use super::{At, Check, Direction, Kind, Rule, Says, Thing, Wire, code, schema};

pub(super) const RULE: Rule = Rule {
    id: "wire-security-scheme",
    summary: "a security scheme came, went, or is another",
    wire: Wire::Breaking,
    direction: Direction::Request,
    checks: &[Check::Thing(Kind::Api, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let empty = Map::new();
    let schemes = |root: &'_ Value| {
        root.pointer("/components/securitySchemes").and_then(Value::as_object).cloned().unwrap_or_default()
    };
    let (old, new) = (schemes(thing.old_root), schemes(thing.new_root));
    for (name, is) in &new {
        let pointer = format!("/components/securitySchemes/{}", schema::escape(name));
        let at = At { old: Some(pointer.clone()), new: Some(pointer), ..thing.at.within(name) };
        let Some(was) = old.get(name) else {
            says.add_at(&at, "added", Wire::Compatible, format!("the scheme {} is new", code(name)));
            continue;
        };
        if kind(was) != kind(is) {
            says.add_at(&at, "type-changed", Wire::Breaking, format!("the scheme {} is another", code(name)));
        }
        flows(was.get("flows").and_then(Value::as_object).unwrap_or(&empty), is, &at, says);
    }
    // That operations do without it is said of them.
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        says.add("removed", Wire::Compatible, format!("the scheme {} is gone", code(name)));
    }
}

/// Everything that decides how the credential travels.
fn kind(scheme: &Value) -> Vec<Option<&Value>> {
    ["type", "scheme", "in", "name", "openIdConnectUrl"].iter().map(|key| scheme.get(key)).collect()
}

fn flows(old: &Map<String, Value>, scheme: &Value, at: &At, says: &mut Says<'_>) {
    let new = scheme.get("flows").and_then(Value::as_object);
    for (name, is) in new.into_iter().flatten() {
        let Some(was) = old.get(name) else { continue };
        for (key, action) in [("authorizationUrl", "oauth-url-changed"), ("tokenUrl", "oauth-token-url-changed")] {
            if was.get(key) != is.get(key) {
                says.add_at(
                    at,
                    action,
                    Wire::Compatible,
                    format!("{} of the flow {} is another", code(key), code(name)),
                );
            }
        }
        let scopes = |flow: &Value| flow.get("scopes").and_then(Value::as_object).cloned().unwrap_or_default();
        let (was, is) = (scopes(was), scopes(is));
        for scope in is.keys().filter(|scope| !was.contains_key(*scope)) {
            says.add_at(at, "oauth-scope-added", Wire::Compatible, format!("the scope {} is new", code(scope)));
        }
        for scope in was.keys().filter(|scope| !is.contains_key(*scope)) {
            says.add_at(at, "oauth-scope-removed", Wire::Compatible, format!("the scope {} is gone", code(scope)));
        }
        for (scope, _) in is.iter().filter(|(scope, text)| was.get(*scope).is_some_and(|before| before != *text)) {
            says.add_at(
                at,
                "oauth-scope-changed",
                Wire::None,
                format!("the scope {} is described differently", code(scope)),
            );
        }
    }
}
