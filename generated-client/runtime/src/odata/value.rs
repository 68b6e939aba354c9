//! What a row holds in the place of a navigation: nothing, an id, rows, or their number.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::Id;

/// Where a to-one navigation leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Nav<T> {
    /// Not selected.
    Absent,
    /// To nothing.
    Null,
    /// To the row of that id, which was not asked for.
    Deferred(Id<T>),
    /// To this row.
    Expanded(Box<T>),
}

impl<T> Nav<T> {
    /// Whether it was not selected.
    pub fn is_absent(&self) -> bool {
        matches!(self, Nav::Absent)
    }

    /// Whether it leads to nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Nav::Null)
    }

    /// The id, where the row was not expanded.
    pub fn id(&self) -> Option<Id<T>> {
        if let Nav::Deferred(id) = self { Some(*id) } else { None }
    }

    /// The row, where it was expanded.
    pub fn row(&self) -> Option<&T> {
        if let Nav::Expanded(row) = self { Some(row) } else { None }
    }

    /// The row, taken out.
    pub fn into_row(self) -> Option<T> {
        if let Nav::Expanded(row) = self { Some(*row) } else { None }
    }
}

impl<T> Default for Nav<T> {
    fn default() -> Self {
        Nav::Absent
    }
}

impl<T: Serialize> Serialize for Nav<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Nav::Absent | Nav::Null => serializer.serialize_unit(),
            Nav::Deferred(id) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("__id", id)?;
                map.end()
            }
            Nav::Expanded(row) => [row].serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nav<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NavVisitor(PhantomData))
    }
}

struct NavVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NavVisitor<T> {
    type Value = Nav<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, an object with `__id`, or an array of at most one row")
    }

    fn visit_unit<E: Error>(self) -> Result<Nav<T>, E> {
        Ok(Nav::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Nav<T>, E> {
        Ok(Nav::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Nav<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Nav<T>, A::Error> {
        let mut id = None;
        while let Some(name) = members.next_key::<String>()? {
            // Beside the id may stand the address of the row, if the caller asked for metadata.
            if name == "__id" {
                id = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        id.map(Nav::Deferred).ok_or_else(|| A::Error::missing_field("__id"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Nav<T>, A::Error> {
        let Some(row) = rows.next_element()? else { return Ok(Nav::Null) };
        if rows.next_element::<IgnoredAny>()?.is_some() {
            return Err(A::Error::invalid_length(2, &"at most one row"));
        }
        Ok(Nav::Expanded(row))
    }
}

/// Where a to-many navigation leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Many<T> {
    /// Not expanded.
    Absent,
    /// To these rows.
    Rows(Vec<T>),
    /// To so many rows, which were counted and not asked for.
    Count(u64),
}

impl<T> Many<T> {
    /// Whether it was not expanded.
    pub fn is_absent(&self) -> bool {
        matches!(self, Many::Absent)
    }

    /// The rows; none where it was not expanded.
    pub fn rows(&self) -> &[T] {
        if let Many::Rows(rows) = self { rows } else { &[] }
    }

    /// The rows, taken out.
    pub fn into_rows(self) -> Vec<T> {
        if let Many::Rows(rows) = self { rows } else { Vec::new() }
    }

    /// How many rows there are, where that is known.
    pub fn count(&self) -> Option<u64> {
        match self {
            Many::Absent => None,
            Many::Rows(rows) => Some(rows.len() as u64),
            Many::Count(count) => Some(*count),
        }
    }
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Many::Absent
    }
}

impl<T: Serialize> Serialize for Many<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Many::Absent => serializer.serialize_unit(),
            Many::Rows(rows) => rows.serialize(serializer),
            Many::Count(count) => serializer.serialize_u64(*count),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows, or their number")
    }

    fn visit_unit<E: Error>(self) -> Result<Many<T>, E> {
        Ok(Many::Absent)
    }

    fn visit_u64<E: Error>(self, count: u64) -> Result<Many<T>, E> {
        Ok(Many::Count(count))
    }

    fn visit_i64<E: Error>(self, count: i64) -> Result<Many<T>, E> {
        u64::try_from(count).map(Many::Count).map_err(|_| E::custom("a number of rows is not negative"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Many<T>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = all.next_element()? {
            rows.push(row);
        }
        Ok(Many::Rows(rows))
    }
}

/// The envelope of every reply but that to a creation: `{"d": …}`.
pub(super) struct Envelope<T>(pub(super) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Envelope<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for EnvelopeVisitor<T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `d`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Envelope<T>, A::Error> {
        let mut content = None;
        while let Some(name) = members.next_key::<String>()? {
            if name == "d" {
                content = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        content.map(Envelope).ok_or_else(|| A::Error::missing_field("d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn navigations_go_there_and_back() {
        let nav = |value: serde_json::Value| serde_json::from_value::<Nav<u8>>(value).ok();
        assert_eq!(nav(json!(null)), Some(Nav::Null));
        assert_eq!(nav(json!([])), Some(Nav::Null));
        assert_eq!(nav(json!({"__id": 5})), Some(Nav::Deferred(Id::new(5))));
        assert_eq!(nav(json!({"__deferred": {"uri": "/x"}, "__id": 5})), Some(Nav::Deferred(Id::new(5))));
        assert_eq!(nav(json!([7])), Some(Nav::Expanded(Box::new(7))));
        for wrong in [json!([7, 8]), json!({}), json!("x"), json!(["x"])] {
            assert_eq!(nav(wrong), None);
        }
        for text in ["null", r#"{"__id":5}"#, "[7]"] {
            let back = serde_json::from_str::<Nav<u8>>(text).and_then(|nav| serde_json::to_string(&nav));
            assert_eq!(back.ok().as_deref(), Some(text));
        }
    }

    #[test]
    fn many_are_rows_or_a_number() {
        let many = |value: serde_json::Value| serde_json::from_value::<Many<u8>>(value).ok();
        assert_eq!(many(json!([1, 2])), Some(Many::Rows(vec![1, 2])));
        assert_eq!(many(json!(3)), Some(Many::Count(3)));
        assert_eq!(many(json!(-3)), None);
        assert_eq!(many(json!([1, "x"])), None);
        assert_eq!(many(json!([1, 2])).and_then(|many| many.count()), Some(2));
    }
}
