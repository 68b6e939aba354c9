//! `cargo xtask perturb`: how much of a reply survives when one thing in it is not as documented.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Input;
use generator::evidence::perturb::{self, Change, Trial};
use generator::ir::Api;
use serde::Serialize;

use crate::emitted::{Decoded, Emitted};
use crate::loader::FolderLoader;
use crate::{Outcome, files, report, source};

/// Change every value of every reply example, one at a time, and count which replies the emitted client still decodes.
///
/// Values are dropped, nulled, given another type, nested and given a value that no list has; objects get a member
/// more, arrays are emptied. Builds the emitted crate and runs its `decode --batch`. Exits with 1 if a reply is lost for
/// another reason than that what identifies it is gone.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// How to report.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// A trial without its body.
struct Tried {
    operation: String,
    status: u16,
    change: Change,
    path: String,
    identity: bool,
}

/// What became of the trials.
#[derive(Debug, Default, Serialize)]
struct Report {
    replies: usize,
    trials: usize,
    /// Trials that decode, of those that left what identifies the reply alone, in percent, rounded down.
    percent: usize,
    changes: BTreeMap<Change, Tally>,
    failed: Vec<Failure>,
}

/// What became of the trials of one kind.
#[derive(Debug, Default, Serialize)]
struct Tally {
    trials: usize,
    /// Decoded without anything being set aside.
    whole: usize,
    /// Decoded; the changed value alone was set aside.
    value_aside: usize,
    /// Decoded; something around the changed value was set aside.
    more_aside: usize,
    /// What identifies the reply was changed, and it does not decode.
    identity_lost: usize,
    /// Does not decode though its identity is there.
    failed: usize,
}

/// A reply that was lost.
#[derive(Debug, Serialize)]
struct Failure {
    operation: String,
    status: u16,
    change: Change,
    path: String,
    error: String,
    error_path: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let input = Input {
        document: source::source(&args.spec.display().to_string())?,
        overlays: args.overlay.iter().map(|path| source::source(&path.display().to_string())).collect::<Result<_>>()?,
    };
    let understood = generator::understand(input, &FolderLoader::beside(&args.spec), true);
    let Some(api) = &understood.api else {
        report::diagnostics(&understood.diagnostics(), false);
        return Ok(Outcome::Failed);
    };
    let crate_ = Emitted::generate("perturb/client", &args.spec, &args.overlay, None)?;
    let file = files::workspace().join("target/perturb/replies.jsonl");
    let tried = write(api, &file)?;
    let mut found = Report { trials: tried.len(), ..Report::default() };
    let answers = crate_.decode(&file, |index, decoded| {
        if let Some(trial) = tried.get(index) {
            found.add(trial, decoded);
        }
    })?;
    if answers != tried.len() {
        bail!("the emitted crate answered {answers} of {} replies", tried.len());
    }
    found.finish();
    report::result(&match args.format {
        Format::Text => found.text(),
        Format::Json => serde_json::to_string_pretty(&found)?,
    });
    Ok(if found.failed.is_empty() { Outcome::Fine } else { Outcome::Found })
}

/// Writes the trials as `decode --batch` reads them.
fn write(api: &Api, path: &Path) -> Result<Vec<Tried>> {
    let context = || format!("cannot write {}", files::shown(path));
    let mut file = BufWriter::new(std::fs::File::create(path).with_context(context)?);
    let mut tried = Vec::new();
    let mut problem = None;
    perturb::trials(api, |trial| {
        let Trial { operation, status, change, path, identity, body } = trial;
        // A text stands for itself on such a line, so it is written as the JSON that it is.
        let body = if body.is_string() { body.to_string().into() } else { body };
        let line = serde_json::json!({ "operation": operation, "status": status, "body": body });
        problem = problem.take().or_else(|| writeln!(file, "{line}").err());
        tried.push(Tried { operation, status, change, path, identity });
    });
    problem.map_or(Ok(()), Err).and_then(|()| file.flush()).with_context(context)?;
    Ok(tried)
}

impl Report {
    fn add(&mut self, trial: &Tried, decoded: Decoded) {
        self.replies += usize::from(trial.change == Change::None);
        let tally = self.changes.entry(trial.change).or_default();
        tally.trials += 1;
        match (decoded.ok, decoded.set_aside.as_slice()) {
            (true, []) => tally.whole += 1,
            (true, aside) if aside.iter().all(|aside| aside.path == trial.path) => tally.value_aside += 1,
            (true, _) => tally.more_aside += 1,
            (false, _) if trial.identity => tally.identity_lost += 1,
            (false, _) => {
                tally.failed += 1;
                self.failed.push(Failure {
                    operation: trial.operation.clone(),
                    status: trial.status,
                    change: trial.change,
                    path: trial.path.clone(),
                    error: decoded.error.unwrap_or_default(),
                    error_path: decoded.path,
                });
            }
        }
    }

    fn finish(&mut self) {
        let lost: usize = self.changes.values().map(|tally| tally.identity_lost).sum();
        let counted = self.trials - lost;
        self.percent = (counted - self.failed.len()) * 100 / counted.max(1);
    }

    fn text(&self) -> String {
        let mut lines = vec![
            format!("{} replies, {} trials", self.replies, self.trials),
            "  change     trials    whole  value aside  more aside  identity lost  failed".to_owned(),
        ];
        for (change, tally) in &self.changes {
            let name = serde_json::to_string(change).unwrap_or_default();
            lines.push(format!(
                "  {:<9} {:>7}  {:>7}  {:>11}  {:>10}  {:>13}  {:>6}",
                name.trim_matches('"'),
                tally.trials,
                tally.whole,
                tally.value_aside,
                tally.more_aside,
                tally.identity_lost,
                tally.failed
            ));
        }
        let survive = self.trials - self.failed.len();
        let lost: usize = self.changes.values().map(|tally| tally.identity_lost).sum();
        lines.push(format!(
            "{} % decode: {} of {}; beside them {lost} of which the identity is lost",
            self.percent,
            survive - lost,
            self.trials - lost
        ));
        lines.extend(self.failed.iter().map(Failure::text));
        lines.join("\n")
    }
}

impl Failure {
    fn text(&self) -> String {
        let change = serde_json::to_string(&self.change).unwrap_or_default();
        let place = self.error_path.as_deref().map(|path| format!(" at {path}")).unwrap_or_default();
        let change = change.trim_matches('"');
        format!("failed: {} {}, {} {change}: {}{place}", self.operation, self.status, self.path, self.error)
    }
}
