//! Values → literals of the query language.

use crate::{Date, TextDecimal, TextInt, Timestamp};

/// A value that a condition can compare with.
pub trait Literal {
    /// The value as a query writes it; `None` where none stands for it, as for a number that is not finite.
    fn literal(&self) -> Option<String>;
}

/// Text in single quotes; one inside is doubled.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl Literal for String {
    fn literal(&self) -> Option<String> {
        Some(quoted(self))
    }
}

macro_rules! as_written {
    ($($ty:ty),*) => { $(
        impl Literal for $ty {
            fn literal(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )* };
}
as_written!(bool, i32, i64, u32, u64);

impl Literal for f64 {
    fn literal(&self) -> Option<String> {
        self.is_finite().then(|| self.to_string())
    }
}

/// A point in time is marked as one: a bare date is no literal for every server.
impl Literal for Timestamp {
    fn literal(&self) -> Option<String> {
        Some(format!("datetime{}", quoted(self.as_str())))
    }
}

impl Literal for Date {
    fn literal(&self) -> Option<String> {
        Some(format!("date{}", quoted(self.as_str())))
    }
}

/// A number that travels as text is a number in a condition.
impl Literal for TextInt {
    fn literal(&self) -> Option<String> {
        self.as_str().parse::<i128>().ok().map(|number| number.to_string())
    }
}

impl Literal for TextDecimal {
    fn literal(&self) -> Option<String> {
        let text = self.as_str();
        text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| text.to_owned())
    }
}
