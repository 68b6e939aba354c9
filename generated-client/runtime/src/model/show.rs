//! Records → `Debug`, with personal data or without it.

use std::fmt;

use super::containers::show_map;
use super::slot::{Entries, Give, Part, Record};
use crate::secret::MASK;

/// Whether personal data is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// As it is.
    Shown,
    /// As `[personal]`.
    Hidden,
}

/// A value whose `Debug` leaves personal data out, for logs.
///
/// Which members are personal is said in the API's overlay (`x-personal`). Members that the model does not know are
/// left out too: nobody has said what they tell.
///
/// ```
/// use openapi_client_runtime as rt;
///
/// #[derive(Clone, PartialEq, Default)]
/// pub struct User {
///     pub email: Option<String>,
///     pub active: Option<bool>,
///     pub extra: rt::Extra,
/// }
/// rt::model!(User { email = "email" (personal), active = "active" });
///
/// let user: User = rt::serde_json::from_str(r#"{"email": "a@example.com", "active": true}"#).unwrap();
/// assert_eq!(format!("{:?}", rt::redacted(&user)), "User { email: [personal], active: Some(true) }");
/// ```
pub fn redacted<T: Part>(value: &T) -> Redacted<'_> {
    Redacted(value)
}

/// A value shown without personal data. See [`redacted`].
#[derive(Clone, Copy)]
pub struct Redacted<'a>(&'a dyn Part);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f, Personal::Hidden)
    }
}

/// A part as a member of something shown.
pub(super) struct Shown<'a>(pub(super) &'a dyn Part, pub(super) Personal);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f, self.1)
    }
}

/// The members that a record does not know.
struct Rest<'a>(&'a dyn Entries);

impl fmt::Debug for Rest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_map(self.0, f, Personal::Shown)
    }
}

/// Writes a record as a derived `Debug` would.
///
/// # Errors
///
/// Those of the formatter.
pub fn show(record: &dyn Record, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
    let table = record.table();
    let mut shown = f.debug_struct(table.name);
    record.parts(&mut |parts, rest| {
        for (field, part) in table.fields.iter().zip(parts) {
            if field.secret && !matches!(part.give(), Give::Absent | Give::Null) {
                shown.field(field.name, &format_args!("{MASK}"));
            } else if field.personal && personal == Personal::Hidden && !matches!(part.give(), Give::Absent) {
                shown.field(field.name, &format_args!("[personal]"));
            } else {
                shown.field(field.name, &Shown(*part, personal));
            }
        }
        if let (Some(rest), Personal::Shown) = (rest, personal) {
            shown.field("extra", &Rest(rest));
        }
    });
    shown.finish()
}
