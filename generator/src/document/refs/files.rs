//! The other files that a document refers to, read once each.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::document::Source;
use crate::document::loader::{Loader, confine};
use crate::document::read::{self, File};

/// What became of each file, by its path relative to the document's folder.
#[derive(Debug, Default)]
pub(in crate::document) struct Others {
    by_path: BTreeMap<String, Result<Other, String>>,
}

/// Another file.
#[derive(Debug)]
pub(super) struct Other {
    /// Index into the document's files.
    pub(super) file: usize,
    /// Its tree.
    pub(super) tree: Value,
}

impl Others {
    /// Reads whatever `tree` refers to, and what that refers to in turn.
    pub(in crate::document) fn load(
        tree: &Value,
        files: &mut Vec<File>,
        loader: &dyn Loader,
        d: &mut Diagnostics,
    ) -> Self {
        let mut others = Self::default();
        let main = files.first().map(|file| base_name(&file.name).to_owned()).unwrap_or_default();
        let mut open = Vec::new();
        wanted(tree, "", &mut open);
        while let Some(path) = open.pop() {
            if path == main || others.by_path.contains_key(&path) {
                continue;
            }
            let read = read_one(&path, files, loader, d);
            if let Ok(other) = &read {
                wanted(&other.tree, &path, &mut open);
            }
            others.by_path.insert(path, read);
        }
        others
    }

    /// A file by its path; `None` if nobody asked for it when the document was read.
    pub(super) fn get(&self, path: &str) -> Option<&Result<Other, String>> {
        self.by_path.get(path)
    }

    /// All trees that could be read, with their files' numbers.
    pub(super) fn trees(&self) -> impl Iterator<Item = (usize, &Value)> {
        self.by_path.values().filter_map(|other| other.as_ref().ok()).map(|other| (other.file, &other.tree))
    }

    /// Path and tree of the file with a number.
    pub(super) fn by_number(&self, number: usize) -> Option<(&str, &Value)> {
        self.by_path.iter().find_map(|(path, other)| match other {
            Ok(other) if other.file == number => Some((path.as_str(), &other.tree)),
            _ => None,
        })
    }
}

/// The last part of a path.
pub(super) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn read_one(path: &str, files: &mut Vec<File>, loader: &dyn Loader, d: &mut Diagnostics) -> Result<Other, String> {
    let text = loader.load(path)?;
    let (file, tree) = read::read(Source { name: path.to_owned(), text }, d).ok_or("it could not be read")?;
    files.push(file);
    Ok(Other { file: files.len() - 1, tree })
}

/// Paths of files in every `$ref` and mapping, wherever it stands: whether it is one at all is seen later.
fn wanted(value: &Value, from: &str, open: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(reference) if key == "$ref" => add(reference, from, open),
                    Value::Object(mapping) if key == "mapping" => {
                        mapping.values().filter_map(Value::as_str).for_each(|reference| add(reference, from, open));
                    }
                    _ => wanted(value, from, open),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| wanted(value, from, open)),
        _ => {}
    }
}

fn add(reference: &str, from: &str, open: &mut Vec<String>) {
    let path = reference.split('#').next().unwrap_or_default();
    // A bare name in a mapping is the name of a schema, not of a file.
    if !path.contains('.') {
        return;
    }
    if let Ok(path) = confine(from, &super::target::percent_decoded(path)) {
        open.push(path);
    }
}
