//! An `integer` with a fraction among its examples becomes a number.

use serde_json::Value;

use super::boolean::replace_type;
use super::{Case, Rule, RuleInfo};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-number",
        mends: "An `integer` of which an example has a fraction becomes a number.",
        safe: "Every integer is a number, so nothing that was admitted is refused. Only where the document does not elsewhere declare such numbers well.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let has_fraction = |value: &&&Value| Kind::of(value) == Kind::Number && !Kind::Integer.admits(value);
    let fractions = case.seen.values.iter().filter(has_fraction).count();
    let applies = types(schema).contains(&Kind::Integer)
        && is_bare(schema)
        && fractions > 0
        && case.trust.is_systematic(Kind::Integer, Kind::Number);
    if !applies {
        return None;
    }
    replace_type(schema, Kind::Integer, Kind::Number);
    Some(format!("Declared an integer; {} a fraction.", shows(fractions)))
}

/// `1 example value shows`, `2 example values show`.
pub(super) fn shows(values: usize) -> String {
    if values == 1 { "1 example value shows".to_owned() } else { format!("{values} example values show") }
}
