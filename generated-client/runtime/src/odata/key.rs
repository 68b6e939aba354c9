//! What identifies one row: its id, another unique property, or several together → the text between the parentheses.

use std::fmt;
use std::marker::PhantomData;

use super::id::Id;
use super::literal::Literal;

/// What identifies one row of type `E`. Generated code makes them: `device::by_uuid("…")`.
pub struct Key<E> {
    text: String,
    of: PhantomData<fn() -> E>,
}

impl<E> Key<E> {
    /// For generated code: a key of properties by name. Only what the API declares unique is one.
    #[doc(hidden)]
    pub fn of(parts: &[(&'static str, &dyn Literal)]) -> Self {
        let parts = parts.iter().map(|(name, value)| format!("{name}={}", value.literal().unwrap_or_default()));
        Self { text: parts.collect::<Vec<_>>().join(","), of: PhantomData }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl<E> From<Id<E>> for Key<E> {
    fn from(id: Id<E>) -> Self {
        Self { text: id.to_string(), of: PhantomData }
    }
}

impl<E> From<&Id<E>> for Key<E> {
    fn from(id: &Id<E>) -> Self {
        Self::from(*id)
    }
}

impl<E> From<&Key<E>> for Key<E> {
    fn from(key: &Key<E>) -> Self {
        key.clone()
    }
}

impl<E> Clone for Key<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<E> PartialEq for Key<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// As it stands between the parentheses of the address; what a deletion is confirmed with.
impl<E> fmt::Display for Key<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Key<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.text)
    }
}
