//! `cargo xtask drift`: where upstream and our document have drifted apart.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Input;
use generator::diagnostics::Diagnostics;
use generator::document::{Document, Source};
use generator::drift::{self, Coverage, Drift, Observed};
use serde_json::Value;

use crate::files::{self, Changes};
use crate::loader::FolderLoader;
use crate::upstream::{self, Upstream};
use crate::{Outcome, fetch, report};

/// Compare a document with what upstream publishes (OpenAPI, Postman) or serves (HAR); exits with 1 on drift.
///
/// What a client noticed in replies is read, too: JSON Lines of `{"operation": "devices.list", "path": "/results/3/name",
/// "kind": "unknown-field"}`; other kinds are `unknown-value`, `wrong-type` and `missing-identity`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Our document.
    #[arg(long, value_name = "DOC")]
    spec: PathBuf,
    /// Overlay to apply to our document; may be repeated. What a client noticed names operations as its overlays do.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// What to compare it with; several are weighed together.
    #[arg(long, required_unless_present = "url", num_args = 1.., value_name = "FILE")]
    against: Vec<PathBuf>,
    /// Fetch what to compare it with over https (up to 64 MB within a minute); may be repeated.
    #[arg(long, value_name = "URL")]
    url: Vec<String>,
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
    let ours = ours(args, &mut messages)?;
    let (observed, theirs): (Vec<_>, Vec<_>) =
        read(args)?.into_iter().partition(|file| matches!(file, Upstream::Observed(_)));
    let coverage = match theirs.iter().all(|file| matches!(file, Upstream::Recording(..))) {
        true => Coverage::Part,
        false => Coverage::Whole,
    };
    let only_observed = theirs.is_empty();
    let theirs = if only_observed { None } else { tree(theirs, &mut messages)? };
    let Some(ours) = ours.filter(|_| !messages.has_errors() && (only_observed || theirs.is_some())) else {
        report::diagnostics(messages.all(), false);
        return Ok(Outcome::Failed);
    };
    let mut found = theirs.map(|theirs| drift::compare(ours.tree(), &theirs, coverage)).unwrap_or_default();
    found.extend(noticed(args, observed)?);
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

fn ours(args: &Args, messages: &mut Diagnostics) -> Result<Option<Document>> {
    let Some(mut ours) = Document::read(source(&args.spec)?, &FolderLoader::beside(&args.spec), messages) else {
        return Ok(None);
    };
    for overlay in &args.overlay {
        ours.apply_overlay(source(overlay)?, messages);
    }
    Ok(Some(ours))
}

fn source(path: &Path) -> Result<Source> {
    Ok(Source { name: files::shown(path), text: files::read_document(path)? })
}

fn read(args: &Args) -> Result<Vec<Upstream>> {
    let files = args.against.iter().map(|path| Upstream::named(path));
    files.chain(args.url.iter().map(|url| Upstream::read(fetch::fetch(url)?.path(), url))).collect()
}

/// One OpenAPI document, or collections and recordings together.
fn tree(mut files: Vec<Upstream>, messages: &mut Diagnostics) -> Result<Option<Value>> {
    if !files.iter().any(|file| matches!(file, Upstream::OpenApi(_))) {
        return upstream::import(&files, messages);
    }
    match (files.pop(), files.is_empty()) {
        (Some(Upstream::OpenApi(document)), true) => Ok(upstream::openapi(document, messages)),
        _ => bail!("compare with one OpenAPI document at a time"),
    }
}

/// What clients noticed. They were made from the repaired document with its overlays, which give operations their names.
fn noticed(args: &Args, files: Vec<Upstream>) -> Result<Vec<Drift>> {
    let mut observed = Observed::default();
    for file in &files {
        if let Upstream::Observed(source) = file {
            observed.add(&source.text).with_context(|| source.name.clone())?;
        }
    }
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let overlays = args.overlay.iter().map(|path| source(path)).collect::<Result<_>>()?;
    let input = Input { document: source(&args.spec)?, overlays };
    let understood = generator::understand(input, &FolderLoader::beside(&args.spec), true);
    let (Some(api), Some(document)) = (&understood.api, &understood.document) else {
        report::diagnostics(&understood.diagnostics(), false);
        bail!("the document cannot be understood, so what clients noticed has no place in it");
    };
    Ok(observed.drift(api, document.tree())?)
}

fn write_overlay(args: &Args, ours: &Document, found: &[Drift]) -> Result<()> {
    let Some(path) = &args.write_overlay else { return Ok(()) };
    let title = ours.tree().pointer("/info/title").and_then(Value::as_str).unwrap_or("the API");
    let text = serde_json::to_string_pretty(&drift::overlay(title, found))? + "\n";
    Changes { write: BTreeMap::from([(path.clone(), text)]), remove: Vec::new() }.apply()
}
