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
    let (was, is) = (style(old), style(new));
    if was != is {
        let name = code(&thing.at.key);
        says.add("changed", Wire::Breaking, format!("{name} is written as {} instead of {}", code(&is), code(&was)));
    }
}

/// Style and explode with their defaults (OpenAPI 3.1, "Parameter Object").
fn style(parameter: &Value) -> String {
    let text = |key| parameter.get(key).and_then(Value::as_str);
    if parameter.get("content").is_some() {
        return "content".to_owned();
    }
    let usual = if matches!(text("in"), Some("query" | "cookie")) { "form" } else { "simple" };
    let style = text("style").unwrap_or(usual);
    let explode = parameter.get("explode").and_then(Value::as_bool).unwrap_or(style == "form");
    // Of a single value both are written the same.
    let kind = parameter.pointer("/schema/type").and_then(Value::as_str);
    let single = matches!(kind, Some("string" | "integer" | "number" | "boolean"));
    if single || !explode { style.to_owned() } else { format!("{style}, exploded") }
}
