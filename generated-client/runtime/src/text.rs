//! JSON values that are text on the wire, or should be: how ids, enums and scalars are read.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// Text, or a number taken as its text: ids arrive as either.
///
/// # Errors
///
/// Where the value is neither.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextOrNumber)
}

struct TextOrNumber;

impl Visitor<'_> for TextOrNumber {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or an integer")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }
}

/// Text and nothing else.
///
/// # Errors
///
/// Where the value is no text.
pub fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    serde::Deserialize::deserialize(deserializer)
}

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
}

pub(crate) struct SpelledVisitor(pub(crate) &'static str);

macro_rules! spelled {
    ($($visit:ident($from:ty)),*) => { $(
        fn $visit<E: Error>(self, value: $from) -> Result<Spelled, E> {
            Ok(Spelled { text: value.to_string(), quoted: false })
        }
    )* };
}

impl Visitor<'_> for SpelledVisitor {
    type Value = Spelled;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Spelled, E> {
        Ok(Spelled::quoted(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Spelled, E> {
        Ok(Spelled::quoted(text))
    }

    spelled!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64));
}
