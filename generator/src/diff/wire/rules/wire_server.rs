//! The servers of the API or of an operation changed.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-server",
    summary: "requests go to another server",
    wire: Wire::Breaking,
    direction: Direction::Request,
    checks: &[Check::Thing(Kind::Api, check), Check::Thing(Kind::Operation, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let Some((old, new)) = thing.both() else { return };
    let urls = |value: &serde_json::Value| {
        let all = value.get("servers").and_then(serde_json::Value::as_array).into_iter().flatten();
        all.filter_map(|server| server.get("url")?.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (old, new) = (urls(old), urls(new));
    for url in old.iter().filter(|url| !new.contains(url)) {
        says.add("removed", Wire::Breaking, format!("the server {} is gone", code(url)));
    }
    for url in new.iter().filter(|url| !old.contains(url)) {
        // An operation without servers of its own used those of the API.
        let wire = if old.is_empty() { Wire::Breaking } else { Wire::Compatible };
        says.add("added", wire, format!("the server {} is new", code(url)));
    }
}
