//! The form that a text must have changed.

use super::{Check, Direction, Rule, Says, SchemaPair, Wire, code, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-pattern",
    summary: "the form of a text changed",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let it = subject(pair.at);
    // Readers do not check a form, so in a reply it is a remark.
    let hurts = |wire: Wire| if pair.at.direction == Direction::Response { Wire::Compatible } else { wire };
    // An empty form is none.
    let (old, new) = (pair.old.text("pattern"), pair.new.text("pattern"));
    match (old.filter(|form| !form.is_empty()), new.filter(|form| !form.is_empty())) {
        (None, Some(new)) if !is_anything(new) => {
            says.add("added", hurts(pair.at.narrowed()), format!("{it} must match {} now", code(new)));
        }
        (Some(old), None) => {
            says.add("removed", Wire::Compatible, format!("{it} need not match {} any more", code(old)))
        }
        (Some(old), Some(new)) if old != new && is_anything(new) => {
            says.add("generalized", Wire::Compatible, format!("{it} need not match {} any more", code(old)));
        }
        (Some(old), Some(new)) if old != new => {
            says.add(
                "changed",
                hurts(pair.at.changed()),
                format!("{it} must match {} instead of {}", code(new), code(old)),
            );
        }
        _ => {}
    }
}

fn is_anything(pattern: &str) -> bool {
    matches!(pattern, ".*" | "^.*$" | "^" | "$")
}
