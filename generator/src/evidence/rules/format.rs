//! A declared text gets the format that all its examples share.

use serde_json::Value;

use super::{Case, Rule, RuleInfo};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::infer::add_format;
use crate::evidence::kind::Kind;
use crate::evidence::text::texts;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-format",
        mends: "A `string` without format gets the format that all its examples share: uuid, date-time (RFC 3339 alone), timestamp (other spellings), date, uri, bool-text, int-text, decimal-text.",
        safe: "A format adds to what is said and takes nothing away; only in a document that never states one and does not know its types, where the absence of a format means nothing.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let applies = is_bare(schema) && types(schema).contains(&Kind::String) && case.trust.may_add_formats();
    if !applies || case.seen.root {
        return None;
    }
    add_format(schema, &case.seen.name, &texts(&case.seen.values));
    let format = schema.get("format").and_then(Value::as_str)?;
    Some(format!("Declared a string without format; the examples are all of the format `{format}`."))
}
