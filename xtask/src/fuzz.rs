//! `cargo xtask fuzz`: the targets under `tests/fuzz`, each for some minutes, with what it cost and what it found.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{Outcome, files, report};

/// One run may hold this much memory and an input take this long; what needs more is a finding. What threads leave
/// behind for their end is taken for leaked memory, so leaks are not looked for: nothing here frees by hand.
const LIMITS: [&str; 3] = ["-rss_limit_mb=2048", "-timeout=60", "-detect_leaks=0"];

/// Fuzz the generator and the reading of replies: any text, overlays, random documents, any reply.
///
/// Needs a nightly toolchain and cargo-fuzz. Starts from the fixtures, and from what earlier runs found worth keeping
/// under `tests/fuzz/corpus`. Exits with 1 on a finding: the input is under `tests/fuzz/artifacts`, and
/// `--input FILE` runs it again.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Target; all of them, one after the other, by default.
    #[arg(value_name = "TARGET")]
    target: Option<Target>,
    /// How long each target runs.
    #[arg(long, value_name = "N", default_value_t = 10)]
    minutes: u64,
    /// Run this one input instead: a finding, or its mended successor.
    #[arg(long, value_name = "FILE", requires = "target")]
    input: Option<PathBuf>,
}

/// What is fuzzed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Target {
    /// Any text as a document.
    Document,
    /// Any text as an overlay of a sound document.
    Overlay,
    /// Random documents by a grammar of every construct.
    Structured,
    /// Any bytes as a reply of an emitted client.
    Reply,
}

const ALL: [Target; 4] = [Target::Document, Target::Overlay, Target::Structured, Target::Reply];

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Overlay => "overlay",
            Self::Structured => "structured",
            Self::Reply => "reply",
        }
    }

    /// What it starts from, below `tests`: small, and our own.
    fn seeds(self) -> &'static [&'static str] {
        match self {
            Self::Document => {
                &["fixtures/document", "fixtures/lower", "fixtures/wrong", "fixtures/hostile", "fuzz/seeds/document"]
            }
            Self::Overlay => &["fixtures/overlay", "fuzz/seeds/overlay"],
            Self::Structured => &["fuzz/seeds/structured"],
            Self::Reply => &["fuzz/seeds/reply"],
        }
    }

    fn dictionary(self) -> Option<&'static str> {
        matches!(self, Self::Document | Self::Overlay).then_some("openapi.dict")
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    ready()?;
    let targets = args.target.map_or_else(|| ALL.to_vec(), |target| vec![target]);
    let mut outcome = Outcome::Fine;
    for target in targets {
        if !cargo_fuzz("build", target).status().context("cannot run cargo fuzz")?.success() {
            bail!("the target {} does not build", target.name());
        }
        let fine = match &args.input {
            Some(input) => again(target, input)?,
            None => fuzz(target, args.minutes)?,
        };
        if !fine {
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}

/// Says how to get what is not there.
fn ready() -> Result<()> {
    let runs = |words: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(["run", "nightly"]).args(words).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !runs(&["rustc", "--version"]) {
        bail!("fuzzing needs a nightly toolchain: `rustup toolchain install nightly`");
    }
    if !runs(&["cargo", "fuzz", "--version"]) {
        bail!("fuzzing needs cargo-fuzz: `cargo install cargo-fuzz`");
    }
    Ok(())
}

fn cargo_fuzz(word: &str, target: Target) -> Command {
    let folder = files::workspace().join("tests/fuzz");
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "fuzz", word, "--fuzz-dir"]).arg(&folder).arg(target.name());
    // Cargo told this program which toolchain and which manifest it runs under; the targets have others.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text == "RUSTUP_TOOLCHAIN"
            || text == "RUSTC"
            || text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
        {
            command.env_remove(&name);
        }
    }
    command.current_dir(folder);
    command
}

fn again(target: Target, input: &Path) -> Result<bool> {
    let input = input.canonicalize().with_context(|| format!("cannot read {}", files::shown(input)))?;
    Ok(cargo_fuzz("run", target).arg(input).status()?.success())
}

/// Runs the target to the end of its time or to the first finding.
fn fuzz(target: Target, minutes: u64) -> Result<bool> {
    let tests = files::workspace().join("tests");
    let corpus = tests.join("fuzz/corpus").join(target.name());
    std::fs::create_dir_all(&corpus).with_context(|| format!("cannot write {}", files::shown(&corpus)))?;
    let mut command = cargo_fuzz("run", target);
    command.arg(corpus).args(target.seeds().iter().map(|seeds| tests.join(seeds)).filter(|path| path.exists()));
    command.arg("--").args(LIMITS).arg(format!("-max_total_time={}", minutes * 60)).arg("-print_final_stats=1");
    if let Some(name) = target.dictionary() {
        command.arg(format!("-dict={}", tests.join("fuzz").join(name).display()));
    }
    let (started, before) = (Instant::now(), processor_seconds());
    let (status, executed) = relayed(&mut command)?;
    let used = before.and_then(|before| Some(processor_seconds()? - before));
    let used = used.map(|used| format!(", {used:.0} s of processor time")).unwrap_or_default();
    let executed = executed.map(|count| format!(", {count} inputs")).unwrap_or_default();
    let end = if status.success() { "no finding" } else { "a finding, see tests/fuzz/artifacts" };
    report::result(&format!("{}: {:.0} s{used}{executed}: {end}", target.name(), started.elapsed().as_secs_f64()));
    Ok(status.success())
}

/// Passes on what the fuzzer says, and keeps the number of inputs that it tried.
fn relayed(command: &mut Command) -> Result<(ExitStatus, Option<u64>)> {
    let mut child = command.stderr(Stdio::piped()).spawn().context("cannot run cargo fuzz")?;
    let mut executed = None;
    for line in BufReader::new(child.stderr.take().context("the fuzzer has no output")?).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            executed = count.trim().parse().ok();
        }
        report::line(&line);
    }
    Ok((child.wait()?, executed))
}

/// Processor time of the processes that this one has waited for, where the system tells it (Linux: `proc_pid_stat(5)`,
/// the 16th and 17th field, in hundredths of a second).
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let field = |index: usize| fields.split_whitespace().nth(index)?.parse::<f64>().ok();
    Some((field(13)? + field(14)?) / 100.0)
}
