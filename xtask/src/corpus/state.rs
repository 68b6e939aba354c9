//! What is known of each document, kept line by line, so that a run that was broken off goes on where it was.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::find::Found;
use super::record::Record;
use crate::files;

/// Records by document, and the file that keeps them.
pub(super) struct State {
    path: PathBuf,
    generator: String,
    known: BTreeMap<String, Line>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Line {
    key: String,
    record: Record,
}

impl State {
    /// What an earlier run left in the folder, unless it is to be forgotten.
    pub(super) fn open(folder: &Path, fresh: bool) -> Result<Self> {
        let path = folder.join("known.jsonl");
        let mut known = BTreeMap::new();
        if fresh && path.exists() {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", files::shown(&path)))?;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        // The last line may be half written; whatever cannot be read is found out anew.
        for line in text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
            known.insert(line.record.file.clone(), line);
        }
        let program = std::env::current_exe().context("cannot find this program")?;
        Ok(Self { path, generator: stamp(&program), known })
    }

    /// The record of a document, as long as neither it nor the generator has changed since.
    pub(super) fn get(&self, found: &Found) -> Option<&Record> {
        let line = self.known.get(&found.file)?;
        (line.key == self.key(found)).then_some(&line.record)
    }

    /// Writes a record down.
    pub(super) fn put(&mut self, found: &Found, record: Record) -> Result<()> {
        let line = Line { key: self.key(found), record };
        let text = format!("{}\n", serde_json::to_string(&line)?);
        let context = || format!("cannot write {}", files::shown(&self.path));
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.path).with_context(context)?;
        file.write_all(text.as_bytes()).with_context(context)?;
        self.known.insert(found.file.clone(), line);
        Ok(())
    }

    fn key(&self, found: &Found) -> String {
        format!("{} {}", self.generator, stamp(&found.path))
    }
}

/// Size and time of a file: enough to see that it changed.
fn stamp(path: &Path) -> String {
    let Ok(data) = std::fs::metadata(path) else { return "none".to_owned() };
    let time = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{}-{}", data.len(), time.unwrap_or_default().as_nanos())
}
