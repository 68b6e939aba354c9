//! Booleans that servers write as text: `True`, `Yes`, an empty string.

use super::either_spelling;
use crate::text::Spelled;

/// A boolean in any spelling, kept as it came: `true`, `"True"`, `"Yes"`, `""`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextBool(Spelled);

either_spelling!(TextBool, "a boolean, or one spelled as text");

impl TextBool {
    /// The value, where the spelling has one; an empty string has none.
    pub fn value(&self) -> Option<bool> {
        match self.0.text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }
}

impl From<bool> for TextBool {
    fn from(value: bool) -> Self {
        Self(Spelled { text: value.to_string(), quoted: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_have_a_value_and_go_back_as_they_came() {
        for (json, value) in [
            ("true", Some(true)),
            ("\"True\"", Some(true)),
            ("\"No\"", Some(false)),
            ("\"\"", None),
            ("0", Some(false)),
        ] {
            let text = serde_json::from_str::<TextBool>(json);
            assert_eq!(text.as_ref().ok().map(TextBool::value), Some(value), "{json}");
            assert_eq!(text.and_then(|text| serde_json::to_string(&text)).ok().as_deref(), Some(json));
        }
        assert!(serde_json::from_str::<TextBool>("[]").is_err());
    }
}
