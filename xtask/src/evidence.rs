//! `cargo xtask evidence`: what a document's examples say about its schemas.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Serialize;

use crate::loader::FolderLoader;
use crate::{Outcome, files, report};
use generator::diagnostics::Severity;
use generator::document::Source;
use generator::evidence::report::Totals;
use generator::{Input, Understood};

/// Weigh the examples of a document against its schemas.
///
/// Tells for each operation which leaf values of its examples land in typed fields, which in free JSON, which contradict
/// the types, and what was repaired and why. Of several documents, or a folder of them, a table tells how often each rule
/// changed something.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document; several, or a folder with nothing else in it, give a table.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE|DIR")]
    spec: Vec<PathBuf>,
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
    match args.spec.as_slice() {
        [one] if !one.is_dir() => report_of(args, one),
        many => table_of(args, many),
    }
}

fn understand(args: &Args, spec: &Path) -> Result<Understood> {
    let input = Input {
        document: source(spec)?,
        overlays: args.overlay.iter().map(|path| source(path)).collect::<Result<_>>()?,
    };
    Ok(generator::understand(input, &FolderLoader::beside(spec), !args.no_repair))
}

fn report_of(args: &Args, spec: &Path) -> Result<Outcome> {
    let understood = understand(args, spec)?;
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

/// A document in the table.
#[derive(Debug, Serialize)]
struct Row {
    document: String,
    /// The code of the error, where it cannot be understood; the rest is empty then.
    error: Option<&'static str>,
    success: Totals,
    /// How often each rule changed something.
    repairs: BTreeMap<&'static str, usize>,
}

fn table_of(args: &Args, specs: &[PathBuf]) -> Result<Outcome> {
    let mut files = Vec::new();
    for spec in specs {
        let is_document = |path: &PathBuf| {
            path.extension().is_some_and(|extension| ["json", "yaml", "yml"].iter().any(|known| extension == *known))
        };
        files.extend(if spec.is_dir() {
            files::walk(spec)?.into_iter().filter(is_document).collect()
        } else {
            vec![spec.clone()]
        });
    }
    let rows: Vec<Row> = files.iter().map(|file| row(args, file)).collect();
    report::result(&match args.format {
        Format::Text | Format::Markdown => table(&rows),
        Format::Json => serde_json::to_string_pretty(&rows)?,
    });
    Ok(Outcome::Fine)
}

fn row(args: &Args, file: &Path) -> Row {
    let document = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let failed =
        |document, error| Row { document, error: Some(error), success: Totals::default(), repairs: BTreeMap::new() };
    // One that is no text at all does not end the table.
    let Ok(understood) = understand(args, file) else { return failed(document, "unreadable") };
    let diagnostics = understood.diagnostics();
    let Some(api) = &understood.api else {
        let error = diagnostics.iter().find(|message| message.severity == Severity::Error);
        return failed(document, error.map_or("unknown", |error| error.code));
    };
    let found = generator::evidence::report::report(api, &diagnostics);
    Row { document, error: None, success: found.success, repairs: found.codes }
}

/// As Markdown, which is also read well as text: the documents with a finding, and the sums of all.
fn table(rows: &[Row]) -> String {
    let mut out =
        "| document | success examples | that agree | leaves | typed | what was found |\n|---|---|---|---|---|---|\n"
            .to_owned();
    let mut sums: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.repairs.is_empty()) {
        let (totals, leaves) = (row.success, row.success.leaves);
        let found: Vec<String> = row.repairs.iter().map(|(code, count)| format!("`{code}` {count}")).collect();
        let figures = format!("{} | {} | {} | {}", totals.examples, totals.agreeing, leaves.all(), leaves.typed);
        out.push_str(&format!("| {} | {figures} | {} |\n", row.document, found.join(", ")));
        for (code, count) in &row.repairs {
            let sum = sums.entry(code).or_default();
            *sum = (sum.0 + count, sum.1 + 1);
        }
    }
    let untouched = rows.iter().filter(|row| row.repairs.is_empty() && row.error.is_none()).count();
    let unread: Vec<String> =
        rows.iter().filter_map(|row| Some(format!("{} ({})", row.document, row.error?))).collect();
    out.push_str(&format!("\n{} documents, {untouched} of them without a finding", rows.len()));
    if !unread.is_empty() {
        out.push_str(&format!("; {} cannot be understood: {}", unread.len(), unread.join(", ")));
    }
    out.push('\n');
    for (code, (count, documents)) in sums {
        out.push_str(&format!("\n- `{code}`: {count} places in {documents} documents"));
    }
    out
}

fn source(path: &Path) -> Result<Source> {
    Ok(Source { name: files::shown(path), text: files::read_document(path)? })
}
