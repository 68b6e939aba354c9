//! What is known of each tool on each document, kept as JSON, so that a run that was broken off goes on where it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::measure::Measure;
use super::tool::Tool;
use crate::files;

/// What a tool made of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    /// Version of the tool.
    pub(super) version: String,
    /// Why there is no crate.
    pub(super) failure: Option<String>,
    /// Runs of the generator.
    pub(super) generation: Vec<Measure>,
    /// What it wrote.
    pub(super) size: Option<Size>,
    /// Operations of the document, and those of them that a function was found for.
    pub(super) operations: Option<(usize, usize)>,
    /// Why the crate does not compile.
    pub(super) build_failure: Option<String>,
    /// Crates in its tree, itself included.
    pub(super) crates: Option<usize>,
    /// Builds of the crate alone.
    pub(super) builds: BTreeMap<Step, Vec<Measure>>,
    /// The program with one call.
    pub(super) program: Option<Program>,
    /// The program with the same call by bare reqwest; beside this project only.
    pub(super) bare: Option<Program>,
    /// What became of the examples.
    pub(super) decode: Option<Decode>,
}

/// A way to build a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Step {
    /// Nothing of it was built before.
    Dev,
    /// The same with one feature of many.
    DevOneGroup,
    /// A function was added since the build before.
    DevChanged,
    /// Nothing of it was built before, with optimisation.
    Release,
}

/// Emitted Rust files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Size {
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) bytes: u64,
}

/// A stripped program, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Program {
    Bytes(u64),
    Failed(String),
}

/// What became of the success examples.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Decode {
    /// Examples of the document.
    pub(super) examples: usize,
    /// Of them: a type was found for their operation.
    pub(super) mapped: usize,
    /// Of them: decoded.
    pub(super) decoded: usize,
    /// Of them: decoded without any value set aside.
    pub(super) strict: usize,
    /// Values that are neither null nor a container, in all examples.
    pub(super) leaves: usize,
    /// Of them: in a field of their own type.
    pub(super) typed: usize,
    /// Of them: in free JSON.
    pub(super) untyped: usize,
    /// Of them: in no field at all, or set aside, though the example decoded.
    pub(super) dropped: usize,
    /// Whether an emitted enum has a variant that shows itself like free JSON, so that `typed` may be too small.
    pub(super) ambiguous: bool,
    /// Why nothing could be decoded.
    pub(super) failure: Option<String>,
}

/// All records, and the file that keeps them.
pub(super) struct Results {
    path: PathBuf,
    known: BTreeMap<String, BTreeMap<Tool, Record>>,
}

impl Results {
    /// What an earlier run left.
    pub(super) fn open(path: PathBuf) -> Result<Self> {
        let known = match std::fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} cannot be read; remove it to begin anew", files::shown(&path)))?,
            Err(_) => BTreeMap::new(),
        };
        Ok(Self { path, known })
    }

    /// What is known of a tool on a document.
    pub(super) fn get(&self, document: &str, tool: Tool) -> Option<&Record> {
        self.known.get(document)?.get(&tool)
    }

    /// All tools of a document.
    pub(super) fn of(&self, document: &str) -> Option<&BTreeMap<Tool, Record>> {
        self.known.get(document)
    }

    /// All of it, by document.
    pub(super) fn all(&self) -> &BTreeMap<String, BTreeMap<Tool, Record>> {
        &self.known
    }

    /// Forgets a tool on a document, unless it has this version and is to be kept.
    pub(super) fn begin(&mut self, document: &str, tool: Tool, version: &str, fresh: bool) {
        let record = self.known.entry(document.to_owned()).or_default().entry(tool).or_default();
        if fresh || record.version != version {
            *record = Record { version: version.to_owned(), ..Record::default() };
        }
    }

    /// Changes a record and keeps it.
    pub(super) fn note(&mut self, document: &str, tool: Tool, change: impl FnOnce(&mut Record)) -> Result<()> {
        change(self.known.entry(document.to_owned()).or_default().entry(tool).or_default());
        let text = serde_json::to_string_pretty(&self.known)?;
        write(&self.path, &text)
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let write = BTreeMap::from([(path.to_owned(), format!("{text}\n"))]);
    files::Changes { write, remove: Vec::new() }.apply()
}
