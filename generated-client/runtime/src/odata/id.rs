//! The number that identifies a row: a type for each kind of row, written once for all of them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::literal::Literal;
use crate::model::{Give, Part, Personal, Slot, Want};

/// The id of a row of type `E`. Ids of two kinds are two types.
pub struct Id<E> {
    number: i64,
    of: PhantomData<fn() -> E>,
}

impl<E> Id<E> {
    /// The id of that number.
    pub const fn new(number: i64) -> Self {
        Self { number, of: PhantomData }
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.number
    }
}

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Id<E> {}

impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<E> Eq for Id<E> {}

impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.number)
    }
}

impl<E> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

impl<E> From<i64> for Id<E> {
    fn from(number: i64) -> Self {
        Self::new(number)
    }
}

impl<E> From<&Id<E>> for Id<E> {
    fn from(id: &Id<E>) -> Self {
        *id
    }
}

impl<E> std::str::FromStr for Id<E> {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::new)
    }
}

impl<E> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.number)
    }
}

impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::new)
    }
}

impl<E> Part for Id<E> {
    fn give(&self) -> Give<'_> {
        Give::I64(self.number)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, _: Personal) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl<E> Slot for Id<E> {
    fn blank() -> Self {
        Self::new(0)
    }

    fn want(&mut self) -> Want<'_> {
        self.number.want()
    }
}

impl<E> Literal for Id<E> {
    fn literal(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}

impl<E> crate::IntoParam for Id<E> {
    fn into_param(self) -> crate::Param {
        self.number.into_param()
    }
}
