//! `cargo xtask corpus`: every document below some folders into crates, and what came of each.

mod against;
mod child;
mod compile;
mod find;
mod markdown;
mod process;
mod record;
mod state;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::{Outcome, files, report};
use find::Found;
use record::{Compile, Outcome as Came, Record};
use state::State;

/// Generate a client for every document below some folders, and say what came of each.
///
/// Each document has a process of its own, with a time limit; one that fails stops nothing. What is known is kept under
/// `--out`, so that a run that was broken off goes on where it was. Exits with 1 if a document made the generator panic
/// or run out of time, or an emitted crate does not compile without warnings.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folders to look for documents in; a file is taken as it is.
    #[arg(value_name = "DIR", required_unless_present = "one")]
    folders: Vec<PathBuf>,
    /// Also compile each emitted crate, its examples included; a warning counts as a failure.
    #[arg(long)]
    check: bool,
    /// Folder for the emitted crates and for what is known so far.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    out: PathBuf,
    /// Only so many of the documents, chosen by a hash of their names.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Forget what an earlier run found out.
    #[arg(long)]
    fresh: bool,
    /// Seconds that one document may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    limit: u64,
    /// Documents at a time; as many as there are processors by default.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Crates that are compiled by one run of cargo.
    #[arg(long, value_name = "N", default_value_t = 12)]
    batch: usize,
    /// Show what got better or worse since this earlier output of `--format json`.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
    /// The process of one document: generate it and print its record.
    #[arg(long, value_name = "FILE", hide = true)]
    one: Option<PathBuf>,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// One JSON array on standard output.
    Json,
    /// A short report that can be kept: no text of a document is in it.
    Markdown,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if let Some(document) = &args.one {
        return child::run(document, &args.out);
    }
    let old = args.against.as_deref().map(against::read).transpose()?;
    let documents = find::documents(&args.folders)?;
    let documents = match args.sample {
        Some(count) => find::sample(documents, count),
        None => documents,
    };
    if documents.is_empty() {
        bail!("no OpenAPI document there; name a folder with .json, .yaml or .yml files that have a member `openapi`");
    }
    std::fs::create_dir_all(&args.out).with_context(|| format!("cannot write {}", files::shown(&args.out)))?;
    let mut state = State::open(&args.out, args.fresh)?;
    generate_all(args, &documents, &mut state)?;
    if args.check {
        compile::all(&args.out, &documents, args.batch.max(1), &mut state)?;
    }
    let records: Vec<Record> = documents.iter().filter_map(|found| state.get(found)).cloned().collect();
    show(args, &records)?;
    if let Some(old) = old {
        against::show(&old, &records);
    }
    Ok(if records.iter().any(is_bad) { Outcome::Found } else { Outcome::Fine })
}

/// A document that is refused with a place is no fault of ours.
fn is_bad(record: &Record) -> bool {
    matches!(record.outcome, Came::Panic | Came::Timeout) || record.compile == Compile::Failed
}

fn show(args: &Args, records: &[Record]) -> Result<()> {
    match args.format {
        Format::Json => report::result(&serde_json::to_string_pretty(records)?),
        Format::Text => report::result(&table::text(records)),
        Format::Markdown => report::result(&markdown::text(records)),
    }
    Ok(())
}

/// Generates what is not known yet, several documents at a time.
fn generate_all(args: &Args, documents: &[Found], state: &mut State) -> Result<()> {
    let open: Vec<&Found> = documents.iter().filter(|found| state.get(found).is_none()).collect();
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let (next, progress) = (AtomicUsize::new(0), Progress::steps(open.len(), "generating"));
    let state = Mutex::new(state);
    let work = || -> Result<()> {
        while let Some(found) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
            let record = one(args, found)?;
            progress.step(&format!("{}: {} in {:.1} s", found.file, record.outcome.word(), record.seconds));
            let mut state = state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            state.put(found, record)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.clamp(1, open.len().max(1))).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(result) => result,
            Err(_) => bail!("a worker of the corpus ended early"),
        })
    })
}

/// The process of one document, and what it came to.
fn one(args: &Args, found: &Found) -> Result<Record> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut command = std::process::Command::new(program);
    command.arg("corpus").arg("--one").arg(&found.path).arg("--out").arg(crate_folder(&args.out, found));
    let ended = process::run(&mut command, Duration::from_secs(args.limit))?;
    Ok(record::of_process(found, &ended))
}

/// Where the crate of a document goes.
fn crate_folder(out: &Path, found: &Found) -> PathBuf {
    out.join("crates").join(&found.package)
}
