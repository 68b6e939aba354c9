//! Values into text, booleans and numbers; what is plainly meant is taken, with a note.

use serde_json::{Number, Value};

use super::Convert;
use crate::document::path::Path;

impl Convert<'_> {
    /// Text. A number or boolean was meant to be quoted; no value is no text.
    pub(super) fn text(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        match value {
            Value::String(text) => Some(text),
            Value::Null => None,
            Value::Bool(_) | Value::Number(_) => {
                self.d.note("scalar-as-text", path.pointer(), format!("{value} is taken as text; quote it"));
                Some(value.to_string())
            }
            other => {
                self.ignored(&other, "text", path);
                None
            }
        }
    }

    /// A boolean, also as text.
    pub(super) fn boolean(&mut self, value: &Value, path: &Path<'_>) -> Option<bool> {
        match value {
            Value::Bool(truth) => Some(*truth),
            Value::Null => None,
            Value::String(text) if text == "true" || text == "false" => {
                self.d.note(
                    "text-as-boolean",
                    path.pointer(),
                    format!("{text:?} is taken as a boolean; remove the quotes"),
                );
                Some(text == "true")
            }
            other => {
                self.ignored(other, "true or false", path);
                None
            }
        }
    }

    /// A number, also as text.
    pub(super) fn number(&mut self, value: Value, path: &Path<'_>) -> Option<Number> {
        match value {
            Value::Number(number) => Some(number),
            Value::Null => None,
            Value::String(text) if serde_json::from_str::<Number>(&text).is_ok() => {
                self.d.note(
                    "text-as-number",
                    path.pointer(),
                    format!("{text:?} is taken as a number; remove the quotes"),
                );
                serde_json::from_str(&text).ok()
            }
            other => {
                self.ignored(&other, "a number", path);
                None
            }
        }
    }

    /// A count: a whole number from 0.
    pub(super) fn count(&mut self, value: Value, path: &Path<'_>) -> Option<usize> {
        let number = self.number(value, path)?;
        let count = number.as_u64().or_else(|| whole(&number).and_then(|whole| u64::try_from(whole).ok()));
        if count.is_none() {
            self.ignored(&Value::Number(number), "a whole number from 0", path);
        }
        count.and_then(|count| usize::try_from(count).ok())
    }

    /// A list of text; one text alone is a list of one.
    pub(super) fn texts(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        match value {
            Value::Array(list) => {
                list.into_iter().enumerate().filter_map(|(index, value)| self.text(value, &path.index(index))).collect()
            }
            Value::String(text) => {
                self.d.note("text-as-list", path.pointer(), format!("{text:?} is taken as a list of one"));
                vec![text]
            }
            Value::Null => Vec::new(),
            other => {
                self.ignored(&other, "a list of text", path);
                Vec::new()
            }
        }
    }

    /// A value that cannot be what stands there, where a client is right without it.
    pub(super) fn ignored(&mut self, value: &Value, wanted: &str, path: &Path<'_>) {
        let message =
            format!("{wanted} is needed here, this is {}; it is left out", crate::document::version::kind(value));
        self.d.warning("value-ignored", path.pointer(), message, "correct the value");
    }
}

/// A number without a fraction that fits 64 bits, also one spelled `1.0` or `1e3`.
pub(super) fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the range is checked: all whole floats below 2^63 are exact"
        )]
        (float.fract() == 0.0 && float.abs() < 9.0e18).then_some(float as i64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        let whole = |text: &str| serde_json::from_str::<Number>(text).ok().and_then(|number| whole(&number));
        assert_eq!(whole("1.0"), Some(1));
        assert_eq!(whole("-5"), Some(-5));
        assert_eq!(whole("1.5"), None);
        assert_eq!(whole("18446744073709551615"), None);
        assert_eq!(whole("1e300"), None);
    }
}
