//! A bare `object` gets the properties that its examples show.

use serde_json::{Value, json};

use super::{Case, Rule, RuleInfo, all_are};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::{add_members, describe};
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-properties",
        mends: "An `object` without a word on its members gets the properties that its examples show, or a map where their keys are UUIDs.",
        safe: "It stays open to other members and none becomes required; only for a whole body, or in a document that shows in many places that its maker did not know the types.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let values = case.evidence();
    let objects: Vec<&Value> = values.iter().copied().filter(|value| value.as_str() != Some("")).collect();
    let is_object =
        types(schema).iter().all(|kind| matches!(kind, Kind::Object | Kind::Null)) && schema.contains_key("type");
    if !is_bare(schema) || !is_object || !all_are(&objects, Kind::Object) || !case.may_fill() {
        return None;
    }
    let before = schema.len();
    add_members(case.dialect, schema, &objects);
    if objects.len() < values.len() && schema.len() > before {
        schema.insert("x-empty-is-absent".to_owned(), json!(true));
    }
    (schema.len() > before)
        .then(|| format!("Declared an object without properties; the examples show {}.", describe(&values)))
}
