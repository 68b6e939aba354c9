//! From all observations to how far the document's own examples bear out what it declares.
//!
//! A careless example in a good document and a lying schema look alike in one place. They differ over the whole
//! document: where whole numbers are told from booleans a hundred times, the one disagreement is a slip of the example;
//! where no boolean was ever declared, the declarations are what is wrong.

use std::collections::BTreeMap;

use serde_json::Value;

use super::dialect::{Schema, is_bare, types};
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
    /// Schemas of replies and JSON requests that say nothing of what was seen there.
    silent: usize,
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
        if says_nothing(seen.schema)
            && !seen
                .values
                .iter()
                .chain(&seen.own)
                .all(|value| value.is_null())
        {
            self.silent += 1;
        }
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

    /// Whether the document says one type and shows another as a rule rather than once.
    pub(crate) fn is_systematic(&self, declared: Kind, seen: Kind) -> bool {
        let against = self
            .contradicting
            .get(&(declared, seen))
            .copied()
            .unwrap_or_default();
        let agreeing = self.agreeing.get(&seen).copied().unwrap_or_default();
        against > 0 && against >= agreeing
    }

    /// Whether the document is one whose maker did not know its types: what it leaves unsaid is missing, not meant.
    pub(crate) fn is_doubtful(&self) -> bool {
        let agreeing: usize = self.agreeing.values().sum();
        let against: usize = self.contradicting.values().sum();
        (against + self.silent) * 10 > agreeing
    }

    /// Whether a format that the examples show may be added to a declared text: only where the document is doubtful
    /// and never states one itself, because then its absence means nothing.
    pub(crate) fn may_add_formats(&self) -> bool {
        self.is_doubtful() && !self.states_formats
    }
}

/// Whether a schema declares no type, or an object without a word on its members.
pub(crate) fn says_nothing(schema: &Schema) -> bool {
    is_bare(schema) && matches!(types(schema)[..], [] | [Kind::Object])
}

/// Non-null values.
pub(crate) fn filled<'a>(values: &[&'a Value]) -> Vec<&'a Value> {
    values
        .iter()
        .copied()
        .filter(|value| !value.is_null())
        .collect()
}
