//! An array without `items` gets those that its examples show.

use serde_json::Value;

use super::{Case, Rule, RuleInfo, all_are};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::describe;
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-items",
        mends: "An `array` without `items` gets the items that its examples show, merged over all elements.",
        safe: "Nothing was claimed of the elements; a member that only some of them have is not required, as none is.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let values = case.evidence();
    if !is_bare(schema) || types(schema) != [Kind::Array] || !all_are(&values, Kind::Array) || !case.may_fill() {
        return None;
    }
    let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
    if elements.is_empty() {
        return None;
    }
    schema.insert("items".to_owned(), Value::Object(case.infer(&elements)));
    Some(format!("Declared an array without items; the examples show {}.", describe(&values)))
}
