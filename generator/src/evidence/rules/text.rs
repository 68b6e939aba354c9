//! A bare `object` whose examples are texts or other scalars becomes what they are.

use super::{Case, Rule, RuleInfo, fill};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::{describe, kinds};
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-text",
        mends: "A body declared as an `object` without a word on its members, whose examples are a text or another scalar, becomes that; objects and texts side by side become a union.",
        safe: "Error bodies are often one JSON string. A bare `object` says nothing that the example could take away.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let values = case.evidence();
    let kinds = kinds(&values);
    let only_structure = kinds.iter().all(|kind| matches!(kind, Kind::Object | Kind::Array));
    let mixed = kinds.len() > 1 && case.seen.root;
    if !is_bare(schema)
        || types(schema) != [Kind::Object]
        || !case.seen.root
        || values.is_empty()
        || (only_structure && !mixed)
    {
        return None;
    }
    if kinds == [Kind::Object] {
        return None;
    }
    fill(schema, case.infer(&values));
    Some(format!("Declared an object; the examples show {}.", describe(&values)))
}
