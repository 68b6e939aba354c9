//! A property came or went.

use super::{At, Check, Direction, Rule, Says, SchemaPair, Wire, code, schema};

pub(super) const RULE: Rule = Rule {
    id: "wire-property",
    summary: "a property is new or gone",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let (old, new) = (pair.old_properties, pair.new_properties);
    let (needed, needs) = (pair.old.required(), pair.new.required());
    let below = |name: &str| At { area: pair.at.area.within(), ..pair.at.within(name) };
    for (name, property) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        let at =
            At { old: None, new: pair.new.property_pointer(name), exempt: hidden(pair.at, property), ..below(name) };
        added(&at, needs.contains(name), property.get("default").is_some(), says);
    }
    for (name, property) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        let at =
            At { new: None, old: pair.old.property_pointer(name), exempt: hidden(pair.at, property), ..below(name) };
        removed(&at, needed.contains(name), says);
    }
}

/// Whether the property does not travel this way.
fn hidden(at: &At, property: &schema::Schema<'_>) -> bool {
    at.exempt || property.flag(if at.direction == Direction::Request { "readOnly" } else { "writeOnly" })
}

fn added(at: &At, required: bool, default: bool, says: &mut Says<'_>) {
    let name = code(&at.key);
    let request = at.direction == Direction::Request;
    let (action, wire) = match (request, required) {
        (true, true) if default => ("new-required-with-default", at.narrowed()),
        (true, true) => ("new-required", at.narrowed()),
        (true, false) => ("new-optional", Wire::Compatible),
        (false, true) if at.exempt => ("required-write-only-added", Wire::Compatible),
        (false, false) if at.exempt => ("optional-write-only-added", Wire::Compatible),
        (false, true) => ("required-added", Wire::Compatible),
        (false, false) => ("optional-added", Wire::Compatible),
    };
    let word = if required { "required" } else { "optional" };
    says.add_at(at, action, wire, format!("{name} is new and {word} in {}", at.area.word()));
}

fn removed(at: &At, required: bool, says: &mut Says<'_>) {
    let (action, wire) = match (at.direction, required) {
        (Direction::Request, _) => ("removed", at.changed()),
        (_, true) if at.exempt => ("required-write-only-removed", Wire::Compatible),
        (_, false) if at.exempt => ("optional-write-only-removed", Wire::Compatible),
        (_, true) => ("required-removed", Wire::Breaking),
        (_, false) => ("optional-removed", Wire::Breaking),
    };
    says.add_at(at, action, wire, format!("{} is gone from {}", code(&at.key), at.area.word()));
}
