//! Unknown members of a reply, kept and written back.

use std::fmt;

use serde_json::{Map, Value};

/// Members of an object that its type does not know. Flattened into the type that holds it.
///
/// Most replies have none, so it takes no more room than a pointer.
#[derive(Clone, PartialEq, Default)]
pub struct Extra(Option<Box<Map<String, Value>>>);

impl Extra {
    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// All members.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|members| members.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// Adds or replaces a member.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.0.get_or_insert_default().insert(name.into(), value.into());
    }

    /// A member to be read into; what stood there is gone.
    pub(crate) fn slot(&mut self, name: &str) -> &mut Value {
        let slot = self.0.get_or_insert_default().entry(name).or_insert(Value::Null);
        *slot = Value::Null;
        slot
    }

    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(members) = &mut self.0 {
            members.remove(name);
        }
        self.0.take_if(|members| members.is_empty());
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
