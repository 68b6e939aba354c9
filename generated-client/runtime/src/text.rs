//! JSON values that are text on the wire, or should be.

use crate::model::{Give, Take};

/// A value that servers write as text or as JSON: kept so that it is written back as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Spelled {
    pub(crate) text: String,
    pub(crate) quoted: bool,
}

impl Spelled {
    pub(crate) fn quoted(text: impl Into<String>) -> Self {
        Self { text: text.into(), quoted: true }
    }

    /// Takes a value that came without quotes.
    pub(crate) fn plain(&mut self, value: impl ToString) -> Take {
        *self = Self { text: value.to_string(), quoted: false };
        Take::Known
    }

    /// The value as it came.
    pub(crate) fn give(&self) -> Give<'_> {
        if self.quoted {
            return Give::Text(&self.text);
        }
        let bool = || self.text.parse().map(Give::Bool).ok();
        let signed = || self.text.parse().map(Give::I64).ok();
        let unsigned = || self.text.parse().map(Give::U64).ok();
        let number = || self.text.parse().map(Give::F64).ok();
        signed().or_else(unsigned).or_else(bool).or_else(number).unwrap_or(Give::Text(&self.text))
    }
}
