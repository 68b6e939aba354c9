//! A file of upstream → what it is, by its beginning, and the tree that it holds.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use generator::Input;
use generator::diagnostics::Diagnostics;
use generator::document::{NoFiles, Source};
use generator::drift::Observed;
use generator::import::{Importer, is_recording};
use serde_json::Value;

use crate::files;

/// What upstream publishes or serves.
pub(crate) enum Upstream {
    /// An OpenAPI document.
    OpenApi(Source),
    /// A HAR recording, which can be large and is therefore read where it lies.
    Recording(String, File),
    /// What clients noticed, as JSON Lines.
    Observed(Source),
    /// A collection, or nothing that is known: its reader says which.
    Collection(Source),
}

impl Upstream {
    /// Reads a file, under the name that messages call it.
    pub(crate) fn read(path: &Path, name: &str) -> Result<Self> {
        let beginning = beginning(path).with_context(|| format!("cannot read {name}"))?;
        if beginning.starts_with(b"PK\x03\x04") || beginning.starts_with(b"\x1f\x8b") {
            bail!("{name} is an archive; unpack it, and name a file that it holds");
        }
        let head = String::from_utf8_lossy(&beginning);
        if is_recording(&head) {
            let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
            return Ok(Self::Recording(name.to_owned(), file));
        }
        let source = Source { name: name.to_owned(), text: files::read_document_as(path, name)? };
        Ok(if Observed::is(&source.text) {
            Self::Observed(source)
        } else if is_openapi(&head) {
            Self::OpenApi(source)
        } else {
            Self::Collection(source)
        })
    }

    /// Reads a file that is named on the command line.
    pub(crate) fn named(path: &Path) -> Result<Self> {
        Self::read(path, &files::shown(path))
    }
}

fn beginning(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(16 * 1024).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The member `openapi` stands at the beginning of every document that people write; a collection names its schema there.
fn is_openapi(head: &str) -> bool {
    let is_key = |line: &str| {
        let key = line.trim_start_matches(['{', ' ', '\t', ',']).trim_start_matches(['"', '\'']);
        key.strip_prefix("openapi").is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    };
    !head.contains("getpostman") && head.trim_start_matches('\u{feff}').lines().any(is_key)
}

/// Collections and recordings together as one tree; `None` after messages if one cannot be read.
pub(crate) fn import(files: &[Upstream], messages: &mut Diagnostics) -> Result<Option<Value>> {
    let mut importer = Importer::default();
    for file in files {
        match file {
            Upstream::Recording(name, file) => {
                importer.add_recording(name, BufReader::new(file), messages);
            }
            Upstream::Collection(source) | Upstream::OpenApi(source) | Upstream::Observed(source) => {
                importer.add(source, messages);
            }
        }
    }
    Ok(importer.finish(messages))
}

/// An OpenAPI document, repaired by its own examples first: what it claims wrongly is no drift of ours.
pub(crate) fn openapi(document: Source, messages: &mut Diagnostics) -> Option<Value> {
    let understood = generator::understand(Input { document, overlays: Vec::new() }, &NoFiles, true);
    understood.diagnostics().into_iter().for_each(|message| messages.push(message));
    understood.document.map(|document| document.tree().clone())
}
