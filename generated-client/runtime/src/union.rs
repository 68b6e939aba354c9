//! Values of several shapes: how generated unions are read without losing any.

use serde_json::Value;

pub use crate::model::{exact, variant};

/// The value of a discriminator.
pub fn tag<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str()
}

/// Whether the value is an object with all of these members.
pub fn has(value: &Value, members: &[&str]) -> bool {
    members.iter().all(|member| value.get(member).is_some())
}

/// Writes a union's traits. Variants are tried by the JSON type they stand for, or by the text of a discriminator; what
/// fits none goes to the `Other(serde_json::Value)` variant and is written back as it came.
///
/// ```
/// use openapi_client_runtime as rt;
///
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub enum Status {
///     Code(i64),
///     Text(String),
///     Other(rt::serde_json::Value),
/// }
/// rt::union!(Status { is_i64 => Code(i64), is_string => Text(String) });
///
/// assert_eq!(rt::serde_json::from_str::<Status>("5").unwrap(), Status::Code(5));
/// assert_eq!(rt::serde_json::from_str::<Status>("[]").unwrap(), Status::Other(rt::serde_json::json!([])));
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident { $($test:ident => $variant:ident($type:ty)),+ $(,)? }) => {
        $crate::union!(@write $name { $($variant),+ });
        impl $crate::model::Whole for $name {
            fn take(&mut self, value: $crate::serde_json::Value, mut nested: $crate::model::Nested<'_, '_>) {
                *self = match () {
                    $(
                        () if value.$test() => $crate::union::variant::<$type>(&value, &mut nested).map(Self::$variant),
                    )+
                    () => ::core::option::Option::None,
                }
                .unwrap_or(Self::Other(value));
            }
        }
    };
    ($name:ident by $member:literal { $($tag:literal => $variant:ident($type:ty)),+ $(,)? }) => {
        $crate::union!(@write $name { $($variant),+ });
        impl $crate::model::Whole for $name {
            fn take(&mut self, value: $crate::serde_json::Value, mut nested: $crate::model::Nested<'_, '_>) {
                *self = match $crate::union::tag(&value, $member) {
                    $( ::core::option::Option::Some($tag) => $crate::union::variant::<$type>(&value, &mut nested).map(Self::$variant), )+
                    _ => ::core::option::Option::None,
                }
                .unwrap_or(Self::Other(value));
            }
        }
    };
    (@write $name:ident { $($variant:ident),+ }) => {
        $crate::union_slot!($name);
        $crate::union_part!($name { $($variant),+ });
    };
}

/// What remains for a union that reads itself: to say that it is a slot.
#[macro_export]
macro_rules! union_slot {
    ($name:ident) => {
        impl $crate::model::Slot for $name {
            fn blank() -> Self {
                Self::Other($crate::serde_json::Value::Null)
            }

            fn want(&mut self) -> $crate::model::Want<'_> {
                $crate::model::Want::Whole(self)
            }
        }

        $crate::__deserialize!($name);
    };
}

/// Writes how a union is written.
#[macro_export]
macro_rules! union_part {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::model::Part for $name {
            fn give(&self) -> $crate::model::Give<'_> {
                match self {
                    $( Self::$variant(value) => $crate::model::Part::give(value), )*
                    Self::Other(value) => $crate::model::Part::give(value),
                }
            }

            fn show(
                &self,
                f: &mut ::core::fmt::Formatter<'_>,
                personal: $crate::model::Personal,
            ) -> ::core::fmt::Result {
                match self {
                    $( Self::$variant(value) => $crate::model::Part::show(value, f, personal), )*
                    Self::Other(value) => $crate::model::Part::show(value, f, personal),
                }
            }
        }

        $crate::__serialize!($name);
    };
}
