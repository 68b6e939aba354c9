//! A body or reply is offered in another media type.

use super::{Check, Direction, Kind, Rule, Says, Thing, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-media-type",
    summary: "a media type of a body or reply is new or gone",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Thing(Kind::Media, check)],
};

fn check(thing: &Thing<'_>, says: &mut Says<'_>) {
    let name = code(&thing.at.key);
    match (thing.old, thing.new) {
        (None, Some(_)) => says.add("added", Wire::Compatible, format!("{name} is offered, too")),
        (Some(_), None) => says.add("removed", Wire::Breaking, format!("{name} is not offered any more")),
        (Some(old), Some(new)) => match (old.get("schema").is_some(), new.get("schema").is_some()) {
            (false, true) => says.add("schema-added", thing.at.narrowed(), format!("{name} has a schema now")),
            (true, false) => says.add("schema-removed", thing.at.widened(), format!("{name} has no schema any more")),
            _ => {}
        },
        (None, None) => {}
    }
}
