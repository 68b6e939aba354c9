//! A property travels only one way now, or both.

use super::{At, Check, Direction, Rule, Says, SchemaPair, Wire, code};

pub(super) const RULE: Rule = Rule {
    id: "wire-access",
    summary: "a property is read-only or write-only now, or no longer",
    wire: Wire::Compatible,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let (old, new) = (pair.old_properties, pair.new_properties);
    let required = pair.new.required();
    for (name, was) in old {
        let Some(is) = new.get(name) else { continue };
        for (flag, [on, off, required_on, required_off]) in [
            ("readOnly", ["read-only", "not-read-only", "required-read-only", "required-not-read-only"]),
            ("writeOnly", ["write-only", "not-write-only", "required-write-only", "required-not-write-only"]),
        ] {
            let must = required.contains(name);
            let (action, word) = match (was.flag(flag), is.flag(flag)) {
                (false, true) => (if must { required_on } else { on }, "now"),
                (true, false) => (if must { required_off } else { off }, "no more"),
                _ => continue,
            };
            let at = At {
                area: pair.at.area.within(),
                old: pair.old.property_pointer(name),
                new: pair.new.property_pointer(name),
                ..pair.at.within(name)
            };
            says.add_at(&at, action, Wire::Compatible, format!("{} is {} {word}", code(name), code(flag)));
        }
    }
}
