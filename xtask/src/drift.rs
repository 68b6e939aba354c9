//! `cargo xtask drift`: where upstream and our document have drifted apart.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Input;
use generator::diagnostics::Diagnostics;
use generator::document::{Document, NoFiles, Source};
use generator::drift::{self, Coverage, Drift};
use generator::import;
use serde_json::Value;

use crate::files::{self, Changes};
use crate::loader::FolderLoader;
use crate::{Outcome, report};

/// Compare a document with what upstream publishes (OpenAPI, Postman) or serves (HAR); exits with 1 on drift.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Our document.
    #[arg(long, value_name = "DOC")]
    spec: PathBuf,
    /// What to compare it with; several are weighed together.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    against: Vec<PathBuf>,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Also write an OpenAPI Overlay that closes the gap.
    #[arg(long, value_name = "FILE")]
    write_overlay: Option<PathBuf>,
}

/// How to report.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For an issue or a comment.
    Markdown,
    /// An array of objects.
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let mut messages = Diagnostics::new();
    let ours = Document::read(read(&args.spec)?, &FolderLoader::beside(&args.spec), &mut messages);
    let sources = args.against.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    let coverage = if sources.iter().all(is_recording) { Coverage::Part } else { Coverage::Whole };
    let theirs = theirs(sources, &mut messages)?;
    let (Some(ours), Some(theirs), false) = (ours, theirs, messages.has_errors()) else {
        report::diagnostics(messages.all(), false);
        return Ok(Outcome::Failed);
    };
    let found = drift::compare(ours.tree(), &theirs, coverage);
    let text = match args.format {
        Format::Text => Drift::text(&found),
        Format::Markdown => Drift::markdown(&found),
        Format::Json => Drift::json(&found),
    };
    report::result(text.trim_end());
    write_overlay(args, &ours, &found)?;
    report::line(&format!("{} differences", found.len()));
    Ok(if found.is_empty() { Outcome::Fine } else { Outcome::Found })
}

fn read(path: &Path) -> Result<Source> {
    Ok(Source { name: files::shown(path), text: files::read_document(path)? })
}

/// A HAR recording is an object with `log` (HAR 1.2, "log").
fn is_recording(source: &Source) -> bool {
    source.text.trim_start().trim_start_matches('{').trim_start().starts_with("\"log\"")
}

/// One OpenAPI document, or collections and recordings together.
fn theirs(mut sources: Vec<Source>, messages: &mut Diagnostics) -> Result<Option<Value>> {
    let is_openapi = |source: &Source| {
        let head = &source.text[..source.text.len().min(4096)];
        head.contains("openapi") && !head.contains("getpostman")
    };
    if !sources.iter().any(is_openapi) {
        return Ok(import::import(&sources, messages));
    }
    if sources.len() > 1 {
        bail!("compare with one OpenAPI document at a time");
    }
    let document = sources.pop().context("nothing to compare with")?;
    // Upstream documents are repaired by their own examples first: what they claim wrongly is no drift of ours.
    let input = Input { document, overlays: Vec::new() };
    let understood = generator::understand(input, &NoFiles, true);
    understood.diagnostics().into_iter().for_each(|message| messages.push(message));
    Ok(understood.document.map(|document| document.tree().clone()))
}

fn write_overlay(args: &Args, ours: &Document, found: &[Drift]) -> Result<()> {
    let Some(path) = &args.write_overlay else { return Ok(()) };
    let title = ours.tree().pointer("/info/title").and_then(Value::as_str).unwrap_or("the API");
    let text = serde_json::to_string_pretty(&drift::overlay(title, found))? + "\n";
    Changes { write: BTreeMap::from([(path.clone(), text)]), remove: Vec::new() }.apply()
}
