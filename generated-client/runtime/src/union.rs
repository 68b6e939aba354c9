//! Values of several shapes: how generated unions are read without losing any.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Value;

/// The whole value, to be looked at.
///
/// # Errors
///
/// Where the JSON is broken.
pub fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Value::deserialize(deserializer)
}

/// The value of a discriminator.
pub fn tag<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str()
}

/// The value as one variant's type; `None` where it does not fit.
pub fn variant<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// The value as a variant's type, if nothing of it would be lost: what is written back is what came, and no member of it
/// is unknown to the type.
pub fn exact<T: DeserializeOwned + serde::Serialize>(value: &Value) -> Option<T> {
    let known: T = variant(value)?;
    let back = serde_json::to_value(&known).ok()?;
    (back == *value).then_some(known)
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
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                let value = $crate::union::value(deserializer)?;
                $(
                    if value.$test() && let ::core::option::Option::Some(known) = $crate::union::variant::<$type>(&value) {
                        return ::core::result::Result::Ok($name::$variant(known));
                    }
                )+
                ::core::result::Result::Ok($name::Other(value))
            }
        }
    };
    ($name:ident by $member:literal { $($tag:literal => $variant:ident($type:ty)),+ $(,)? }) => {
        $crate::union!(@write $name { $($variant),+ });
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                let value = $crate::union::value(deserializer)?;
                let known = match $crate::union::tag(&value, $member) {
                    $( ::core::option::Option::Some($tag) => $crate::union::variant::<$type>(&value).map($name::$variant), )+
                    _ => ::core::option::Option::None,
                };
                ::core::result::Result::Ok(known.unwrap_or($name::Other(value)))
            }
        }
    };
    (@write $name:ident { $($variant:ident),+ }) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $( $name::$variant(value) => $crate::serde::Serialize::serialize(value, serializer), )+
                    $name::Other(value) => $crate::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
}
