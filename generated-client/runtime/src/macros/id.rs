//! Ids: types of their own around text or an integer.

/// Writes an id: a type of its own around text or an integer.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident(String)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl ::core::convert::From<&String> for $name {
            fn from(id: &String) -> Self {
                Self(id.clone())
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(id: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self(id.to_owned()))
            }
        }

        impl $crate::model::Scalar for $name {
            fn expecting(&self) -> &'static str {
                "a string or an integer"
            }

            fn text(&mut self, text: &str) -> $crate::model::Take {
                self.0 = text.to_owned();
                $crate::model::Take::Known
            }

            // Ids arrive as either.
            fn i64(&mut self, number: i64) -> $crate::model::Take {
                $crate::model::Scalar::text(self, &number.to_string())
            }

            fn u64(&mut self, number: u64) -> $crate::model::Take {
                $crate::model::Scalar::text(self, &number.to_string())
            }
        }

        $crate::__scalar!($name, Self(::std::string::String::new()), |this| $crate::model::Give::Text(&this.0));

        $crate::__id_type!($name);
    };
    ($(#[$doc:meta])* $name:ident(i64)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// The id as a number.
            pub fn get(self) -> i64 {
                self.0
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(id: &str) -> ::core::result::Result<Self, Self::Err> {
                id.parse().map(Self)
            }
        }

        impl $crate::model::Scalar for $name {
            fn expecting(&self) -> &'static str {
                "a whole number"
            }

            fn i64(&mut self, number: i64) -> $crate::model::Take {
                $crate::model::Scalar::i64(&mut self.0, number)
            }

            fn u64(&mut self, number: u64) -> $crate::model::Take {
                $crate::model::Scalar::u64(&mut self.0, number)
            }
        }

        $crate::__scalar!($name, Self(0), |this| $crate::model::Give::I64(this.0));

        $crate::__id_type!($name);
    };
}

/// What text and integer ids share.
#[doc(hidden)]
#[macro_export]
macro_rules! __id_type {
    ($name:ident) => {
        $crate::__serde!($name);

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl $crate::IntoParam for $name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.0)
            }
        }

        impl $crate::IntoParam for &$name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.0.clone())
            }
        }
    };
}
