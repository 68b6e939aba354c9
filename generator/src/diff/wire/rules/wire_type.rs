//! Values are of another JSON type or format.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Area, Check, Direction, Rule, Says, Schema, SchemaPair, Subject, Wire, code, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-type",
    summary: "values are of another type or format",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let (old, new) = (pair.old.types(), pair.new.types());
    let it = subject(pair.at);
    let words = |types: &Option<BTreeSet<&str>>| {
        types.as_ref().map_or("anything".to_owned(), |all| code(&all.iter().copied().collect::<Vec<_>>().join(" or ")))
    };
    if old != new {
        let (narrower, wider) = (within(pair, pair.new, pair.old), within(pair, pair.old, pair.new));
        let several = [&old, &new].iter().any(|types| types.as_ref().is_some_and(|types| types.len() > 1));
        let message = format!("{it} is {} instead of {}", words(&new), words(&old));
        let (action, wire) = match (narrower, wider) {
            // In text `integer or string` and `number or string` are the same values.
            (true, true) => ("generalized", Wire::Compatible),
            (true, _) if several => ("list-narrowed", pair.at.narrowed()),
            (_, true) if several => ("list-widened", pair.at.widened()),
            (true, _) => ("specialized", pair.at.narrowed()),
            (_, true) => ("generalized", pair.at.widened()),
            // XML and forms have no types; what is text stays text.
            _ if pair.at.text && is_body(pair.at.area) => ("compatible", Wire::Compatible),
            _ => ("changed", pair.at.changed()),
        };
        return says.add(action, wire, message);
    }
    format(pair, &it, says);
}

fn is_body(area: Area) -> bool {
    matches!(area, Area::RequestBody | Area::RequestProperty | Area::ResponseBody | Area::ResponseProperty)
}

/// Whether every value of one is a value of the other.
fn within(pair: &SchemaPair<'_>, one: &Schema<'_>, other: &Schema<'_>) -> bool {
    let Some(wanted) = other.types() else { return true };
    let Some(types) = one.types() else { return false };
    let element = other.get("items").filter(|items| pair.at.exploded && asks_no_more(items, one));
    let element = element.and_then(|items| items.get("type"));
    types.iter().all(|ty| match *ty {
        ty if wanted.contains(ty) => true,
        "integer" if wanted.contains("number") => true,
        // In text every value is a string, if any string will do.
        "array" | "object" => false,
        _ if pair.at.text && wanted.contains("string") && other.get("format").is_none() => true,
        ty => element.is_some_and(|element| element == ty || element == "string"),
    })
}

/// Whether an element of a list, which of one element is written like the value alone, must match no more than that.
fn asks_no_more(items: &Value, alone: &Schema<'_>) -> bool {
    let same = |(keyword, value): (&String, &Value)| keyword == "type" || alone.get(keyword) == Some(value);
    items.as_object().is_some_and(|items| items.iter().all(same))
}

fn format(pair: &SchemaPair<'_>, it: &Subject<'_>, says: &mut Says<'_>) {
    let (old, new) = (pair.old.text("format"), pair.new.text("format"));
    if old == new {
        return;
    }
    let words = |format: Option<&str>| format.map_or("none".to_owned(), code);
    // Each holds what the one before it holds, and more; `timestamp` is any spelling of a point in time (spec/README.md).
    const WIDER: [(&str, &str); 3] = [("int32", "int64"), ("float", "double"), ("date-time", "timestamp")];
    let is_wider = |narrow: &str, wide: &str| WIDER.contains(&(narrow, wide));
    let (action, wire) = match (old, new) {
        (None, Some(_)) => ("format-specialized", pair.at.narrowed()),
        (Some(old), Some(new)) if is_wider(new, old) => ("format-specialized", pair.at.narrowed()),
        (Some(_), None) => ("format-generalized", pair.at.widened()),
        (Some(old), Some(new)) if is_wider(old, new) => ("format-generalized", pair.at.widened()),
        _ => ("format-changed", pair.at.changed()),
    };
    says.add(action, wire, format!("the format of {it} is {} instead of {}", words(new), words(old)));
}
