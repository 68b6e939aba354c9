//! A scalar of one declared type of which the examples also show another admits both.

use serde_json::{Value, json};

use super::{Case, Rule, RuleInfo};
use crate::evidence::dialect::{Dialect, Schema, is_bare, types};
use crate::evidence::infer::kinds;
use crate::evidence::kind::Kind;
use crate::evidence::trust::filled;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-union",
        mends: "A `string`, `integer`, `number` or `boolean` of which the examples show another scalar type admits both.",
        safe: "What was declared stays admitted. Only where the document shows this disagreement as a rule, and only from examples of whole bodies.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let declared = types(schema);
    let [kind] = declared[..] else { return None };
    let values: Vec<&Value> =
        filled(&case.seen.values).into_iter().filter(|value| value.as_str() != Some("")).collect();
    let others: Vec<Kind> = kinds(&values).into_iter().filter(|seen| differs(kind, *seen)).collect();
    let scalar = |kind: &Kind| matches!(kind, Kind::String | Kind::Integer | Kind::Number | Kind::Boolean);
    let applies = is_bare(schema)
        && scalar(&kind)
        && !others.is_empty()
        && others.iter().all(|seen| scalar(seen) && case.trust.is_systematic(kind, *seen))
        && case.trust.is_doubtful();
    if !applies {
        return None;
    }
    let names: Vec<&str> = std::iter::once(kind).chain(others.iter().copied()).map(Kind::name).collect();
    if case.dialect == Dialect::TypeArray {
        schema.insert("type".to_owned(), json!(names));
    } else {
        schema.shift_remove("type");
        let branches: Vec<Value> = names.iter().map(|name| json!({ "type": name })).collect();
        schema.insert("oneOf".to_owned(), Value::Array(branches));
    }
    Some(format!("Declared {}; the examples also show {}.", kind.with_article(), others[0].with_article()))
}

fn differs(declared: Kind, seen: Kind) -> bool {
    declared != seen && !matches!((declared, seen), (Kind::Number, Kind::Integer) | (Kind::Integer, Kind::Number))
}
