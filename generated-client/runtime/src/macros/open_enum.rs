//! Open enums: a value that they do not know is kept.

/// Writes the traits of an open enum of texts: a value that it does not know is kept in `Unknown(String)`.
#[macro_export]
macro_rules! text_enum {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $name {
            /// The values that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }

        impl ::core::convert::From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::model::Scalar for $name {
            fn expecting(&self) -> &'static str {
                "a string"
            }

            fn text(&mut self, text: &str) -> $crate::model::Take {
                *self = Self::from(text);
                match self {
                    Self::Unknown(_) => $crate::model::Take::Unknown,
                    _ => $crate::model::Take::Known,
                }
            }
        }

        $crate::__scalar!($name, Self::Unknown(::std::string::String::new()), |this| $crate::model::Give::Text(this.as_str()));
        $crate::__serde!($name);

        impl $crate::IntoParam for $name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.as_str())
            }
        }
    };
}

/// Writes the traits of an open enum of integers: a value that it does not know is kept in `Unknown(i64)`.
#[macro_export]
macro_rules! int_enum {
    ($name:ident { $($variant:ident = $number:literal),* $(,)? }) => {
        impl $name {
            /// The values that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            pub fn get(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => *number,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::Unknown(number),
                }
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                text.parse::<i64>().map(Self::from)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.get(), f)
            }
        }

        impl $crate::model::Scalar for $name {
            fn expecting(&self) -> &'static str {
                "a whole number"
            }

            fn i64(&mut self, number: i64) -> $crate::model::Take {
                *self = Self::from(number);
                match self {
                    Self::Unknown(_) => $crate::model::Take::Unknown,
                    _ => $crate::model::Take::Known,
                }
            }

            fn u64(&mut self, number: u64) -> $crate::model::Take {
                match i64::try_from(number) {
                    ::core::result::Result::Ok(number) => $crate::model::Scalar::i64(self, number),
                    ::core::result::Result::Err(_) => $crate::model::Take::WrongValue,
                }
            }
        }

        $crate::__scalar!($name, Self::Unknown(0), |this| $crate::model::Give::I64(this.get()));
        $crate::__serde!($name);

        impl $crate::IntoParam for $name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.get())
            }
        }
    };
}
