//! `{}` becomes what the examples show.

use super::{Case, Rule, RuleInfo, fill};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::describe;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-untyped",
        mends: "A schema that says nothing (`{}`) gets the type that its examples show, with their items or properties.",
        safe: "Nothing was claimed, so nothing is overruled; only for a whole body, or in a document that shows in many places that its maker did not know the types.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let values = case.evidence();
    if !is_bare(schema) || !types(schema).is_empty() || values.is_empty() || !case.may_fill() {
        return None;
    }
    fill(schema, case.infer(&values));
    Some(format!("The schema says nothing of the type; the examples show {}.", describe(&values)))
}
