//! A JSON body declared `string` whose example is an object becomes that object.

use serde_json::Value;

use super::{Case, Rule, RuleInfo, fill};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::describe;
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-object",
        mends: "A JSON body declared a `string` without format, whose example is an object or array, becomes that.",
        safe: "A JSON string is never an object; converters write `string` for every raw body. With a format, pattern or enum the declaration stays.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let values = case.evidence();
    let structured = |value: &&Value| value.is_object() || value.is_array();
    let systematic = || case.trust.is_systematic(Kind::String, Kind::Object) && case.trust.is_doubtful();
    let applies = is_bare(schema)
        && types(schema) == [Kind::String]
        && !values.is_empty()
        && values.iter().all(structured)
        && (case.seen.root || systematic());
    if !applies {
        return None;
    }
    fill(schema, case.infer(&values));
    Some(format!("Declared a string; the examples show {}.", describe(&values)))
}
