//! Absent, null or a value: three things that some APIs tell apart; and `""` where an API means absent.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, Serializer};

/// A member that may be absent, null, or there. Each is written back as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nullable<T> {
    /// Not there.
    #[default]
    Absent,
    /// There, and null.
    Null,
    /// There.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether it is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Nullable::Absent)
    }

    /// Whether it is there and null.
    pub fn is_null(&self) -> bool {
        matches!(self, Nullable::Null)
    }

    /// The value, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Nullable::Value(value) => Some(value),
            Nullable::Absent | Nullable::Null => None,
        }
    }

    /// The value, if there is one, to be changed.
    pub fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Nullable::Value(value) => Some(value),
            Nullable::Absent | Nullable::Null => None,
        }
    }

    /// The value, if there is one, taken out.
    pub fn into_option(self) -> Option<T> {
        match self {
            Nullable::Value(value) => Some(value),
            Nullable::Absent | Nullable::Null => None,
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Nullable::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Nullable::Value(value.to_owned())
    }
}

/// `None` is null: what is not set at all is absent.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Nullable::Null, Nullable::Value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

/// Decodes a field whose server writes `""` for "there is none". For `deserialize_with`.
///
/// # Errors
///
/// Those of the field's own type.
pub fn empty_is_absent<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    deserializer.deserialize_any(EmptyIsAbsent(PhantomData))
}

struct EmptyIsAbsent<T>(PhantomData<T>);

macro_rules! pass_on {
    ($($visit:ident($from:ty)),*) => { $(
        fn $visit<E: Error>(self, value: $from) -> Result<T, E> {
            T::deserialize(Present(value.into_deserializer()))
        }
    )* };
}

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for EmptyIsAbsent<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or an empty string")
    }

    pass_on!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64));

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        if value.is_empty() { Ok(T::default()) } else { T::deserialize(Present(value.into_deserializer())) }
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::deserialize(().into_deserializer())
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        T::deserialize(().into_deserializer())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    // Handing the access on, not a copy of the value, keeps the path to a misfit inside it.
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        T::deserialize(Present(SeqAccessDeserializer::new(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(Present(MapAccessDeserializer::new(members)))
    }
}

/// A value that is there: serde's own wrappers do not answer to an `Option` that asks.
struct Present<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Present<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(Present(self.0))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(Present(self.0))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    struct User {
        id: u32,
    }

    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    struct Device {
        #[serde(default, deserialize_with = "empty_is_absent", skip_serializing_if = "Nullable::is_absent")]
        user: Nullable<User>,
        #[serde(default, deserialize_with = "empty_is_absent")]
        tags: Option<Vec<u32>>,
    }

    #[test]
    fn an_empty_string_is_absent() {
        let user = |value: serde_json::Value| {
            serde_json::from_value::<Device>(json!({"user": value})).map(|device| device.user).ok()
        };
        assert_eq!(user(json!("")), Some(Nullable::Absent));
        assert_eq!(user(json!(null)), Some(Nullable::Null));
        assert_eq!(user(json!({"id": 1})), Some(Nullable::Value(User { id: 1 })));
        assert_eq!(user(json!("x")), None);
        let tags = serde_json::from_value::<Device>(json!({"tags": [1, 2]})).map(|device| device.tags);
        assert_eq!(tags.ok(), Some(Some(vec![1, 2])));
    }

    #[test]
    fn a_misfit_inside_keeps_its_path() {
        let mut deserializer = serde_json::Deserializer::from_str(r#"{"user": {"id": "x"}}"#);
        let error = serde_path_to_error::deserialize::<_, Device>(&mut deserializer).err();
        assert_eq!(error.map(|error| error.path().to_string()).as_deref(), Some("user.id"));
    }

    #[test]
    fn three_states_go_there_and_back() {
        for text in [r#"{"tags":null}"#, r#"{"user":null,"tags":null}"#, r#"{"user":{"id":1},"tags":null}"#] {
            let back = serde_json::from_str::<Device>(text).and_then(|device| serde_json::to_string(&device));
            assert_eq!(back.ok().as_deref(), Some(text));
        }
    }
}
