//! Properties and what can be computed from them → conditions whose literals have the property's type.

use std::fmt;
use std::marker::PhantomData;

use super::expr::{Expr, Operand, Path};
use super::id::Id;
use super::literal::Literal;
use super::query::{Order, Select};
use crate::{Date, TextInt, Timestamp};

/// A property of the rows of type `E`, with values of type `V`.
pub struct Field<E, V> {
    pub(super) path: Path,
    of: PhantomData<fn() -> (E, V)>,
}

/// Something with a value of type `V` for each row of type `E`: a property, a function of one, a sum.
pub struct Term<E, V> {
    pub(super) operand: Operand,
    of: PhantomData<fn() -> (E, V)>,
}

/// A condition on the rows of type `E`.
pub struct Filter<E> {
    pub(super) expr: Expr,
    of: PhantomData<fn() -> E>,
}

impl<E, V> Field<E, V> {
    /// The property of that name.
    pub const fn new(name: &'static str) -> Self {
        Self { path: Path::new(name), of: PhantomData }
    }

    pub(super) fn of_path(path: Path) -> Self {
        Self { path, of: PhantomData }
    }

    fn operand(self) -> Operand {
        Operand::Path(self.path)
    }

    fn again(&self) -> Self {
        Self::of_path(self.path.clone())
    }

    /// As something to compute with.
    pub fn term(self) -> Term<E, V> {
        Term::new(self.operand())
    }

    /// Smallest first.
    pub fn asc(self) -> Order<E> {
        Order::new(&self.path, "asc")
    }

    /// Largest first.
    pub fn desc(self) -> Order<E> {
        Order::new(&self.path, "desc")
    }
}

impl<E, V> Term<E, V> {
    pub(super) fn new(operand: Operand) -> Self {
        Self { operand, of: PhantomData }
    }

    fn operand(self) -> Operand {
        self.operand
    }

    fn again(&self) -> Self {
        Self::new(self.operand.clone())
    }

    fn call<U>(name: &'static str, arguments: Vec<Operand>) -> Term<E, U> {
        Term::new(Operand::Call(name, arguments))
    }
}

impl<E, V> From<Field<E, V>> for Select<E> {
    fn from(field: Field<E, V>) -> Self {
        Select::new([field.path.last])
    }
}

impl<E, V> From<Field<E, V>> for Term<E, V> {
    fn from(field: Field<E, V>) -> Self {
        field.term()
    }
}

/// A text in a function's arguments.
fn text(value: impl Into<String>) -> Operand {
    Operand::Literal(super::literal::quoted(&value.into()))
}

pub(super) fn compare<E>(left: Operand, operator: &'static str, value: &impl Literal) -> Filter<E> {
    Filter::new(match value.literal() {
        Some(literal) => Expr::Compare(left, operator, Operand::Literal(literal)),
        None => Expr::Fault("a filter compares with a number that is none"),
    })
}

pub(super) fn within<E, V: Literal>(operand: Operand, values: impl IntoIterator<Item = impl Into<V>>) -> Filter<E> {
    let literals: Option<Vec<String>> = values.into_iter().map(|value| value.into().literal()).collect();
    Filter::new(match literals {
        Some(literals) => Expr::within(operand, literals),
        None => Expr::Fault("a filter lists a number that is none"),
    })
}

/// What a property and a term can do alike.
macro_rules! conditions {
    ($($what:ident),*) => { $(
        impl<E, V> Clone for $what<E, V> {
            fn clone(&self) -> Self {
                self.again()
            }
        }

        impl<E, V> $what<E, V> {
            /// No value.
            pub fn is_null(self) -> Filter<E> {
                Filter::new(Expr::Compare(self.operand(), "eq", Operand::Literal("null".to_owned())))
            }

            /// Any value.
            pub fn is_not_null(self) -> Filter<E> {
                Filter::new(Expr::Compare(self.operand(), "ne", Operand::Literal("null".to_owned())))
            }
        }

        impl<E, V: Literal> $what<E, V> {
            conditions!(@compare "Equal." eq, "Not equal." ne, "Greater." gt, "Greater or equal." ge, "Less." lt, "Less or equal." le);

            /// One of these. None of nothing: a request with such a condition is not sent. Lists too long for one
            /// request are sent in several.
            pub fn is_in<T: Into<V>>(self, values: impl IntoIterator<Item = T>) -> Filter<E> {
                within::<E, V>(self.operand(), values)
            }

            // No equality of two properties: pinejs 24 loses the conditions that stand beside one.

            /// Greater than another property, or than what is computed from it.
            pub fn more_than(self, other: impl Into<Term<E, V>>) -> Filter<E> {
                Filter::new(Expr::Compare(self.operand(), "gt", other.into().operand))
            }

            /// Less than another property, or than what is computed from it.
            pub fn less_than(self, other: impl Into<Term<E, V>>) -> Filter<E> {
                Filter::new(Expr::Compare(self.operand(), "lt", other.into().operand))
            }
        }

        impl<E> $what<E, bool> {
            /// True.
            pub fn is_true(self) -> Filter<E> {
                Filter::new(Expr::Test(self.operand()))
            }
        }

        impl<E> $what<E, String> {
            conditions!(@test "Has this text in it." contains, "Begins with this text." startswith, "Ends with this text." endswith);
            conditions!(@unary String; "In lower case." tolower, "In upper case." toupper, "Without white space around." trim);
            conditions!(@unary i64; "Number of characters." length);

            /// Where this text begins in it, from 0; -1 where it is not in it.
            pub fn indexof(self, value: impl Into<String>) -> Term<E, i64> {
                Term::<E, String>::call("indexof", vec![self.operand(), text(value)])
            }

            /// From that character on, counted from 0.
            pub fn substring(self, from: u32) -> Term<E, String> {
                Term::<E, String>::call("substring", vec![self.operand(), Operand::Literal(from.to_string())])
            }

            /// With this text behind it.
            pub fn concat(self, value: impl Into<String>) -> Term<E, String> {
                Term::<E, String>::call("concat", vec![self.operand(), text(value)])
            }

            /// With one text in the place of another.
            pub fn replace(self, old: impl Into<String>, new: impl Into<String>) -> Term<E, String> {
                Term::<E, String>::call("replace", vec![self.operand(), text(old), text(new)])
            }
        }

        impl<E> $what<E, Timestamp> {
            conditions!(@unary i64; "The year." year, "The month, from 1." month, "The day of the month." day,
                "The hour." hour, "The minute." minute, "The second." second);
            conditions!(@unary f64; "The part of a second." fractionalseconds);
            conditions!(@unary Date; "The day." date);

            /// Before now, by the server's clock.
            pub fn is_past(self) -> Filter<E> {
                Filter::new(Expr::Compare(self.operand(), "lt", Operand::Call("now", Vec::new())))
            }

            /// After now, by the server's clock.
            pub fn is_future(self) -> Filter<E> {
                Filter::new(Expr::Compare(self.operand(), "gt", Operand::Call("now", Vec::new())))
            }
        }

        impl<E> $what<E, f64> {
            conditions!(@unary f64; "The nearest whole number." round, "The next whole number below." floor,
                "The next whole number above." ceiling);
        }

        conditions!(@math $what, i64);
        conditions!(@math $what, f64);
        conditions!(@math $what, TextInt);
    )* };
    (@compare $($doc:literal $name:ident),*) => { $(
        #[doc = $doc]
        pub fn $name(self, value: impl Into<V>) -> Filter<E> {
            compare(self.operand(), stringify!($name), &value.into())
        }
    )* };
    (@test $($doc:literal $name:ident),*) => { $(
        #[doc = $doc]
        pub fn $name(self, value: impl Into<String>) -> Filter<E> {
            Filter::new(Expr::Test(Operand::Call(stringify!($name), vec![self.operand(), text(value)])))
        }
    )* };
    (@unary $result:ty; $($doc:literal $name:ident),*) => { $(
        #[doc = $doc]
        pub fn $name(self) -> Term<E, $result> {
            Term::<E, $result>::call(stringify!($name), vec![self.operand()])
        }
    )* };
    (@math $what:ident, $number:ty) => {
        impl<E> $what<E, $number> {
            conditions!(@operator $number; "Plus." add, "Minus." sub, "Times." mul, "Divided by." div);
        }
    };
    (@operator $number:ty; $($doc:literal $name:ident),*) => { $(
        #[doc = $doc]
        #[allow(clippy::should_implement_trait, reason = "a condition is described, nothing is computed here")]
        pub fn $name(self, other: i64) -> Term<E, $number> {
            math(self.operand(), stringify!($name), other)
        }
    )* };
}
conditions!(Field, Term);

fn math<E, V>(left: Operand, operator: &'static str, right: i64) -> Term<E, V> {
    Term::new(Operand::Math(Box::new(left), operator, Box::new(Operand::Literal(right.to_string()))))
}

impl<E> Filter<E> {
    pub(super) fn new(expr: Expr) -> Self {
        Self { expr, of: PhantomData }
    }

    /// Both.
    pub fn and(self, other: Self) -> Self {
        Self::new(self.expr.and(other.expr))
    }

    /// Either.
    pub fn or(self, other: Self) -> Self {
        Self::new(self.expr.or(other.expr))
    }
}

/// The opposite. A function, because `!a.and(b)` would turn the whole chain.
pub fn not<E>(filter: Filter<E>) -> Filter<E> {
    Filter::new(filter.expr.negated())
}

/// The row of that id.
pub(super) fn is_id<E, T>(operand: Operand, id: Id<T>) -> Filter<E> {
    compare(operand, "eq", &id)
}

impl<E> Clone for Filter<E> {
    fn clone(&self) -> Self {
        Self::new(self.expr.clone())
    }
}

impl<E> crate::IntoParam for Filter<E> {
    fn into_param(self) -> crate::Param {
        self.expr.text().into_param()
    }
}

impl<E> fmt::Display for Filter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expr.text())
    }
}

impl<E> fmt::Debug for Filter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expr.text())
    }
}

impl<E, V> fmt::Debug for Field<E, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path.text())
    }
}

impl<E, V> fmt::Debug for Term<E, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Term")
    }
}
