//! Records → any serde format, member by member.

use serde::ser::{SerializeMap, Serializer};

use super::slot::{Entries, Part, Record, Table};

/// Writes the members that are there, in the order of the document, then the others.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut written = Ok(());
    record.parts(&mut |parts, rest| written = members(record.table(), parts, rest, &mut map));
    written?;
    map.end()
}

fn members<M: SerializeMap>(
    table: &Table,
    parts: &[&dyn Part],
    rest: Option<&dyn Entries>,
    map: &mut M,
) -> Result<(), M::Error> {
    for (field, part) in table.fields.iter().zip(parts) {
        if field.always || !part.is_absent() {
            map.serialize_entry(field.name, part)?;
        }
    }
    let mut written = Ok(());
    if let Some(rest) = rest {
        rest.each(&mut |name, part| {
            if written.is_ok() {
                written = map.serialize_entry(name, part);
            }
        });
    }
    written
}
