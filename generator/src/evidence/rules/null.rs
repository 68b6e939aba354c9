//! `null` in an example becomes a value that the schema admits.

use serde_json::json;

use super::{Case, Rule, RuleInfo};
use crate::evidence::dialect::{Schema, admits_null, types};
use crate::evidence::tree::resolve;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-null",
        mends: "A schema whose examples hold `null` admits it.",
        safe: "It only admits more: what was declared stays. The example of a whole body counts, a schema's own `example: null` does not. In a document that mostly tells where `null` may stand, the example is the slip.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let nulls = case.seen.values.iter().filter(|value| value.is_null()).count();
    // The example of a whole body that is null stands for no example.
    if nulls == 0
        || !case.trust.believes_nulls()
        || case.seen.root
        || admits_null(schema)
        || target_admits_null(schema, case)
    {
        return None;
    }
    let declared = types(schema);
    let unsaid = if schema.contains_key("$ref") { "a reference" } else { "no type" };
    let declared = declared.first().map_or(unsaid, |kind| kind.with_article());
    case.dialect.set_nullable(schema);
    Some(format!("Declared {declared}; {} null.", if nulls == 1 { "an example shows" } else { "examples show" }))
}

/// Whether what the schema refers to admits `null`; another file is not looked into.
fn target_admits_null(schema: &Schema, case: &Case<'_, '_>) -> bool {
    let Some(reference) = schema.get("$ref") else {
        return false;
    };
    let whole = json!({ "$ref": reference });
    let target = resolve(case.root, String::new(), &whole);
    target.and_then(|(_, target)| target.as_object().map(admits_null)).unwrap_or(true)
}
