//! The process of one document: generates it, writes the crate, and prints what came of it.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use generator::diagnostics::{Diagnostic, Severity};
use generator::document::Source;
use generator::emit::{self, RuntimeSource};
use generator::lower::Selection;
use generator::{Generated, Input, Options};
use serde::{Deserialize, Serialize};

use crate::files::{self, Changes};
use crate::loader::FolderLoader;
use crate::{Outcome, report};

/// What the process prints.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) generated: bool,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) operations: usize,
    pub(super) operations_in_document: usize,
    pub(super) notes: usize,
    pub(super) seconds: f64,
    pub(super) peak_bytes: Option<u64>,
}

/// Runs the process.
pub(super) fn run(document: &Path, out: &Path) -> Result<Outcome> {
    let started = Instant::now();
    let said = match files::read_document(document) {
        Ok(text) => generate(document, text, out)?,
        Err(error) => {
            let code = Some("unreadable".to_owned());
            Said { code, message: Some(format!("{error:#}")), ..Said::default() }
        }
    };
    let said = Said { seconds: started.elapsed().as_secs_f64(), peak_bytes: peak(), ..said };
    report::result(&serde_json::to_string(&said)?);
    Ok(Outcome::Fine)
}

fn generate(document: &Path, text: String, out: &Path) -> Result<Said> {
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let input = Input { document: Source { name: files::shown(document), text }, overlays: Vec::new() };
    let emit = emit::Options {
        crate_name: name,
        whole_crate: true,
        runtime: RuntimeSource::Path(files::workspace().join("generated-client/runtime").display().to_string()),
        document: document.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        document_hash: String::new(),
    };
    let options = Options { repair: true, select: Selection::default(), lock: None, emit };
    let generated = generator::generate(input, &FolderLoader::beside(document), &options);
    write(&generated, out)?;
    Ok(said(&generated))
}

fn said(generated: &Generated) -> Said {
    let error = generated.diagnostics.iter().find(|message| message.severity == Severity::Error);
    Said {
        generated: generated.files.is_some(),
        code: error.map(|error| error.code.to_owned()),
        message: error.map(place_and_message),
        operations: generated.operations,
        operations_in_document: generated.operations_in_document,
        notes: generated.diagnostics.len(),
        ..Said::default()
    }
}

fn place_and_message(error: &Diagnostic) -> String {
    let line = error.place.line.map(|line| format!("line {line}, ")).unwrap_or_default();
    format!("{line}{}: {}", if error.place.pointer.is_empty() { "/" } else { &error.place.pointer }, error.message)
}

fn write(generated: &Generated, out: &Path) -> Result<()> {
    let Some(made) = &generated.files else { return Ok(()) };
    if out.exists() {
        std::fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", files::shown(out)))?;
    }
    let mut write = std::collections::BTreeMap::new();
    for (path, text) in made {
        // All crates of the corpus are members of one workspace, so that cargo can compile them together.
        let text = if path == "Cargo.toml" { without_workspace(text)? } else { text.clone() };
        write.insert(out.join(path), text);
    }
    Changes { write, remove: Vec::new() }.apply()
}

fn without_workspace(manifest: &str) -> Result<String> {
    let mut manifest: toml_edit::DocumentMut = manifest.parse().context("the emitted manifest is no TOML")?;
    manifest.remove("workspace");
    Ok(manifest.to_string())
}

/// The most memory that this process had, where the system tells it (Linux).
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
