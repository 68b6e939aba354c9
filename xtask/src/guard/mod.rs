//! `cargo xtask guard`: what a generation, a comparison and a decode cost, counted rather than timed, against the figures
//! that are checked in. Counts are the same on a busy machine and on an idle one.

mod count;
mod figures;
mod programs;

use anyhow::{Result, bail};

use crate::{Outcome, files, report};
use count::{Meter, Tool};
use figures::{Figures, Standing};
use programs::Programs;

/// Where the figures stand.
const FIGURES: &str = "tests/guard.toml";

/// Count instructions, allocations and lines of LLVM, and hold them against `tests/guard.toml`.
///
/// Needs valgrind and cargo-llvm-lines; builds the measured programs in release. Exits with 1 if a figure is over what was
/// checked in by more than its tolerance.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write what is counted now to `tests/guard.toml`; tolerances stay.
    #[arg(long)]
    update: bool,
    /// Only figures whose names contain this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let wanted: Vec<_> =
        meters().into_iter().filter(|meter| args.only.as_ref().is_none_or(|only| meter.name.contains(only))).collect();
    if wanted.is_empty() {
        bail!("no figure is called so; there are {}", names().join(", "));
    }
    let missing: Vec<_> = Tool::ALL
        .into_iter()
        .filter(|tool| wanted.iter().any(|one| one.tool == *tool))
        .filter(|tool| !tool.is_there())
        .collect();
    if !missing.is_empty() {
        let remedies: Vec<_> = missing.iter().map(Tool::remedy).collect();
        bail!("missing: {}", remedies.join("; "));
    }
    let path = files::workspace().join(FIGURES);
    let mut figures = Figures::read(&path)?;
    let programs = Programs::build(&wanted)?;
    let mut outcome = Outcome::Fine;
    for meter in wanted {
        let counted = meter.count(&programs)?;
        let standing = figures.judge(&meter.name, counted);
        report::result(&standing.line(&meter.name, counted));
        outcome = if matches!(standing, Standing::Over { .. } | Standing::New) { Outcome::Found } else { outcome };
        figures.set(&meter.name, counted);
    }
    if args.update {
        figures.write(&path)?;
        return Ok(Outcome::Fine);
    }
    Ok(outcome)
}

fn names() -> Vec<String> {
    meters().into_iter().map(|meter| meter.name).collect()
}

/// Everything that is counted.
fn meters() -> Vec<Meter> {
    let iru = ["generate", "spec/iru/openapi.yaml", "spec/iru/overlay.yaml"].as_slice();
    let balena = ["generate", "spec/balena/openapi.yaml", "spec/balena/overlay.yaml"].as_slice();
    let compared = ["compare", "spec/iru/openapi.yaml", "spec/iru/overlay.yaml"].as_slice();
    let mut all = Vec::new();
    for (name, package, arguments) in [
        ("generate-iru", programs::GENERATOR, iru),
        ("generate-balena", programs::GENERATOR, balena),
        ("compare-iru", programs::GENERATOR, compared),
        ("decode-devices", programs::IRU, ["decode"].as_slice()),
        ("encode-devices", programs::IRU, ["encode"].as_slice()),
    ] {
        for tool in [Tool::Callgrind, Tool::Dhat] {
            all.push(Meter { name: format!("{name}.{}", tool.unit()), tool, package, arguments });
        }
    }
    for package in ["features-client", "gadgets-client"] {
        let name = format!("{package}.{}", Tool::LlvmLines.unit());
        all.push(Meter { name, tool: Tool::LlvmLines, package, arguments: &[] });
    }
    all
}
