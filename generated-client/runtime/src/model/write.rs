//! Parts → any serde format.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::slot::{Elements, Entries, Give, Part, Record};
use crate::secret;

/// Writes a part. What is absent, and yet asked for, is null.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(part: &dyn Part, serializer: S) -> Result<S::Ok, S::Error> {
    Written(part.give()).serialize(serializer)
}

struct Written<'a>(Give<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Give::Absent | Give::Null => serializer.serialize_unit(),
            Give::Bool(value) => serializer.serialize_bool(value),
            Give::I64(value) => serializer.serialize_i64(value),
            Give::U64(value) => serializer.serialize_u64(value),
            Give::F64(value) => serializer.serialize_f64(value),
            Give::Text(text) => serializer.serialize_str(text),
            Give::List(elements) => list(elements, serializer),
            Give::Map(entries) => map(entries, serializer),
            Give::Record(members) => record(members, serializer),
            Give::Json(value) => value.serialize(serializer),
        }
    }
}

fn list<S: Serializer>(elements: &dyn Elements, serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(elements.count()))?;
    let mut written = Ok(());
    elements.each(&mut |part| {
        if written.is_ok() {
            written = list.serialize_element(&Written(part.give()));
        }
    });
    written?;
    list.end()
}

fn map<S: Serializer>(entries: &dyn Entries, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    members(entries, &mut map)?;
    map.end()
}

fn members<M: SerializeMap>(entries: &dyn Entries, map: &mut M) -> Result<(), M::Error> {
    let mut written = Ok(());
    entries.each(&mut |name, part| {
        if written.is_ok() {
            written = map.serialize_entry(name, &Written(part.give()));
        }
    });
    written
}

/// The members that are there, in the order of the document, then the others.
fn record<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut written = Ok(());
    record.parts(&mut |parts, rest| written = known(record, parts, rest, &mut map));
    written?;
    map.end()
}

fn known<M: SerializeMap>(
    record: &dyn Record,
    parts: &[&dyn Part],
    rest: Option<&dyn Entries>,
    map: &mut M,
) -> Result<(), M::Error> {
    for (field, part) in record.table().fields.iter().zip(parts) {
        match part.give() {
            Give::Absent if !field.always => {}
            Give::Absent | Give::Null => map.serialize_entry(field.name, &Written(Give::Null))?,
            _ if field.secret && secret::is_masked() => map.serialize_entry(field.name, secret::MASK)?,
            given => map.serialize_entry(field.name, &Written(given))?,
        }
    }
    rest.map_or(Ok(()), |rest| members(rest, map))
}
