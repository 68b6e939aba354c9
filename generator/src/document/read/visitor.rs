//! What a reader yields into a [`Value`], finding duplicate keys on the way (`openapiv3` panics on them).

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::document::path;

/// What was found beside the value.
#[derive(Debug)]
pub(super) enum Finding {
    /// A key that its object has already.
    Duplicate(String),
    /// A YAML tag, which means nothing here.
    Tag(String),
    /// `.inf` or `.nan`.
    NotFinite,
}

/// All findings. Their steps are gathered from the inside outwards, so that a clean document pays nothing for them.
#[derive(Debug, Default)]
pub(super) struct Found {
    findings: Vec<(Finding, Vec<String>)>,
    /// The stream holds more than one document.
    pub(super) further_documents: bool,
    /// A number of the JSON text may be written back otherwise than it is spelled.
    pub(super) odd_numbers: bool,
}

impl Found {
    /// Adds the step to everything found since `from`.
    fn step(&mut self, from: usize, step: impl FnOnce() -> String) {
        if self.findings.len() > from {
            let step = step();
            for (_, steps) in &mut self.findings[from..] {
                steps.push(step.clone());
            }
        }
    }

    /// The findings with their pointers.
    pub(super) fn into_pointers(self) -> impl Iterator<Item = (Finding, String)> {
        self.findings.into_iter().map(|(finding, steps)| {
            let mut pointer = String::new();
            for step in steps.iter().rev() {
                path::push(&mut pointer, step);
            }
            (finding, pointer)
        })
    }
}

/// One value to be read.
pub(super) struct Node<'f> {
    pub(super) found: &'f mut Found,
    /// Whether `<<` merges (YAML 1.1); in JSON it is a key like any other.
    pub(super) merge_keys: bool,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        #[allow(clippy::cast_precision_loss, reason = "what JSON readers do; a note says so")]
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        #[allow(clippy::cast_precision_loss, reason = "what JSON readers do; a note says so")]
        self.visit_f64(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(match Number::from_f64(value) {
            Some(number) => Value::Number(number),
            None => {
                self.found.findings.push((Finding::NotFinite, Vec::new()));
                Value::String(value.to_string())
            }
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let Self { found, merge_keys } = self;
        let mut list = Vec::new();
        loop {
            let before = found.findings.len();
            let Some(value) = seq.next_element_seed(Node { found, merge_keys })? else {
                break;
            };
            found.step(before, || list.len().to_string());
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let Self { found, merge_keys } = self;
        let mut map = Map::new();
        while let Some(Key(key)) = access.next_key()? {
            let before = found.findings.len();
            let value = access.next_value_seed(Node { found, merge_keys })?;
            found.step(before, || key.clone());
            match map.entry(key) {
                Entry::Vacant(free) => drop(free.insert(value)),
                Entry::Occupied(mut taken) => {
                    found.findings.push((Finding::Duplicate(taken.key().clone()), vec![taken.key().clone()]));
                    taken.insert(value);
                }
            }
        }
        if merge_keys && let Some(merged) = map.shift_remove("<<") {
            merge(&mut map, merged).map_err(A::Error::custom)?;
        }
        Ok(Value::Object(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let Self { found, merge_keys } = self;
        let (Key(tag), content) = access.variant()?;
        found.findings.push((Finding::Tag(tag), Vec::new()));
        content.newtype_variant_seed(Node { found, merge_keys })
    }
}

/// What a merge key brings in; what the mapping says itself wins (YAML 1.1, "Merge Key").
fn merge(map: &mut Map<String, Value>, merged: Value) -> Result<(), &'static str> {
    match merged {
        Value::Object(other) => {
            for (key, value) in other {
                map.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(list) => list.into_iter().try_for_each(|one| merge(map, one)),
        _ => Err("a merge key `<<` needs a mapping or a list of mappings"),
    }
}

/// A key as it is spelled: `200`, `on` and `null` too, which YAML would make numbers, booleans and nothing.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Spelling;
        impl Visitor<'_> for Spelling {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key that is text")
            }

            fn visit_str<E>(self, value: &str) -> Result<Key, E> {
                Ok(Key(value.to_owned()))
            }

            fn visit_string<E>(self, value: String) -> Result<Key, E> {
                Ok(Key(value))
            }
        }
        deserializer.deserialize_str(Spelling)
    }
}
