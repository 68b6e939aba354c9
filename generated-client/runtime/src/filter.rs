//! Comparisons of typed fields → an OData filter expression (OData 4.01 URL conventions, section 5.1.1).
//!
//! A filter belongs to one model, so that a field of another one does not compile, and a literal has its field's type.
//!
//! ```
//! use openapi_client_runtime::filter::{Field, Filter, not};
//!
//! struct Gadget;
//! const NAME: Field<Gadget, String> = Field::new("name");
//! const SIZE: Field<Gadget, i64> = Field::new("size");
//!
//! let filter: Filter<Gadget> = NAME.eq("O'Hara").and(SIZE.gt(3).or(not(SIZE.is_in([1, 2]))));
//! assert_eq!(filter.to_string(), "name eq 'O''Hara' and (size gt 3 or not(size in (1,2)))");
//! ```

use std::fmt;
use std::marker::PhantomData;

/// A field of `Model` whose values are of type `Value`.
pub struct Field<Model, Value> {
    name: &'static str,
    of: PhantomData<fn() -> (Model, Value)>,
}

impl<Model, Value> Clone for Field<Model, Value> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Model, Value> Copy for Field<Model, Value> {}

impl<Model, Value> fmt::Debug for Field<Model, Value> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A value that a filter can compare with.
pub trait Literal {
    /// The value as the expression writes it.
    fn literal(&self) -> String;
}

impl Literal for String {
    fn literal(&self) -> String {
        format!("'{}'", self.replace('\'', "''"))
    }
}

impl Literal for i64 {
    fn literal(&self) -> String {
        self.to_string()
    }
}

impl Literal for f64 {
    fn literal(&self) -> String {
        self.to_string()
    }
}

impl Literal for bool {
    fn literal(&self) -> String {
        self.to_string()
    }
}

impl Literal for crate::Timestamp {
    fn literal(&self) -> String {
        self.as_str().to_owned().literal()
    }
}

impl<Model, Value: Literal> Field<Model, Value> {
    /// The field of that name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// Equal.
    pub fn eq(self, value: impl Into<Value>) -> Filter<Model> {
        self.compare("eq", value.into())
    }

    /// Not equal.
    pub fn ne(self, value: impl Into<Value>) -> Filter<Model> {
        self.compare("ne", value.into())
    }

    /// Greater.
    pub fn gt(self, value: impl Into<Value>) -> Filter<Model> {
        self.compare("gt", value.into())
    }

    /// Greater or equal.
    pub fn ge(self, value: impl Into<Value>) -> Filter<Model> {
        self.compare("ge", value.into())
    }

    /// Less.
    pub fn lt(self, value: impl Into<Value>) -> Filter<Model> {
        self.compare("lt", value.into())
    }

    /// Less or equal.
    pub fn le(self, value: impl Into<Value>) -> Filter<Model> {
        self.compare("le", value.into())
    }

    /// No value.
    pub fn is_null(self) -> Filter<Model> {
        Filter::new(format!("{} eq null", self.name), Rank::One)
    }

    /// One of these; none of nothing.
    pub fn is_in<V: Into<Value>>(self, values: impl IntoIterator<Item = V>) -> Filter<Model> {
        let values: Vec<_> = values.into_iter().map(|value| value.into().literal()).collect();
        // Servers refuse an empty list, and a dropped filter would match everything.
        if values.is_empty() {
            return Filter::new("1 eq 0".to_owned(), Rank::One);
        }
        Filter::new(format!("{} in ({})", self.name, values.join(",")), Rank::One)
    }

    fn compare(self, operator: &str, value: Value) -> Filter<Model> {
        Filter::new(format!("{} {operator} {}", self.name, value.literal()), Rank::One)
    }
}

/// A condition on the rows of one model.
pub struct Filter<Model> {
    text: String,
    rank: Rank,
    of: PhantomData<fn() -> Model>,
}

#[derive(Clone, Copy, PartialEq)]
enum Rank {
    One,
    And,
    Or,
}

impl<Model> Filter<Model> {
    fn new(text: String, rank: Rank) -> Self {
        Self { text, rank, of: PhantomData }
    }

    /// Both.
    pub fn and(self, other: Self) -> Self {
        Self::new(format!("{} and {}", self.inside(Rank::And), other.inside(Rank::And)), Rank::And)
    }

    /// Either.
    pub fn or(self, other: Self) -> Self {
        Self::new(format!("{} or {}", self.inside(Rank::Or), other.inside(Rank::Or)), Rank::Or)
    }

    fn inside(self, rank: Rank) -> String {
        if self.rank == Rank::One || self.rank == rank { self.text } else { format!("({})", self.text) }
    }
}

/// The opposite. A function, because `!a.and(b)` would turn the whole chain.
pub fn not<Model>(filter: Filter<Model>) -> Filter<Model> {
    Filter::new(format!("not({})", filter.text), Rank::One)
}

impl<Model> Clone for Filter<Model> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.rank)
    }
}

impl<Model> fmt::Display for Filter<Model> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<Model> fmt::Debug for Filter<Model> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<Model> crate::IntoParam for Filter<Model> {
    fn into_param(self) -> crate::Param {
        self.text.into_param()
    }
}
