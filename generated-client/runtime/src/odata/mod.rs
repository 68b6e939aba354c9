//! Typed queries over sets of rows: OData as pinejs speaks it (version 4 conventions with differences of its own).
//!
//! A property belongs to one kind of row and has one type of value, so a property of another kind and a literal of the
//! wrong type do not compile. Conditions are put into parentheses wherever two words meet, sorting always names its
//! direction, and a point in time is written `datetime'…'`: three things about which servers disagree with the standard.
//!
//! ```
//! use openapi_client_runtime::odata::{Field, Filter, not};
//!
//! struct Gadget;
//! const NAME: Field<Gadget, String> = Field::new("name");
//! const SIZE: Field<Gadget, i64> = Field::new("size");
//!
//! let filter: Filter<Gadget> = NAME.eq("O'Hara").and(SIZE.gt(3).or(not(SIZE.is_in([1, 2]))));
//! assert_eq!(filter.to_string(), "name eq 'O''Hara' and (size gt 3 or not(size in (1,2)))");
//! ```

mod bulk;
mod chunk;
mod expr;
mod field;
mod id;
mod key;
mod literal;
mod nav;
mod query;
mod read;
mod rows;
mod set;
mod value;
mod write;

pub use bulk::{AtMost, Matching};
pub use field::{Field, Filter, Term, not};
pub use id::Id;
pub use key::Key;
pub use literal::{Literal, quoted};
pub use nav::{Navigation, ToMany, ToOne};
pub use query::{Expand, Order, Query, Select};
pub use read::{Count, Get, List};
pub use rows::Rows;
pub use set::{
    Collection, Countable, Creatable, Deletable, Entity, EntitySet, Expandable, Filterable, Identified, Limited,
    Selectable, Sortable, Updatable,
};
pub use value::{Many, Nav};
pub use write::{Access, Create, Delete, Update};
