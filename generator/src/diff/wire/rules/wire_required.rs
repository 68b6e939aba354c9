//! A property must be there now, or need not any more.

use super::{At, Check, Direction, Rule, Says, SchemaPair, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-required",
    summary: "a property is required now, or no longer",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let (old, new) = (pair.old_properties, pair.new_properties);
    let (needed, needs) = (pair.old.required(), pair.new.required());
    let hidden = if pair.at.direction == Direction::Request { "readOnly" } else { "writeOnly" };
    for name in needed.symmetric_difference(&needs) {
        // What is required and not declared on either side says nothing of a value.
        let (Some(_), Some(is)) = (old.get(name), new.get(name)) else { continue };
        let at = At {
            area: pair.at.area.within(),
            old: pair.old.property_pointer(name),
            new: pair.new.property_pointer(name),
            exempt: pair.at.exempt || is.flag(hidden),
            ..pair.at.within(name)
        };
        let word = at.area.word();
        if needs.contains(name) {
            let action = if is.get("default").is_some() { "became-required-with-default" } else { "became-required" };
            says.add_at(&at, action, at.narrowed(), format!("{} is required in {word} now", code(name)));
        } else {
            says.add_at(&at, "became-optional", at.widened(), format!("{} is optional in {word} now", code(name)));
        }
    }
}
