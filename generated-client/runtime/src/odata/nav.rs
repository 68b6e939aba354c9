//! Navigations from one kind of row to another → paths, lambdas and what is read along.

use std::fmt;
use std::marker::PhantomData;

use super::expr::{Expr, Operand, Path};
use super::field::{Field, Filter, Term, is_id, within};
use super::id::Id;
use super::query::{Expand, Options, Query, Select};

/// A navigation from a row of type `E` to at most one row of type `T`.
pub struct ToOne<E, T> {
    path: Path,
    of: PhantomData<fn() -> (E, T)>,
}

/// A navigation from a row of type `E` to any number of rows of type `T`.
pub struct ToMany<E, T> {
    path: Path,
    of: PhantomData<fn() -> (E, T)>,
}

/// A navigation of either kind.
pub trait Navigation<E> {
    /// Where it leads.
    type Target;
    /// Its name on the wire.
    #[doc(hidden)]
    fn name(&self) -> &'static str;
}

macro_rules! navigation {
    ($($what:ident),*) => { $(
        impl<E, T> $what<E, T> {
            /// The navigation of that name.
            pub const fn new(name: &'static str) -> Self {
                Self { path: Path::new(name), of: PhantomData }
            }

            /// Some row there satisfies the condition.
            pub fn any(self, condition: Filter<T>) -> Filter<E> {
                Filter::new(Expr::any(self.path, condition.expr))
            }

            /// All rows there satisfy the condition; where there is none, all do.
            pub fn all(self, condition: Filter<T>) -> Filter<E> {
                Filter::new(Expr::all(self.path, condition.expr))
            }

            /// There is a row.
            pub fn exists(self) -> Filter<E> {
                Filter::new(Expr::any(self.path, Expr::Always))
            }

            /// Reads the rows along: what of them, the query says.
            pub fn with(self, query: Query<T>) -> Expand<E> {
                Expand::new(self.path.last, query.options)
            }
        }

        impl<E, T> Navigation<E> for $what<E, T> {
            type Target = T;

            fn name(&self) -> &'static str {
                self.path.last
            }
        }

        impl<E, T> Clone for $what<E, T> {
            fn clone(&self) -> Self {
                Self { path: self.path.clone(), of: PhantomData }
            }
        }

        impl<E, T> fmt::Debug for $what<E, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.path.text())
            }
        }

        impl<E, T> From<$what<E, T>> for Expand<E> {
            fn from(navigation: $what<E, T>) -> Self {
                navigation.with(Query::new())
            }
        }
    )* };
}
navigation!(ToOne, ToMany);

impl<E, T> ToOne<E, T> {
    /// To the row of that id.
    pub fn eq(self, id: impl Into<Id<T>>) -> Filter<E> {
        is_id(Operand::Path(self.path), id.into())
    }

    /// To another row than that of this id.
    pub fn ne(self, id: impl Into<Id<T>>) -> Filter<E> {
        super::field::compare(Operand::Path(self.path), "ne", &id.into())
    }

    /// To the row of one of these ids.
    pub fn is_in<I: Into<Id<T>>>(self, ids: impl IntoIterator<Item = I>) -> Filter<E> {
        within::<E, Id<T>>(Operand::Path(self.path), ids)
    }

    /// To nothing.
    pub fn is_null(self) -> Filter<E> {
        Filter::new(Expr::Compare(Operand::Path(self.path), "eq", Operand::Literal("null".to_owned())))
    }

    /// To some row.
    pub fn is_not_null(self) -> Filter<E> {
        Filter::new(Expr::Compare(Operand::Path(self.path), "ne", Operand::Literal("null".to_owned())))
    }

    /// A property of the row there, as one of the row here.
    pub fn field<V>(self, field: Field<T, V>) -> Field<E, V> {
        Field::of_path(field.path.behind(&self.path))
    }

    /// A navigation of the row there, as one of the row here.
    pub fn then<U>(self, further: ToOne<T, U>) -> ToOne<E, U> {
        ToOne { path: further.path.behind(&self.path), of: PhantomData }
    }
}

impl<E, T> ToMany<E, T> {
    /// Counts the rows along instead of reading them.
    pub fn count(self) -> Expand<E> {
        Expand::counted(self.path.last, Options::NONE)
    }

    /// Counts the rows along that satisfy the condition.
    pub fn count_of(self, condition: Filter<T>) -> Expand<E> {
        Expand::counted(self.path.last, Options { filter: condition.expr, ..Options::NONE })
    }

    /// How many rows there are, to compare with.
    pub fn size(self) -> Term<E, i64> {
        Term::new(Operand::Count(self.path, Box::new(Expr::Always)))
    }
}

impl<E, T> From<ToOne<E, T>> for Select<E> {
    fn from(navigation: ToOne<E, T>) -> Self {
        Select::new([navigation.path.last])
    }
}
