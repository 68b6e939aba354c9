//! What a row holds in the place of a navigation: nothing, an id, rows, or their number.

use std::fmt;

use serde_json::Value;

use super::id::Id;
use crate::model::{self, Give, Nested, Part, Personal, Slot, Want, Whole};

/// serde's traits, by way of the models' own.
macro_rules! serde_for {
    ($name:ident) => {
        impl<T: Part> serde::Serialize for $name<T> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                model::serialize(self, serializer)
            }
        }

        impl<'de, T: Slot> serde::Deserialize<'de> for $name<T> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                model::deserialize(deserializer)
            }
        }
    };
}

/// Where a to-one navigation leads.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Nav<T> {
    /// Not selected.
    #[default]
    Absent,
    /// To nothing.
    Null,
    /// To the row of that id, which was not asked for.
    Deferred(Id<T>),
    /// To this row.
    Expanded(Box<T>),
    /// Something of another form, kept as it came.
    Other(Value),
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

/// As it came: an id as an object, a row as an array of one.
impl<T: Part> Part for Nav<T> {
    fn give(&self) -> Give<'_> {
        match self {
            Nav::Absent => Give::Absent,
            Nav::Null => Give::Null,
            Nav::Deferred(_) => Give::Record(self),
            Nav::Expanded(_) => Give::List(self),
            Nav::Other(value) => Give::Json(value),
        }
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        match self {
            Nav::Expanded(row) => row.show(f, personal),
            // What nobody has described may tell anything.
            Nav::Other(_) if personal == Personal::Hidden => f.write_str("Other"),
            Nav::Absent => f.write_str("Absent"),
            Nav::Null => f.write_str("Null"),
            Nav::Deferred(id) => f.debug_tuple("Deferred").field(id).finish(),
            Nav::Other(value) => f.debug_tuple("Other").field(value).finish(),
        }
    }
}

impl<T: Part> model::Record for Nav<T> {
    fn table(&self) -> &'static model::Table {
        const ID: model::Field = model::Field { name: "__id", ..model::Field::PLAIN };
        &model::Table { name: "Deferred", fields: &[ID] }
    }

    fn parts(&self, visit: &mut model::VisitParts<'_>) {
        if let Nav::Deferred(id) = self {
            visit(&[id], None);
        }
    }
}

impl<T: Part> model::Elements for Nav<T> {
    fn count(&self) -> usize {
        usize::from(self.row().is_some())
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Part)) {
        if let Some(row) = self.row() {
            visit(row);
        }
    }
}

impl<T: Slot> Slot for Nav<T> {
    fn blank() -> Self {
        Nav::Absent
    }

    fn want(&mut self) -> Want<'_> {
        Want::Whole(self)
    }

    fn null(&mut self) -> bool {
        *self = Nav::Null;
        true
    }

    fn clear(&mut self) {
        *self = Nav::Absent;
    }
}

impl<T: Slot> Whole for Nav<T> {
    fn take(&mut self, value: Value, mut nested: Nested<'_, '_>) {
        let known = match &value {
            // Beside the id may stand the address of the row, if the caller asked for metadata.
            Value::Object(members) => members.get("__id").and_then(Value::as_i64).map(Id::new).map(Nav::Deferred),
            Value::Array(rows) => match rows.as_slice() {
                [] => Some(Nav::Null),
                [row] => model::variant::<T>(row, &mut nested).map(Box::new).map(Nav::Expanded),
                _ => None,
            },
            _ => None,
        };
        *self = known.unwrap_or(Nav::Other(value));
    }
}

serde_for!(Nav);

/// Where a to-many navigation leads.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Many<T> {
    /// Not expanded.
    #[default]
    Absent,
    /// To these rows.
    Rows(Vec<T>),
    /// To so many rows, which were counted and not asked for.
    Count(u64),
    /// Something of another form, kept as it came.
    Other(Value),
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
            Many::Absent | Many::Other(_) => None,
            Many::Rows(rows) => Some(rows.len() as u64),
            Many::Count(count) => Some(*count),
        }
    }
}

impl<T: Part> Part for Many<T> {
    fn give(&self) -> Give<'_> {
        match self {
            Many::Absent => Give::Absent,
            Many::Rows(rows) => rows.give(),
            Many::Count(count) => Give::U64(*count),
            Many::Other(value) => Give::Json(value),
        }
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        match self {
            Many::Rows(rows) => rows.show(f, personal),
            Many::Other(_) if personal == Personal::Hidden => f.write_str("Other"),
            Many::Absent => f.write_str("Absent"),
            Many::Count(count) => f.debug_tuple("Count").field(count).finish(),
            Many::Other(value) => f.debug_tuple("Other").field(value).finish(),
        }
    }
}

impl<T: Slot> Slot for Many<T> {
    fn blank() -> Self {
        Many::Absent
    }

    fn want(&mut self) -> Want<'_> {
        Want::Whole(self)
    }

    fn clear(&mut self) {
        *self = Many::Absent;
    }
}

impl<T: Slot> Whole for Many<T> {
    fn take(&mut self, value: Value, mut nested: Nested<'_, '_>) {
        let known = match &value {
            Value::Number(count) => count.as_u64().map(Many::Count),
            Value::Array(_) => model::variant::<Vec<T>>(&value, &mut nested).map(Many::Rows),
            _ => None,
        };
        *self = known.unwrap_or(Many::Other(value));
    }
}

serde_for!(Many);

/// The envelope of every reply but that to a creation: `{"d": …}`.
pub(super) struct Envelope<T>(pub(super) T);

impl<T: Part> Envelope<T> {
    const TABLE: model::Table =
        model::Table { name: "Envelope", fields: &[model::Field { name: "d", identity: true, ..model::Field::PLAIN }] };
}

impl<T: Part> model::Record for Envelope<T> {
    fn table(&self) -> &'static model::Table {
        &Self::TABLE
    }

    fn parts(&self, visit: &mut model::VisitParts<'_>) {
        visit(&[&self.0], None);
    }
}

impl<T: Slot> model::Object for Envelope<T> {
    fn slots(&mut self, visit: &mut model::VisitSlots<'_>) {
        visit(&mut [&mut self.0], &mut crate::Extra::default());
    }
}

impl<T: Part> fmt::Debug for Envelope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f, Personal::Shown)
    }
}

impl<T: Part> Part for Envelope<T> {
    fn give(&self) -> Give<'_> {
        Give::Record(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        self.0.show(f, personal)
    }
}

impl<T: Slot> Slot for Envelope<T> {
    fn blank() -> Self {
        Envelope(T::blank())
    }

    fn want(&mut self) -> Want<'_> {
        Want::Object(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn navigations_go_there_and_back() {
        let nav = |value: Value| serde_json::from_value::<Nav<u8>>(value).ok();
        assert_eq!(nav(json!(null)), Some(Nav::Null));
        assert_eq!(nav(json!([])), Some(Nav::Null));
        assert_eq!(nav(json!({"__id": 5})), Some(Nav::Deferred(Id::new(5))));
        assert_eq!(nav(json!({"__deferred": {"uri": "/x"}, "__id": 5})), Some(Nav::Deferred(Id::new(5))));
        assert_eq!(nav(json!([7])), Some(Nav::Expanded(Box::new(7))));
        for other in [json!([7, 8]), json!({}), json!("x"), json!(["x"]), json!(1)] {
            assert_eq!(nav(other.clone()), Some(Nav::Other(other)));
        }
        for text in ["null", r#"{"__id":5}"#, "[7]", "[7,8]"] {
            let back = serde_json::from_str::<Nav<u8>>(text).and_then(|nav| serde_json::to_string(&nav));
            assert_eq!(back.ok().as_deref(), Some(text));
        }
    }

    #[test]
    fn many_are_rows_or_a_number() {
        let many = |value: Value| serde_json::from_value::<Many<u8>>(value).ok();
        assert_eq!(many(json!([1, 2])), Some(Many::Rows(vec![1, 2])));
        assert_eq!(many(json!(3)), Some(Many::Count(3)));
        assert_eq!(many(json!(-3)), Some(Many::Other(json!(-3))));
        assert_eq!(many(json!([1, 2])).and_then(|many| many.count()), Some(2));
    }

    #[test]
    fn a_row_that_does_not_fit_costs_that_row() {
        let envelope = model::decode::<Envelope<Vec<Many<u8>>>>(br#"{"d":[[1,"x",2],4],"more":1}"#, None).ok();
        let envelope = envelope.map(|decoded| (decoded.value.0, decoded.set_aside.len()));
        assert_eq!(envelope, Some((vec![Many::Rows(vec![1, 2]), Many::Count(4)], 1)));
        assert!(model::decode::<Envelope<u64>>(br#"{"e":1}"#, None).is_err());
    }
}
