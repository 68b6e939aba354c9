//! A part that a value must also match came or went.

use super::{Check, Direction, Part, Rule, Says, SchemaPair, Wire, schema, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-all-of",
    summary: "a part that a value must match is new or gone",
    wire: Wire::Breaking,
    direction: Direction::Both,
    checks: &[Check::Schema(check)],
};

fn check(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let (old, new) = (&pair.old.members, &pair.new.members);
    let it = subject(pair.at);
    let left = |all: &[Part<'_>], others: &[Part<'_>]| {
        all.iter()
            .filter(|one| !others.iter().any(|other| same(one, other)))
            .map(|one| is_remark(one))
            .collect::<Vec<_>>()
    };
    // One that was only moved or spelled differently is compared by what it says, as a part of the whole.
    let (gone, came) = (left(old, new), left(new, old));
    if !gone.is_empty() && gone.len() == came.len() {
        return;
    }
    let says_the_same = same_whole(pair);
    for remark in came {
        match (remark, says_the_same) {
            (true, _) => says.add("added-annotation-only", Wire::None, format!("{it} has one more part, a remark")),
            (_, true) => {
                says.add("added", Wire::None, format!("{it} must match one more part, which asks for nothing new"))
            }
            _ => says.add("added", pair.at.narrowed(), format!("{it} must match one more part")),
        }
    }
    for remark in gone {
        match (remark, says_the_same) {
            (true, _) => says.add("removed-annotation-only", Wire::None, format!("{it} has one part less, a remark")),
            (_, true) => says.add(
                "removed",
                Wire::None,
                format!("{it} need not match one part, which asked for nothing of its own"),
            ),
            _ => says.add("removed", pair.at.widened(), format!("{it} need not match one part any more")),
        }
    }
}

fn same(one: &Part<'_>, other: &Part<'_>) -> bool {
    one.value == other.value
}

/// Whether it says nothing of which values are valid.
fn is_remark(part: &Part<'_>) -> bool {
    part.value.as_object().is_some_and(|keys| keys.keys().all(|key| schema::ANNOTATIONS.contains(&key.as_str())))
}

/// Whether both wholes ask for the same properties of the same schemas.
fn same_whole(pair: &SchemaPair<'_>) -> bool {
    let (old, new) = (pair.old_properties, pair.new_properties);
    old.keys().eq(new.keys()) && pair.old.required() == pair.new.required() && pair.old.types() == pair.new.types()
}
