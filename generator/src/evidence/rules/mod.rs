//! The table of repairs: each rule says what it mends and why that is safe, one file each.

mod array;
mod boolean;
mod empty;
mod format;
mod items;
mod map;
mod missing;
mod null;
mod number;
mod object;
mod properties;
mod text;
mod union;
mod untyped;

use std::borrow::Cow;

use serde_json::Value;

use crate::diagnostics::Diagnostics;

use super::dialect::{Dialect, Schema, is_bare, types};
use super::infer;
use super::kind::Kind;
use super::kindred;
use super::observe::{Observations, Seen};
use super::sites::{Body, Wire};
use super::tree::place_mut;
use super::trust::{Trust, filled};

/// What `explain` tells of a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// The code of its notes.
    pub code: &'static str,
    /// What it mends.
    pub mends: &'static str,
    /// Why that is safe.
    pub safe: &'static str,
}

/// A repair of one schema.
struct Rule {
    info: RuleInfo,
    /// Changes the schema and says what was declared and what the examples show; `None` where the rule does not apply.
    mend: fn(&mut Schema, &Case<'_, '_>) -> Option<String>,
    /// Whether it may touch the fields of a form, which are text on the wire.
    forms: bool,
}

/// In the order in which they are tried: first what a value is, then what it may be besides.
const RULES: [Rule; 13] = [
    map::RULE,
    untyped::RULE,
    array::RULE,
    text::RULE,
    object::RULE,
    properties::RULE,
    items::RULE,
    boolean::RULE,
    number::RULE,
    union::RULE,
    format::RULE,
    empty::RULE,
    null::RULE,
];

/// Every rule that can change a document, in order.
pub fn explain() -> impl Iterator<Item = RuleInfo> {
    [WRAPPER, EXAMPLE_TEXT, missing::INFO]
        .into_iter()
        .chain(RULES.iter().map(|rule| rule.info))
        .chain([kindred::INFO, CONTRADICTS])
}

const WRAPPER: RuleInfo = RuleInfo {
    code: "repair-example-wrapper",
    mends: "An `example` of a media type that stands inside `{\"value\": …}` is taken out of it.",
    safe: "Only where nearly all examples of the document are wrapped so, or where the schema has no such member and does have those inside.",
};

const EXAMPLE_TEXT: RuleInfo = RuleInfo {
    code: "repair-example-text",
    mends: "An example that is JSON written as text becomes the value that it holds; comments, `...` and trailing commas are read over.",
    safe: "Only in JSON bodies whose schema does not want a constrained string; text that holds no JSON stays.",
};

const CONTRADICTS: RuleInfo = RuleInfo {
    code: "evidence-contradicts",
    mends: "Nothing: an example shows a type that the schema does not admit, and no rule decides who is right.",
    safe: "The schema stays as it is, because the rest of the document bears it out or because it says more than a type.",
};

/// One schema with what was seen there.
pub(super) struct Case<'c, 'a> {
    seen: &'c Seen<'a>,
    trust: &'c Trust,
    dialect: Dialect,
    root: &'c Value,
}

impl<'a> Case<'_, 'a> {
    /// Values without `null`. A schema's own example counts where the schema is a body's, or the document is doubtful:
    /// elsewhere it was written by hand beside the type, and slips.
    fn evidence(&self) -> Vec<&'a Value> {
        let mut values = filled(&self.seen.values);
        if self.seen.root || self.trust.is_doubtful() {
            values.extend(filled(&self.seen.own));
        }
        values
    }

    /// Whether what a schema leaves unsaid may be filled in: a body's own schema, or anywhere in a doubtful document.
    /// A free object deep in a careful document is meant to be free.
    fn may_fill(&self) -> bool {
        self.seen.root || self.trust.is_doubtful()
    }

    fn infer(&self, values: &[&Value]) -> Schema {
        infer::schema(self.dialect, &self.seen.name, values)
    }
}

/// Whether there are values and all are of one kind.
fn all_are(values: &[&Value], kind: Kind) -> bool {
    !values.is_empty() && values.iter().all(|value| Kind::of(value) == kind)
}

/// Puts what was inferred in place of the type, and leaves description and other annotations.
fn fill(schema: &mut Schema, inferred: Schema) {
    schema.shift_remove("type");
    let annotations = std::mem::take(schema);
    schema.extend(inferred);
    schema.extend(annotations);
}

/// Applies the rules to every schema that something was seen of, and notes what they leave contradicted. The snapshot is
/// the tree as it is now.
pub(super) fn apply(
    tree: &mut Value,
    snapshot: &Value,
    bodies: &[Body<'_>],
    observations: &Observations<'_>,
    trust: &Trust,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) {
    let mut mended = false;
    for body in bodies {
        if let Some(message) = missing::mend(tree, body, dialect) {
            diagnostics.note(missing::INFO.code, body.pointer.clone(), message);
            mended = true;
        }
    }
    // A copy, because the tree changes under the rules.
    let root = if mended { Cow::Owned(tree.clone()) } else { Cow::Borrowed(snapshot) };
    for (pointer, seen) in observations {
        let Some(schema) = place_mut(tree, pointer).and_then(Value::as_object_mut) else {
            continue;
        };
        let case = Case { seen, trust, dialect, root: &root };
        for rule in &RULES {
            if seen.wire != Wire::Json && !(seen.wire == Wire::Form && rule.forms) {
                continue;
            }
            if let Some(message) = (rule.mend)(schema, &case) {
                diagnostics.note(rule.info.code, pointer.clone(), message);
            }
        }
        mark_empty(schema, seen);
        if let Some(message) = contradiction(schema, seen) {
            diagnostics.note(CONTRADICTS.code, pointer.clone(), message);
        }
    }
}

/// Marks a declared text of which only `""` was seen: it may be no text at all.
fn mark_empty(schema: &mut Schema, seen: &Seen<'_>) {
    let values = filled(&seen.values);
    let only_empty = !values.is_empty() && values.iter().all(|value| value.as_str() == Some(""));
    if only_empty && seen.wire == Wire::Json && is_bare(schema) && types(schema).contains(&Kind::String) && !seen.root {
        schema.insert(kindred::ONLY_EMPTY.to_owned(), Value::Bool(true));
    }
}

fn contradiction(schema: &Schema, seen: &Seen<'_>) -> Option<String> {
    let types = types(schema);
    if seen.wire != Wire::Json || types.is_empty() {
        return None;
    }
    let empty_is_absent = schema.get("x-empty-is-absent") == Some(&Value::Bool(true));
    let against = filled(&seen.values).into_iter().filter(|value| !(empty_is_absent && value.as_str() == Some("")));
    let against: Vec<&Value> = against.filter(|value| !types.iter().any(|kind| kind.admits(value))).collect();
    let declared: Vec<&str> = types.iter().map(|kind| kind.with_article()).collect();
    (!against.is_empty()).then(|| {
        format!("The schema declares {}; an example shows {}.", declared.join(" or "), infer::describe(&against))
    })
}
