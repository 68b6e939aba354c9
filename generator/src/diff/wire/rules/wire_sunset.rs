//! The last day of something deprecated (`x-sunset`) changed.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, json, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-sunset",
    summary: "the last day of something deprecated changed, went, or is no day",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Thing(Kind::Operation, check), Check::Thing(Kind::Parameter, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let day = |value: &Option<&'_ serde_json::Value>| value.and_then(|value| value.get("x-sunset").cloned());
    let (old, new) = (day(&thing.old), day(&thing.new));
    let it = subject(thing.at);
    // Whoever planned with the day finds none: the promise is gone.
    let wrong = [&old, &new].into_iter().flatten().find(|day| !is_day(day));
    if let Some(wrong) = wrong.filter(|_| old != new) {
        says.add("parse", Wire::Breaking, format!("the last day of {it} cannot be read: {}", json(wrong)));
    } else if let (Some(old), Some(new)) = (&old, &new)
        && old != new
    {
        // Days of this form are in the order of their text (RFC 3339, section 5.1).
        let sooner = new.as_str() < old.as_str();
        let (action, wire) = if sooner { ("sooner", Wire::Breaking) } else { ("later", Wire::Compatible) };
        says.add(action, wire, format!("the last day of {it} is {} instead of {}", json(new), json(old)));
    } else if let (Some(old), None, Some(new)) = (&old, &new, thing.new)
        && new.get("deprecated") == Some(&serde_json::Value::Bool(true))
    {
        says.add(
            "removed",
            Wire::Breaking,
            format!("{it} is still deprecated, and its last day {} is not known any more", json(old)),
        );
    }
}

/// `2026-12-31`, or a point in time that begins so (RFC 3339, section 5.6).
fn is_day(day: &serde_json::Value) -> bool {
    let text = day.as_str().unwrap_or_default();
    let mut parts = text.get(..10).unwrap_or_default().split('-').map(|part| (part.len(), part.parse::<u32>().ok()));
    let year = parts.next().is_some_and(|(length, number)| length == 4 && number.is_some());
    let month = parts.next().is_some_and(|(_, number)| number.is_some_and(|month| (1..=12).contains(&month)));
    let date = parts.next().is_some_and(|(_, number)| number.is_some_and(|day| (1..=31).contains(&day)));
    year && month && date && parts.next().is_none()
}
