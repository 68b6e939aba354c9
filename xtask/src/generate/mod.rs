//! `cargo xtask generate`: documents in, crates out.

mod config;
mod embed;
mod manifest;
mod region;
mod target;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use generator::lower::{Selection, Selector};
use generator::{Generated, Input, Options};
use serde::Serialize;

use crate::files::{self, Changes};
use crate::loader::FolderLoader;
use crate::progress::Progress;
use crate::{Outcome, report};
use target::Target;

/// The command that every generated file names.
const COMMAND: &str = "cargo xtask generate";

/// Generate client crates from OpenAPI documents.
///
/// Without arguments, every API under `spec/` is generated into `generated-client/`. With `--spec` and `--out`, a
/// complete crate is written for any other document.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; exit with 1 if a generated piece is stale, missing or orphaned.
    #[arg(long)]
    check: bool,
    /// OpenAPI document to read (JSON or YAML; 3.0, 3.1), instead of those under `spec/`.
    #[arg(long, value_name = "FILE", requires = "name")]
    spec: Option<PathBuf>,
    /// Generate the clients that this file names (`openapi-client.toml`; GENERATOR.md shows one).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["spec", "emit_document"])]
    config: Option<PathBuf>,
    /// Folder to write the crate to.
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Name of the crate, for example `acme-client`.
    #[arg(long, requires = "spec")]
    name: Option<String>,
    /// OpenAPI overlay to apply; may be repeated, applied in order.
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Vec<PathBuf>,
    /// Where the crate finds its runtime: `path` (this checkout), `embed` (copied into the crate) or a version.
    #[arg(long, default_value = "path", value_name = "path|embed|VERSION", requires = "spec")]
    runtime: String,
    /// Also write the effective document: overlays applied, repairs made. `.json` gives JSON, otherwise YAML.
    #[arg(long, value_name = "FILE", requires = "spec")]
    emit_document: Option<PathBuf>,
    /// Take only operations that match: `tag=Devices`, `path=/devices/*`, `operation=listDevices` or
    /// `operation=GET /devices`; may be repeated. A `*` stands for any text. Types come along as they are reached.
    #[arg(long, value_name = "KIND=PATTERN", requires = "spec")]
    include: Vec<Selector>,
    /// Leave out operations that match; written as for `--include`.
    #[arg(long, value_name = "KIND=PATTERN", requires = "spec")]
    exclude: Vec<Selector>,
    /// File that keeps the names chosen, so that a later run chooses the same; under `spec/` it is `names.lock`.
    #[arg(long, value_name = "FILE", requires = "spec")]
    lock: Option<PathBuf>,
    /// Trust the document: do not repair schemas that its own examples contradict.
    #[arg(long)]
    no_repair: bool,
    /// Exit with 1 if a message with this code appears; may be repeated.
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
    /// Show every note instead of their number.
    #[arg(long)]
    notes: bool,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object on standard output.
    Json,
}

/// The report of `--format json`.
#[derive(Debug, Serialize)]
struct Report<'a> {
    operations: usize,
    operations_in_document: usize,
    types: usize,
    files: usize,
    notes: &'a [generator::diagnostics::Diagnostic],
}

/// A target with what the generator made of it and what has to change on disk.
struct Made {
    target: Target,
    generated: Generated,
    changes: Changes,
    files: usize,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let targets = targets(args)?;
    let mut made = Vec::new();
    let mut failed = false;
    for target in targets {
        let generated = {
            let _progress = Progress::wait(&target.name);
            generate(&target, args)?
        };
        let complete = generated.files.is_some();
        failed |= !complete;
        if args.format == Format::Text {
            report::diagnostics(&generated.diagnostics, args.notes);
        }
        let (changes, files) = if complete { target.changes(&generated)? } else { (Changes::default(), 0) };
        made.push(Made { target, generated, changes, files });
    }
    if args.format == Format::Json {
        print_json(&made)?;
    }
    if failed {
        return Ok(Outcome::Failed);
    }
    if args.check {
        return Ok(check(&made));
    }
    // Everything is known to be good before the first file is touched.
    for one in &made {
        one.changes.apply()?;
        emit_document(args, one)?;
        summarise(args, one);
    }
    Ok(denied(args, &made))
}

fn targets(args: &Args) -> Result<Vec<Target>> {
    if let Some(config) = &args.config {
        return config::targets(config);
    }
    let Some(spec) = &args.spec else {
        let targets = target::of_workspace()?;
        if targets.is_empty() {
            bail!("no document under spec/; add spec/<api>/openapi.yaml, or name one with --spec");
        }
        return Ok(targets);
    };
    let name = args.name.as_deref().unwrap_or_default();
    if args.out.is_none() && args.emit_document.is_none() {
        bail!("--spec needs --out DIR (a crate) or --emit-document FILE (the effective document)");
    }
    let target = Target::foreign(spec, args.out.as_deref(), name, &args.overlay, &args.runtime)?;
    let select = Selection { include: args.include.clone(), exclude: args.exclude.clone() };
    Ok(vec![target.taking(select, args.lock.as_deref())?])
}

fn generate(target: &Target, args: &Args) -> Result<Generated> {
    let input = Input {
        document: target.source(&target.document)?,
        overlays: target.overlays.iter().map(|path| target.source(path)).collect::<Result<_>>()?,
    };
    let options = Options {
        repair: !args.no_repair,
        select: target.select.clone(),
        lock: target.lock()?,
        emit: target.emit_options(),
    };
    Ok(generator::generate(input, &FolderLoader::beside(&target.document), &options))
}

fn print_json(made: &[Made]) -> Result<()> {
    let reports: Vec<_> = made
        .iter()
        .map(|one| Report {
            operations: one.generated.operations,
            operations_in_document: one.generated.operations_in_document,
            types: one.generated.types,
            files: one.files,
            notes: &one.generated.diagnostics,
        })
        .collect();
    // One document gives one object, as scripts expect; several give an array of them.
    let text = match reports.as_slice() {
        [one] => serde_json::to_string_pretty(one)?,
        all => serde_json::to_string_pretty(all)?,
    };
    report::result(&text);
    Ok(())
}

/// Prints what differs; nothing is written.
fn check(made: &[Made]) -> Outcome {
    let mut found = 0;
    for one in made {
        for (path, text) in &one.changes.write {
            found += 1;
            let name = files::shown(path);
            match std::fs::read_to_string(path) {
                Ok(current) => report::line(&format!("stale: {name}\n{}", difference(&name, &current, text))),
                Err(_) => report::line(&format!("missing: {name}")),
            }
        }
        for path in &one.changes.remove {
            found += 1;
            report::line(&format!("orphaned: {} (nothing generates it any more)", files::shown(path)));
        }
    }
    if found == 0 {
        return Outcome::Fine;
    }
    report::line(&format!("{found} generated pieces differ; run `{COMMAND}` and commit the result"));
    Outcome::Found
}

/// A unified diff, cut so that a changed generator does not bury the message.
fn difference(name: &str, current: &str, wanted: &str) -> String {
    const LINES: usize = 40;
    let diff = similar::TextDiff::from_lines(current, wanted);
    let text = diff.unified_diff().context_radius(2).header(name, "generated now").to_string();
    let mut lines: Vec<&str> = text.lines().collect();
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let mut text = lines.join("\n");
    if more > 0 {
        text.push_str(&format!("\n… {more} more lines differ"));
    }
    text
}

fn emit_document(args: &Args, one: &Made) -> Result<()> {
    let Some(path) = &args.emit_document else { return Ok(()) };
    let format = match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => generator::document::Format::Json,
        _ => generator::document::Format::Yaml,
    };
    let document = one.generated.document.as_ref().context("the document could not be read")?;
    let write = BTreeMap::from([(path.clone(), document.render(format))]);
    Changes { write, remove: Vec::new() }.apply()
}

fn summarise(args: &Args, one: &Made) {
    if args.format == Format::Json {
        return;
    }
    let written = match (one.changes.write.len(), one.changes.remove.len()) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{written} written"),
        (written, removed) => format!("{written} written, {removed} removed"),
    };
    report::aside(&format!(
        "{}: {} of {} operations, {} types, {} files ({written})",
        one.target.name, one.generated.operations, one.generated.operations_in_document, one.generated.types, one.files,
    ));
}

/// `--deny CODE` turns a message into a finding.
fn denied(args: &Args, made: &[Made]) -> Outcome {
    let mut outcome = Outcome::Fine;
    for message in made.iter().flat_map(|one| &one.generated.diagnostics) {
        if args.deny.iter().any(|code| code == message.code) {
            report::line(&format!("denied [{}]: {} at {}", message.code, message.message, message.place.pointer));
            outcome = Outcome::Found;
        }
    }
    outcome
}
