//! Typed values ↔ JSON: one reader and one writer for all models, over tables that generated code fills.
//!
//! serde's derives write a reader and a writer for every type anew, and that was most of what compiling a generated
//! client cost. Here a model only says which members it has and where they are ([`crate::model!`]); reading, writing
//! and `Debug` are done once, in this module, and serde still drives them, so models work with any serde format.
//!
//! Reading is lenient: a value that does not fit its type costs that value. It is set aside with its place while the
//! rest is read on, in one pass.

mod containers;
mod decode;
mod macros;
mod place;
mod read;
mod scalars;
mod show;
mod slot;
mod write;

pub use decode::{Decoded, SetAside, deserialize};
pub(crate) use decode::{Undecodable, decode, decode_into};
pub use place::{Drift, DriftKind};
pub use read::{Nested, exact, variant};
pub use show::{Personal, Redacted, redacted, show};
pub use slot::{
    Elements, Entries, Field, Give, List, Members, Object, Part, Record, Scalar, Slot, Table, Take, VisitParts,
    VisitSlots, Want, Whole,
};
pub use write::serialize;

#[cfg(test)]
mod tests;
