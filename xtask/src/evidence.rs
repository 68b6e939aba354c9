//! `cargo xtask evidence`: what a document's examples say about its schemas.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::loader::FolderLoader;
use crate::{Outcome, files, report};
use generator::Input;
use generator::document::Source;

/// Weigh the examples of a document against its schemas.
///
/// Tells for each operation which leaf values of its examples land in typed fields, which in free JSON, which contradict
/// the types, and what was repaired and why.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Trust the document: do not repair schemas that its own examples contradict.
    #[arg(long)]
    no_repair: bool,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// How to report.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For a file that is read as a page.
    Markdown,
    /// One JSON object.
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let input = Input {
        document: source(&args.spec)?,
        overlays: args.overlay.iter().map(|path| source(path)).collect::<Result<_>>()?,
    };
    let understood = generator::understand(input, &FolderLoader::beside(&args.spec), !args.no_repair);
    let diagnostics = understood.diagnostics();
    let Some(api) = &understood.api else {
        report::diagnostics(&diagnostics, false);
        return Ok(Outcome::Failed);
    };
    let found = generator::evidence::report::report(api, &diagnostics);
    report::result(&match args.format {
        Format::Text => found.text(),
        Format::Markdown => found.markdown(),
        Format::Json => found.json(),
    });
    Ok(Outcome::Fine)
}

fn source(path: &Path) -> Result<Source> {
    Ok(Source { name: files::shown(path), text: files::read_document(path)? })
}
