//! References where `openapiv3` has none (path items, callbacks, media types): what they lead to takes their place.

use serde_json::{Map, Value};

use super::Resolver;
use super::target::{Fault, Spot};
use crate::document::path::{self, Path};
use crate::document::shape::Kind;

/// How many values may be copied to where there can be no reference: a small document must not grow out of bounds.
const COPY_LIMIT: usize = 2_000_000;

impl Resolver<'_, '_> {
    /// A reference where `openapiv3` has none: what it leads to takes its place, the keys beside it win.
    pub(super) fn put_in_place(&mut self, map: &mut Map<String, Value>, kind: Kind, file: usize, path: &Path<'_>) {
        let Some(Value::String(reference)) = map.shift_remove("$ref") else { return };
        // Said once: what multiplies would fill the memory with messages instead.
        if self.copied > COPY_LIMIT {
            return;
        }
        let spot = match self.may_put(&reference, file, path) {
            Ok(spot) => spot,
            Err(fault) => return self.fault(&fault, file, &path.key("$ref").pointer()),
        };
        let Some(mut value) = self.trees.get(&spot).cloned() else { return };
        self.inside.push(spot.clone());
        self.walk(&mut value, kind, spot.file, &spot.pointer);
        self.inside.pop();
        let here = path.pointer();
        if let Value::Object(value) = value {
            for (key, value) in value {
                if !map.contains_key(&key) {
                    let inside = Spot { file: spot.file, pointer: path::join(&spot.pointer, &key) };
                    // A chain that ends in another file is known there already.
                    if file == 0 {
                        self.origins.put(&path::join(&here, &key), inside.into());
                    }
                    map.insert(key, value);
                }
            }
        }
    }

    /// Where a reference leads whose target is to take its place.
    fn may_put(&mut self, reference: &str, file: usize, path: &Path<'_>) -> Result<Spot, Fault> {
        let spot = self.trees.find(reference, file, path)?;
        self.refuse_cycle(&spot)?;
        if self.inside.contains(&spot) {
            return Err(Fault::cycle(reference));
        }
        self.copied += self.trees.get(&spot).map(size).unwrap_or_default();
        if self.copied > COPY_LIMIT { Err(Fault::too_much(reference)) } else { Ok(spot) }
    }
}

/// How many values a value holds.
fn size(value: &Value) -> usize {
    match value {
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        Value::Array(list) => 1 + list.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}
