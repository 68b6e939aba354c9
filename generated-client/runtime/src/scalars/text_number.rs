//! Numbers that servers write as text.

use super::either_spelling;
use crate::text::Spelled;

/// An integer in any spelling, kept as it came: `5`, `"5"`, `""`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextInt(Spelled);

either_spelling!(TextInt, "an integer, or one spelled as text");

impl TextInt {
    /// The value, where the spelling has one.
    pub fn value(&self) -> Option<i64> {
        self.0.text.trim().parse().ok()
    }
}

impl From<i64> for TextInt {
    fn from(value: i64) -> Self {
        Self(Spelled { text: value.to_string(), quoted: false })
    }
}

/// A decimal number in any spelling, kept as it came: `"12.50"` stays `12.50`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextDecimal(Spelled);

either_spelling!(TextDecimal, "a number, or one spelled as text");

impl TextDecimal {
    /// The nearest floating-point value, where the spelling has one.
    pub fn value(&self) -> Option<f64> {
        self.0.text.trim().parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl From<f64> for TextDecimal {
    fn from(value: f64) -> Self {
        Self(Spelled { text: value.to_string(), quoted: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_have_a_value_and_go_back_as_they_came() {
        for (json, value) in [("5", Some(5)), ("\"501\"", Some(501)), ("\"\"", None), ("\"16 GB\"", None)] {
            let text = serde_json::from_str::<TextInt>(json);
            assert_eq!(text.as_ref().ok().map(TextInt::value), Some(value), "{json}");
            assert_eq!(text.and_then(|text| serde_json::to_string(&text)).ok().as_deref(), Some(json));
        }
        let decimal = serde_json::from_str::<TextDecimal>("\"12.50\"").ok();
        assert_eq!(decimal.as_ref().and_then(TextDecimal::value), Some(12.5));
        assert_eq!(decimal.map(|decimal| decimal.to_string()).as_deref(), Some("12.50"));
    }
}
