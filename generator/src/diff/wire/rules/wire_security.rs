//! What an operation asks for as a credential changed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-security",
    summary: "the credentials that an operation takes changed",
    wire: Wire::Breaking,
    direction: Direction::Request,
    checks: &[Check::Thing(Kind::Operation, operation), Check::Thing(Kind::Api, api)],
};

/// Scheme names with the scopes that they need: one way to be let in.
type Way = BTreeMap<String, BTreeSet<String>>;

fn operation(thing: &Thing<'_>, says: &mut Says<'_>) {
    let Some((old, new)) = thing.both() else { return };
    let (Some(was), Some(is)) = (ways(old), ways(new)) else {
        // One side says nothing of its own; what the API says then holds.
        let (was, is) = (ways(old).or_else(|| ways(thing.old_root)), ways(new).or_else(|| ways(thing.new_root)));
        if ways(old).is_some() || ways(new).is_some() {
            compare(was, is, says);
        }
        return;
    };
    compare(Some(was), Some(is), says);
}

/// What the API says for operations that say nothing of their own.
fn api(thing: &Thing<'_>, says: &mut Says<'_>) {
    compare(ways(thing.old_root), ways(thing.new_root), says);
}

fn compare(old: Option<Vec<Way>>, new: Option<Vec<Way>>, says: &mut Says<'_>) {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    for way in old.iter().filter(|way| !new.contains(way)) {
        if let Some(other) = new.iter().find(|other| same_schemes(way, other)) {
            scopes(way, other, says);
            continue;
        }
        // Who is let in without anything is let in with more than that.
        let wire = if new.iter().any(BTreeMap::is_empty) { Wire::Compatible } else { Wire::Breaking };
        says.add("removed", wire, format!("it is not open any more to {}", words(way)));
    }
    for way in new.iter().filter(|way| !old.iter().any(|other| same_schemes(way, other))) {
        // Where nothing was needed before, a new way is a new demand.
        let wire = if old.is_empty() { Wire::Breaking } else { Wire::Compatible };
        says.add("added", wire, format!("it is open to {} now", words(way)));
    }
}

fn scopes(old: &Way, new: &Way, says: &mut Says<'_>) {
    for (scheme, was) in old {
        let is = new.get(scheme).cloned().unwrap_or_default();
        for scope in is.difference(was) {
            says.add("scope-added", Wire::Breaking, format!("{} needs the scope {}", code(scheme), code(scope)));
        }
        for scope in was.difference(&is) {
            says.add(
                "scope-removed",
                Wire::Compatible,
                format!("{} does not need the scope {}", code(scheme), code(scope)),
            );
        }
    }
}

fn same_schemes(one: &Way, other: &Way) -> bool {
    one.keys().eq(other.keys())
}

fn words(way: &Way) -> String {
    let all: Vec<String> = way.keys().map(|name| code(name)).collect();
    if all.is_empty() { "everybody".to_owned() } else { all.join(" with ") }
}

fn ways(value: &Value) -> Option<Vec<Way>> {
    let scopes = |scopes: &Value| {
        let all = scopes.as_array().into_iter().flatten();
        all.filter_map(|scope| scope.as_str().map(str::to_owned)).collect::<BTreeSet<_>>()
    };
    let way = |way: &Value| {
        let schemes = way.as_object().into_iter().flatten();
        schemes.map(|(name, needed)| (name.clone(), scopes(needed))).collect::<Way>()
    };
    Some(value.get("security")?.as_array()?.iter().map(way).collect())
}
