//! Values that APIs spell in several ways: each keeps its spelling, an accessor gives its meaning.

mod date;
mod text_bool;
mod text_number;
mod timestamp;

pub use date::Date;
pub use text_bool::TextBool;
pub use text_number::{TextDecimal, TextInt};
pub use timestamp::Timestamp;

/// What all spellings share: text in, text out.
macro_rules! spelling {
    ($name:ident) => {
        impl crate::model::Scalar for $name {
            fn expecting(&self) -> &'static str {
                "a string"
            }

            fn text(&mut self, text: &str) -> crate::model::Take {
                self.0 = text.to_owned();
                crate::model::Take::Known
            }
        }

        crate::__scalar!($name, Self(String::new()), |this| crate::model::Give::Text(&this.0));
        crate::__serde!($name);

        impl $name {
            /// Takes the spelling over as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The spelling.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<&$name> for $name {
            fn from(other: &$name) -> Self {
                other.clone()
            }
        }

        impl crate::IntoParam for $name {
            fn into_param(self) -> crate::Param {
                self.0.into_param()
            }
        }
    };
}
use spelling;

/// The same for values that come with or without quotes.
macro_rules! either_spelling {
    ($name:ident, $expected:literal) => {
        impl $name {
            /// Takes the spelling over as it is; written as text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(crate::text::Spelled::quoted(text))
            }

            /// The spelling.
            pub fn as_str(&self) -> &str {
                &self.0.text
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0.text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl crate::model::Scalar for $name {
            fn expecting(&self) -> &'static str {
                $expected
            }

            fn bool(&mut self, value: bool) -> crate::model::Take {
                self.0.plain(value)
            }

            fn i64(&mut self, value: i64) -> crate::model::Take {
                self.0.plain(value)
            }

            fn u64(&mut self, value: u64) -> crate::model::Take {
                self.0.plain(value)
            }

            fn f64(&mut self, value: f64) -> crate::model::Take {
                self.0.plain(value)
            }

            fn text(&mut self, text: &str) -> crate::model::Take {
                self.0 = crate::text::Spelled::quoted(text);
                crate::model::Take::Known
            }
        }

        crate::__scalar!($name, Self(crate::text::Spelled::quoted("")), |this| this.0.give());
        crate::__serde!($name);

        impl crate::IntoParam for $name {
            fn into_param(self) -> crate::Param {
                self.0.text.into_param()
            }
        }
    };
}
use either_spelling;
