//! `cargo xtask diff`: what a document change does to the users of the generated client.

use anyhow::{Result, bail};
use generator::diff::{Level, Report, Side, diff, render};
use generator::{Understood, names};

use crate::source::Named;
use crate::{Outcome, report};

/// Compare two versions of a document: what changes for the users of the generated client, and on the wire.
///
/// Each side is a file or `REV:path` of git.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The document before.
    old: String,
    /// The document after.
    new: String,
    /// OpenAPI overlay of the new side, and of the old one unless `--overlay-old` names another; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<String>,
    /// OpenAPI overlay of the old side; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay_old: Vec<String>,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
    /// The crate's version now; prints the one that the change needs.
    #[arg(long, value_name = "VERSION")]
    next_version: Option<String>,
    /// Exit with 1 if the client changes by this much or more.
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<Bar>,
}

/// How to report.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// One JSON object.
    Json,
}

/// The least change that fails the command.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Bar {
    /// Programs of users have to change.
    Major,
    /// Something is new.
    Minor,
    /// Anything that a user can notice.
    Patch,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let overlay_old = if args.overlay_old.is_empty() { &args.overlay } else { &args.overlay_old };
    let old = understand(&args.old, overlay_old)?;
    let new = understand(&args.new, &args.overlay)?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(Outcome::Failed) };
    let found = compare(&old, &new)?;
    let text = match args.format {
        Format::Text => render::text(&found),
        Format::Markdown => render::markdown(&found, render::MAX_COMMENT),
        Format::Json => render::json(&found),
    };
    report::result(text.trim_end());
    if let Some(version) = &args.next_version {
        let Some(next) = found.next_version(version) else {
            bail!("{version:?} is no version such as 0.4.2");
        };
        report::result(&next);
    }
    Ok(outcome(args.fail_on, found.verdict().client))
}

/// Reads one side; what stands in the way is said.
fn understand(document: &str, overlays: &[String]) -> Result<Option<Understood>> {
    let named = Named::read(document, overlays)?;
    let loader = named.loader();
    let understood = generator::understand(named.input, &*loader, true);
    if understood.api.is_none() {
        report::diagnostics(&understood.diagnostics(), false);
        return Ok(None);
    }
    Ok(Some(understood))
}

fn compare(old: &Understood, new: &Understood) -> Result<Report> {
    let (Some(before), Some(after)) = (&old.api, &new.api) else { bail!("a side could not be read") };
    let mut messages = generator::diagnostics::Diagnostics::new();
    let (old_names, new_names) = (names::assign(before, &mut messages), names::assign(after, &mut messages));
    Ok(diff(&Side::new(before, &old_names), &Side::new(after, &new_names)))
}

fn outcome(bar: Option<Bar>, level: Level) -> Outcome {
    let least = match bar {
        None => return Outcome::Fine,
        Some(Bar::Major) => Level::Major,
        Some(Bar::Minor) => Level::Minor,
        Some(Bar::Patch) => Level::Patch,
    };
    if level >= least { Outcome::Found } else { Outcome::Fine }
}
