//! `cargo xtask bench-peers`: this generator and its peers on the same documents, side by side.

mod build;
mod call;
mod decode;
mod document;
mod install;
mod mapping;
mod measure;
mod program;
mod record;
mod run;
mod shown;
mod sources;
mod table;
mod tool;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{Outcome, files, report};
use record::Results;
use tool::Tool;

/// Measure this generator beside its peers: generating, compiling, decoding.
///
/// Installs what is not there yet, and takes hours for all of it; what is known is kept, so that a run that was broken
/// off goes on where it was. Exits with 2 if this project itself fails on a document.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Take only this tool; may be repeated.
    #[arg(long, value_name = "TOOL")]
    tool: Vec<Tool>,
    /// Document to measure on: `community`, `jamf-pro`, `hetzner-cloud`, `github`, or `NAME=FILE`; may be repeated.
    #[arg(long, value_name = "DOCUMENT")]
    document: Vec<String>,
    /// Runs of each generator.
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,
    /// Builds of each kind; of documents above 5 MB there is one.
    #[arg(long, value_name = "N", default_value_t = 5)]
    build_runs: usize,
    /// Only generate.
    #[arg(long)]
    skip_builds: bool,
    /// Forget what is known of the tools and documents that are measured.
    #[arg(long)]
    fresh: bool,
    /// Folder for crates, builds and what is known so far.
    #[arg(long, value_name = "DIR", default_value = "target/peers")]
    work: PathBuf,
    /// Folder that the peers are installed to; by default one in the folder above.
    #[arg(long, value_name = "DIR")]
    tools: Option<PathBuf>,
    /// File for the table.
    #[arg(long, value_name = "FILE", default_value = "tests/results/peers.md")]
    table: PathBuf,
    /// Seconds that one generation or build may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 1800)]
    limit: u64,
    /// What to print.
    #[arg(long, default_value = "text")]
    format: Format,
    /// The process above one measured command: its log, then the command.
    #[arg(last = true, hide = true)]
    measure: Vec<OsString>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The table.
    Text,
    /// Every figure.
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if !args.measure.is_empty() {
        return measure::child(&args.measure, args.limit);
    }
    let work = absolute(&args.work)?;
    let tools_folder = args.tools.as_deref().map_or_else(|| Ok(work.join("tools")), absolute)?;
    let wanted: Vec<Tool> =
        tool::ALL.into_iter().filter(|tool| args.tool.is_empty() || args.tool.contains(tool)).collect();
    let mut versions = BTreeMap::new();
    for tool in wanted {
        versions.insert(tool, install::ready(tool, &tools_folder)?);
    }
    let mut results = Results::open(work.join("results.json"))?;
    let mut is_fine = true;
    for document in document::chosen(&args.document, &work.join("documents"))? {
        let round = run::Round::new(args, &work, &tools_folder, &document)?;
        round.measure(&versions, &mut results)?;
        let ours = results.get(&document.name, Tool::Ours);
        is_fine &= ours.is_none_or(|ours| ours.failure.is_none() && ours.build_failure.is_none());
        tool::write(&args.table, &table::page(&results, &heading()))?;
    }
    report::result(&match args.format {
        Format::Text => table::page(&results, &heading()),
        Format::Json => serde_json::to_string_pretty(results.all())?,
    });
    Ok(if is_fine { Outcome::Fine } else { Outcome::Failed })
}

/// The folder, made if need be, with a path that holds from any other.
fn absolute(folder: &Path) -> Result<PathBuf> {
    let context = || format!("cannot write {}", files::shown(folder));
    std::fs::create_dir_all(folder).with_context(context)?;
    folder.canonicalize().with_context(context)
}

fn heading() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = std::process::Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    HEADING.replace("CORES", &cores.to_string()).replace("RUSTC", rustc.split(" (").next().unwrap_or_default())
}

const HEADING: &str = "\
# Beside the peers

Written by `cargo xtask bench-peers`; CONTRIBUTING.md says what it needs. RUSTC, CORES processors, other work on them.

Medians, the tools by turns (A B C, A B C, …), so that other work weighs on all alike; compare processor time, as the
clock also counts waiting. `×` is the ratio of processor time to this project's.

- Every tool in the form that its guide shows first, in its newest version. openapi-to-rust emits modules and a list of
  dependencies, which are put into a crate with one line of source. Lines are those of all Rust files emitted, examples
  included.
- Memory is that of the largest process. \"Operations\": those of the document that a function was found for, by its
  documentation or name; fewer than all means that the tool left the others out, or named them in a way of its own.
- \"Building the crate alone\": `cargo build --lib` after `cargo clean --package`, dependencies compiled before. \"Changed\"
  is a dev build after a function was added to `lib.rs`; a release build compiles anew then, as cargo's default for it is
  not incremental. \"One group\": `--no-default-features` and the feature of one tag.
- \"Program\": one call of one operation, `opt-level = 3`, stripped, otherwise cargo's defaults. progenitor's crates
  have no TLS, which makes their programs smaller.
- \"Success examples\": the first JSON example of each operation's lowest success status that has one,
  without the `{\"value\": …}` that a converter put around nearly all of a document's. \"Found\": the
  emitted function of the operation was found by its documentation or name, and so its type. A program decodes each
  example by `serde_json::from_str` and that type (this project's by `rt::reply::json`; \"strictly\" is without a value
  set aside). Leaves are values that are neither null nor a container, in all examples; \"free JSON\" is what `Debug` shows
  as `serde_json::Value`, \"dropped\" what no field took (`serde_ignored`), \"typed\" the rest of those decoded. `≥`: an
  emitted enum has a variant that looks like free JSON.
- ¹ The message stands below its table. ² No emitted function could be matched to an operation with an example.
";
