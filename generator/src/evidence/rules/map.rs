//! Properties whose names are UUIDs are a map.

use serde_json::Value;

use super::{Case, Rule, RuleInfo};
use crate::evidence::dialect::{Schema, types};
use crate::evidence::infer::{keys_are_data, members};
use crate::evidence::kind::Kind;
use crate::evidence::trust::filled;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-map",
        mends: "An `object` whose properties are all named by a UUID becomes a map of what the examples hold there.",
        safe: "The name of a property is chosen once for all objects; a UUID names one thing of one customer.",
    },
    mend,
    forms: false,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let properties = schema.get("properties").and_then(Value::as_object)?;
    let is_object = types(schema).contains(&Kind::Object);
    if !is_object
        || schema.contains_key("additionalProperties")
        || !keys_are_data(properties.keys().map(String::as_str))
    {
        return None;
    }
    let values = filled(&case.seen.values);
    let members: Vec<&Value> = members(&values).values().flatten().copied().collect();
    if members.is_empty() {
        return None;
    }
    let count = properties.len();
    schema.shift_remove("properties");
    schema.shift_remove("required");
    schema.insert("additionalProperties".to_owned(), Value::Object(case.infer(&members)));
    Some(format!(
        "Declared {count} {} named by a UUID; the keys are data.",
        if count == 1 { "property" } else { "properties" }
    ))
}
