//! An `integer` whose examples are booleans becomes a boolean.

use serde_json::json;

use super::{Case, Rule, RuleInfo, all_are};
use crate::evidence::dialect::{Schema, is_bare, types};
use crate::evidence::kind::Kind;
use crate::evidence::sites::Wire;
use crate::evidence::trust::filled;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        code: "repair-boolean",
        mends: "An `integer` whose examples are `true` or `false` becomes a boolean.",
        safe: "No validator takes a boolean for an integer; converters that ask for integers first do. Only where all examples agree, the declaration has no format, bound, default or enum, and the document does not elsewhere declare booleans well.",
    },
    mend,
    forms: true,
};

fn mend(schema: &mut Schema, case: &Case<'_, '_>) -> Option<String> {
    let declared = *types(schema).first()?;
    let values = if case.seen.wire == Wire::Form { filled(&case.seen.own) } else { filled(&case.seen.values) };
    let is_form = case.seen.wire == Wire::Form;
    let applies = matches!(declared, Kind::Integer | Kind::Number)
        && is_bare(schema)
        && all_are(&values, Kind::Boolean)
        && (is_form || case.trust.is_systematic(declared, Kind::Boolean));
    if !applies {
        return None;
    }
    replace_type(schema, declared, Kind::Boolean);
    Some(format!("Declared {}; {} a boolean.", declared.with_article(), super::number::shows(values.len())))
}

/// Changes one type and leaves `null` beside it.
pub(super) fn replace_type(schema: &mut Schema, from: Kind, to: Kind) {
    match schema.get_mut("type") {
        Some(serde_json::Value::Array(names)) => {
            for name in names.iter_mut().filter(|name| name.as_str() == Some(from.name())) {
                *name = json!(to.name());
            }
        }
        Some(name) => *name = json!(to.name()),
        None => {}
    }
}
