//! What a type has to say of itself to be read and written.

use std::fmt;

use serde_json::Value;

use super::read::Nested;
use super::show::Personal;

/// A value that can be written and shown.
///
/// It does not ask for `Debug`: that would compile the one of every list and option of a client, and [`Self::show`] does
/// the same by tables.
pub trait Part {
    /// What it is, to be written.
    fn give(&self) -> Give<'_>;

    /// What `Debug` writes, with personal data or without it.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result;
}

/// What a part is, to be written.
#[derive(Clone, Copy)]
pub enum Give<'a> {
    /// Nothing: the member is left out.
    Absent,
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    I64(i64),
    /// A whole number that is not negative.
    U64(u64),
    /// A number.
    F64(f64),
    /// Text.
    Text(&'a str),
    /// A list.
    List(&'a dyn Elements),
    /// An object whose keys are data.
    Map(&'a dyn Entries),
    /// An object with known members.
    Record(&'a dyn Record),
    /// Free JSON.
    Json(&'a Value),
}

/// A place that a value is read into.
pub trait Slot: Part {
    /// What stands there before anything was read.
    fn blank() -> Self
    where
        Self: Sized;

    /// What it takes; asked once there is a value other than null.
    fn want(&mut self) -> Want<'_>;

    /// Takes null, if it can.
    fn null(&mut self) -> bool {
        false
    }

    /// Forgets a value that turned out not to fit.
    fn clear(&mut self) {}
}

/// What a slot takes.
pub enum Want<'a> {
    /// A boolean, number or text.
    Scalar(&'a mut dyn Scalar),
    /// A list.
    List(&'a mut dyn List),
    /// An object whose keys are data.
    Map(&'a mut dyn Members),
    /// An object with known members.
    Object(&'a mut dyn Object),
    /// Anything, to be looked at as a whole.
    Whole(&'a mut dyn Whole),
}

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Taken.
    Known,
    /// Taken, though it is none of the values that the type knows.
    Unknown,
    /// Of another type.
    WrongType,
    /// Of the right type, but no value of it.
    WrongValue,
}

/// A boolean, number or text.
pub trait Scalar {
    /// What it takes, for messages.
    fn expecting(&self) -> &'static str;

    /// Takes a boolean.
    fn bool(&mut self, _: bool) -> Take {
        Take::WrongType
    }

    /// Takes a negative number, or any that fits.
    fn i64(&mut self, _: i64) -> Take {
        Take::WrongType
    }

    /// Takes a number that is not negative.
    fn u64(&mut self, _: u64) -> Take {
        Take::WrongType
    }

    /// Takes a number with a fraction, or one too large for the others.
    fn f64(&mut self, _: f64) -> Take {
        Take::WrongType
    }

    /// Takes text.
    fn text(&mut self, _: &str) -> Take {
        Take::WrongType
    }
}

/// A list being read.
pub trait List {
    /// Adds a blank element to be read into.
    fn push(&mut self) -> &mut dyn Slot;

    /// Takes the last element out again.
    fn pop(&mut self);
}

/// An object being read whose keys are data.
pub trait Members {
    /// Adds or replaces a member by a blank one to be read into.
    fn insert(&mut self, key: &str) -> &mut dyn Slot;

    /// Takes a member out again.
    fn remove(&mut self, key: &str);

    /// Whether the document speaks of such members: then none of them is news.
    fn are_declared(&self) -> bool {
        false
    }
}

/// A list, to be written.
pub trait Elements {
    /// How many elements it has.
    fn count(&self) -> usize;

    /// Hands over every element.
    fn each(&self, visit: &mut dyn FnMut(&dyn Part));
}

/// Members whose keys are data, to be written.
pub trait Entries {
    /// Hands over every member.
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Part));
}

/// Takes the known members in the order of the table, and the others.
pub type VisitParts<'a> = dyn FnMut(&[&dyn Part], Option<&dyn Entries>) + 'a;

/// Takes the known members in the order of the table, and where the others go.
pub type VisitSlots<'a> = dyn FnMut(&mut [&mut dyn Slot], &mut dyn Members) + 'a;

/// An object with known members, to be written.
pub trait Record {
    /// Its members' names and properties.
    fn table(&self) -> &'static Table;

    /// Hands over the known members in the order of the table, and the others.
    fn parts(&self, visit: &mut VisitParts<'_>);
}

/// An object with known members, to be read.
pub trait Object: Record {
    /// Hands over the known members in the order of the table, and where the others go.
    fn slots(&mut self, visit: &mut VisitSlots<'_>);
}

/// A value that is looked at as a whole before it becomes something.
pub trait Whole {
    /// Takes the value.
    fn take(&mut self, value: Value, nested: Nested<'_, '_>);
}

/// The members of an object.
#[derive(Debug)]
pub struct Table {
    /// The type's name.
    pub name: &'static str,
    /// The members, in the order of the document.
    pub fields: &'static [Field],
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// Without it the object stands for nothing.
    pub identity: bool,
    /// An empty text in its place means that there is none.
    pub empty_is_absent: bool,
    /// It tells about a person.
    pub personal: bool,
    /// It is written even where it is absent, as null.
    pub always: bool,
    /// It is sent, and shown nowhere: for secrets that are no text, which have no type of their own.
    pub secret: bool,
}

impl Field {
    /// A member without properties.
    pub const PLAIN: Field =
        Field { name: "", identity: false, empty_is_absent: false, personal: false, always: false, secret: false };
}
