//! A bare `object` whose examples are arrays becomes an array.

use super::{Case, Rule, RuleInfo, all_are, fill};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::describe;
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-array",
        mends: "An `object` without a word on its members, whose examples are arrays, becomes an array of what they hold.",
        safe: "No array is an object, and a bare `object` is what tools write when they do not know better.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let values = case.evidence();
    if !is_bare(schema) || types(schema) != [Kind::Object] || !all_are(&values, Kind::Array) {
        return None;
    }
    fill(schema, case.infer(&values));
    Some(format!("Declared an object; the examples show {}.", describe(&values)))
}
