//! From all observations to how far the document's own examples bear out what it declares.
//!
//! A careless example in a good document and a lying schema look alike in one place. They differ over the whole
//! document: where whole numbers are told from booleans a hundred times, the one disagreement is a slip of the example;
//! where no boolean was ever declared, the declarations are what is wrong.

use std::collections::BTreeMap;

use serde_json::Value;

use super::dialect::{admits_null, is_bare, types};
use super::kind::Kind;
use super::observe::{Observations, Seen};
use super::sites::Wire;

/// How often declarations and examples agree, counted once a schema.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    /// Schemas of a declared type under which values of that kind were seen.
    agreeing: BTreeMap<Kind, usize>,
    /// Schemas by declared type and the kind that was seen instead.
    contradicting: BTreeMap<(Kind, Kind), usize>,
    /// Schemas that say nothing of what was seen there. A free object inside a body is not counted: many are meant.
    silent: usize,
    /// Schemas under which `null` was seen and that do not admit it.
    unexpected_nulls: usize,
    /// Whether any schema states a format of a text.
    states_formats: bool,
}

impl Trust {
    pub(crate) fn weigh(observations: &Observations<'_>) -> Self {
        let mut trust = Self::default();
        for seen in observations.values().filter(|seen| seen.wire == Wire::Json) {
            trust.add(seen);
        }
        trust
    }

    fn add(&mut self, seen: &Seen<'_>) {
        let types = types(seen.schema);
        self.states_formats |= types.contains(&Kind::String) && seen.schema.contains_key("format");
        let values = if seen.root { [seen.values.as_slice(), &seen.own].concat() } else { seen.values.clone() };
        let unsaid = is_bare(seen.schema) && (types.is_empty() || (seen.root && types == [Kind::Object]));
        self.silent += usize::from(unsaid && values.iter().any(|value| !is_empty(value)));
        self.nulls(seen);
        let Some(declared) = types.iter().copied().find(|kind| *kind != Kind::Null) else {
            return;
        };
        let mut counted = Vec::new();
        for value in seen.values.iter().filter(|value| !value.is_null()) {
            let kind = Kind::of(value);
            if counted.contains(&kind) {
                continue;
            }
            counted.push(kind);
            if types.iter().any(|declared| declared.admits(value)) {
                *self.agreeing.entry(kind).or_default() += 1;
            } else if value.as_str() != Some("") {
                *self.contradicting.entry((declared, kind)).or_default() += 1;
            }
        }
    }

    /// Nulls, where the schema knows of them and where it does not.
    fn nulls(&mut self, seen: &Seen<'_>) {
        if seen.root || !seen.values.iter().any(|value| value.is_null()) {
            return;
        }
        if admits_null(seen.schema) {
            *self.agreeing.entry(Kind::Null).or_default() += 1;
        } else {
            self.unexpected_nulls += 1;
        }
    }

    /// Whether a `null` that no schema told of is more than a slip: in a document that tells of others, it is one.
    pub(crate) fn believes_nulls(&self) -> bool {
        self.unexpected_nulls >= self.agreeing.get(&Kind::Null).copied().unwrap_or_default()
    }

    /// Whether the document says one type and shows another as a rule rather than once.
    pub(crate) fn is_systematic(&self, declared: Kind, seen: Kind) -> bool {
        let against = self.contradicting.get(&(declared, seen)).copied().unwrap_or_default();
        let agreeing = self.agreeing.get(&seen).copied().unwrap_or_default();
        against > 0 && against >= agreeing
    }

    /// Whether the document is one whose maker did not know its types: what it leaves unsaid is missing, not meant.
    /// One disagreement makes no doubt, and many agreements outweigh a few.
    pub(crate) fn is_doubtful(&self) -> bool {
        let agreeing: usize = self.agreeing.values().sum();
        let systematic = self.contradicting.iter().filter(|((declared, seen), _)| self.is_systematic(*declared, *seen));
        let against: usize = systematic.map(|(_, count)| count).sum();
        (against >= 2 || self.silent >= 1) && (against + self.silent) * 10 > agreeing
    }

    /// Whether a format that the examples show may be added to a declared text: only where the document is doubtful
    /// and never states one itself, because then its absence means nothing.
    pub(crate) fn may_add_formats(&self) -> bool {
        self.is_doubtful() && !self.states_formats
    }
}

/// Whether a value shows nothing of what else could stand there.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Non-null values.
pub(crate) fn filled<'a>(values: &[&'a Value]) -> Vec<&'a Value> {
    values.iter().copied().filter(|value| !value.is_null()).collect()
}
