//! `$id` and `$anchor` wherever they stand into the places that references by them lead to (JSON Schema 2020-12, 8.2).

use std::collections::BTreeMap;

use serde_json::Value;

use super::target::Spot;
use crate::document::path::Path;

/// Names of places, gathered in one walk over the files when the first such reference is met. Of equal names the first counts.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    ids: BTreeMap<String, Spot>,
    anchors: BTreeMap<(usize, String), Spot>,
}

impl Anchors {
    /// Gathers the names of some files' trees.
    pub(super) fn of<'v>(trees: impl Iterator<Item = (usize, &'v Value)>) -> Self {
        let mut out = Self::default();
        for (file, tree) in trees {
            out.gather(tree, file, &Path::ROOT);
        }
        out
    }

    /// The schema with an `$id`.
    pub(super) fn id(&self, id: &str) -> Option<&Spot> {
        self.ids.get(id)
    }

    /// The schema with an anchor in a file.
    pub(super) fn anchor(&self, file: usize, name: &str) -> Option<&Spot> {
        self.anchors.get(&(file, name.to_owned()))
    }

    fn gather(&mut self, value: &Value, file: usize, path: &Path<'_>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match (key.as_str(), value) {
                        ("$id", Value::String(id)) => {
                            self.ids.entry(id.clone()).or_insert_with(|| Spot { file, pointer: path.pointer() });
                        }
                        ("$anchor" | "$dynamicAnchor", Value::String(name)) => {
                            let spot = || Spot { file, pointer: path.pointer() };
                            self.anchors.entry((file, name.clone())).or_insert_with(spot);
                        }
                        _ => self.gather(value, file, &path.key(key)),
                    }
                }
            }
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(index, value)| self.gather(value, file, &path.index(index)));
            }
            _ => {}
        }
    }
}
