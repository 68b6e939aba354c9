//! `cargo xtask import`: Postman collections and HAR recordings into an OpenAPI document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use generator::diagnostics::Diagnostics;
use generator::document::{Document, Format, NoFiles, Source};
use generator::import::merge;
use serde_json::Value;

use crate::files::{self, Changes};
use crate::progress::Progress;
use crate::upstream::{self, Upstream};
use crate::{Outcome, report, source};

/// Make or update an OpenAPI document from Postman collections (2.0.0, 2.1.0) and HAR recordings.
///
/// An existing document is edited in its text: names, order, comments and prose stay, things are added and widened only,
/// and what would not be decided is said. Of a recording only names and types are taken, never a value.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Collections and recordings; all of them are weighed together.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Document to make or to update; `.json` makes JSON, otherwise YAML.
    #[arg(long, value_name = "DOC")]
    into: PathBuf,
    /// Show every note instead of their number.
    #[arg(long)]
    notes: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let files = args.files.iter().map(|path| Upstream::named(path)).collect::<Result<Vec<_>>>()?;
    let mut messages = Diagnostics::new();
    let imported = {
        let _progress = Progress::wait("importing");
        upstream::import(&files, &mut messages)?
    };
    let text = match &imported {
        Some(tree) if args.into.exists() => merged(&args.into, tree, &mut messages)?,
        Some(tree) => Some(made(tree, &args.into)?),
        None => None,
    };
    report::diagnostics(messages.all(), args.notes);
    let Some(text) = text else { return Ok(Outcome::Failed) };
    let unchanged = std::fs::read_to_string(&args.into).is_ok_and(|current| current == text);
    let name = files::shown(&args.into);
    if unchanged {
        report::aside(&format!("{name}: nothing to add"));
        return Ok(Outcome::Fine);
    }
    Changes { write: BTreeMap::from([(args.into.clone(), text)]), remove: Vec::new() }.apply()?;
    report::aside(&format!("{name}: written"));
    Ok(Outcome::Fine)
}

fn made(tree: &Value, into: &Path) -> Result<String> {
    if into.extension().is_some_and(|extension| extension == "json") {
        return Ok(serde_json::to_string_pretty(tree)? + "\n");
    }
    // The reader that keeps the order of keys renders it, too.
    let source = Source { name: files::shown(into), text: tree.to_string() };
    let document = Document::read(source, &NoFiles, &mut Diagnostics::new()).context("the import made no document")?;
    Ok(document.render(Format::Yaml))
}

/// The text of the document with what the import adds.
fn merged(into: &Path, tree: &Value, messages: &mut Diagnostics) -> Result<Option<String>> {
    let current = source::source(&into.display().to_string())?;
    let text = current.text.clone();
    let Some(document) = Document::read(current, &NoFiles, messages).filter(|_| !messages.has_errors()) else {
        return Ok(None);
    };
    let edits = merge::plan(document.tree(), tree, messages);
    report::aside(&format!("{} additions to {}", edits.len(), files::shown(into)));
    let edited = merge::edit_text(&text, &edits).map_err(|place| {
        anyhow!("the text of {} cannot be edited at {place:?}; write that place in block style", files::shown(into))
    })?;
    Ok(Some(edited))
}
