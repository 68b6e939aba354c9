//! A parameter is written differently.

use serde_json::Value;

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-parameter-style",
    summary: "a parameter is written differently",
    wire: Wire::Breaking,
    direction: Direction::Request,
    checks: &[Check::Thing(Kind::Parameter, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let Some((old, new)) = thing.both() else { return };
    // Of a single value both ways of writing a list are the same.
    let lists = !is_single(old) && !is_single(new);
    let words = |parameter| {
        let list = if lists && exploded(parameter) { ", exploded" } else { "" };
        format!("{}{list}", style(parameter))
    };
    let (was, is) = (words(old), words(new));
    if was != is {
        let name = code(&thing.at.key);
        says.add("changed", Wire::Breaking, format!("{name} is written as {} instead of {}", code(&is), code(&was)));
    }
}

/// Style with its default (OpenAPI 3.1, "Parameter Object").
fn style(parameter: &Value) -> &str {
    let text = |key| parameter.get(key).and_then(Value::as_str);
    if parameter.get("content").is_some() {
        return "content";
    }
    let usual = if matches!(text("in"), Some("query" | "cookie")) { "form" } else { "simple" };
    text("style").unwrap_or(usual)
}

/// Whether a list is written with the name before each element.
pub(in crate::diff::wire) fn exploded(parameter: &Value) -> bool {
    let form = style(parameter) == "form";
    form && parameter.get("explode").and_then(Value::as_bool).unwrap_or(true)
}

fn is_single(parameter: &Value) -> bool {
    let scalar = |ty: &Value| !matches!(ty.as_str(), Some("array" | "object"));
    match parameter.pointer("/schema/type") {
        Some(Value::Array(all)) => all.iter().all(scalar),
        Some(one) => scalar(one),
        None => false,
    }
}
