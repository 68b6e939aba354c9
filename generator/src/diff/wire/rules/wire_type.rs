//! Values are of another JSON type or format.

use std::collections::BTreeSet;

use super::{Area, Check, Direction, Rule, Says, SchemaPair, Wire, code, subject};

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
        let (narrower, wider) = (within(&new, &old), within(&old, &new));
        let several = [&old, &new].iter().any(|types| types.as_ref().is_some_and(|types| types.len() > 1));
        let message = format!("{it} is {} instead of {}", words(&new), words(&old));
        let (action, wire) = match (narrower, wider) {
            // In text every value is a string, so a string may hold any of them.
            _ if pair.at.text && !several => as_text(pair, &old, &new),
            (true, _) if several => ("list-narrowed", pair.at.narrowed()),
            (_, true) if several => ("list-widened", pair.at.widened()),
            (true, _) => ("specialized", pair.at.narrowed()),
            (_, true) => ("generalized", pair.at.widened()),
            _ => ("changed", pair.at.changed()),
        };
        return says.add(action, wire, message);
    }
    format(pair, &it, says);
}

fn as_text(pair: &SchemaPair<'_>, old: &Option<BTreeSet<&str>>, new: &Option<BTreeSet<&str>>) -> (&'static str, Wire) {
    let is = |types: &Option<BTreeSet<&str>>, name| types.as_ref().is_none_or(|types| types.contains(name));
    let scalar = |types: &Option<BTreeSet<&str>>| !is(types, "object") && !is(types, "array");
    // XML has no types at all.
    let xml =
        matches!(pair.at.area, Area::RequestBody | Area::RequestProperty | Area::ResponseBody | Area::ResponseProperty);
    match (within(new, old), within(old, new)) {
        (true, _) => ("specialized", pair.at.narrowed()),
        (_, true) => ("generalized", pair.at.widened()),
        _ if xml => ("compatible", Wire::Compatible),
        _ if is(new, "string") && scalar(old) => ("generalized", pair.at.widened()),
        _ if is(old, "string") && scalar(new) && pair.at.direction == Direction::Response => {
            ("compatible", Wire::Compatible)
        }
        _ => ("changed", pair.at.changed()),
    }
}

/// Whether every value of one is a value of the other; a whole number is a number.
fn within(one: &Option<BTreeSet<&str>>, other: &Option<BTreeSet<&str>>) -> bool {
    let Some(other) = other else { return true };
    let Some(one) = one else { return false };
    one.iter().all(|ty| other.contains(ty) || (*ty == "integer" && other.contains("number")))
}

fn format(pair: &SchemaPair<'_>, it: &str, says: &mut Says<'_>) {
    let (old, new) = (pair.old.text("format"), pair.new.text("format"));
    if old == new {
        return;
    }
    let words = |format: Option<&str>| format.map_or("none".to_owned(), code);
    let (action, wire) = match (old, new) {
        (None, Some(_)) | (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
            ("format-specialized", pair.at.narrowed())
        }
        (Some(_), None) | (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => {
            ("format-generalized", pair.at.widened())
        }
        _ => ("format-changed", pair.at.changed()),
    };
    says.add(action, wire, format!("the format of {it} is {} instead of {}", words(new), words(old)));
}
