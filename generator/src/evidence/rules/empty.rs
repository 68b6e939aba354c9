//! `""` where another type is declared stands for no value.

use serde_json::{Value, json};

use super::{Case, Rule, RuleInfo};
use crate::evidence::dialect::{Schema, types};
use crate::evidence::kind::Kind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-empty",
        mends: "`\"\"` where an object, a number, a date or a closed list is declared is taken for no value (`x-empty-is-absent`).",
        safe: "The declared type stays; the empty text is never a value of it, and is what servers write for none. Only in a document that shows in many places that its maker did not know the types.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let empty = case.seen.values.iter().any(|value| value.as_str() == Some(""));
    if !empty || schema.contains_key("x-empty-is-absent") || !case.trust.is_doubtful() {
        return None;
    }
    let declared = types(schema);
    let first = declared.iter().find(|kind| **kind != Kind::Null)?;
    let means_absent = !declared.contains(&Kind::String) || has_no_empty_value(schema);
    if !means_absent {
        return None;
    }
    schema.insert("x-empty-is-absent".to_owned(), json!(true));
    Some(format!("Declared {}; an example shows an empty text.", first.with_article()))
}

/// Whether a declared text cannot be empty.
fn has_no_empty_value(schema: &Schema) -> bool {
    let format = schema.get("format").and_then(Value::as_str);
    let closed = schema.get("enum").and_then(Value::as_array).is_some_and(|values| !values.contains(&json!("")));
    closed
        || matches!(
            format,
            Some("date-time" | "timestamp" | "date" | "uuid" | "uri" | "bool-text" | "int-text" | "decimal-text")
        )
}
