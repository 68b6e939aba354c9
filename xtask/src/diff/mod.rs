//! `cargo xtask diff`: what a document change does to the users of the generated client.

mod review;
mod sides;
mod version;

use std::path::PathBuf;

use anyhow::{Result, bail};
use generator::diff::{Acceptance, Level, Report, render};

use crate::files::Changes;
use crate::{Outcome, report};
use sides::Pair;

/// Compare two versions of a document: what changes for the users of the generated client, and on the wire.
///
/// Each side is a file or `REV:path` of git. Without them each document under `spec/` is compared with what it was
/// where this branch left the default one. Findings that `spec/review.toml` accepts are marked and fail nothing.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The document before.
    old: Option<String>,
    /// The document after.
    new: Option<String>,
    /// OpenAPI overlay of the new side, and of the old one unless `--overlay-old` names another; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<String>,
    /// OpenAPI overlay of the old side; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay_old: Vec<String>,
    /// `names.lock` of the new side, and of the old one unless `--lock-old` names another: names that stay.
    #[arg(long, value_name = "FILE", requires = "old")]
    lock: Option<String>,
    /// `names.lock` of the old side.
    #[arg(long, value_name = "FILE", requires = "old")]
    lock_old: Option<String>,
    /// Revision whose merge base with HEAD the repository's documents are compared with; the default branch by default.
    #[arg(long, value_name = "REV", conflicts_with = "old")]
    base: Option<String>,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Where to write the report instead of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The crate's version now; prints the one that the change needs.
    #[arg(long, value_name = "VERSION")]
    next_version: Option<String>,
    /// Exit with 1 unless the version of each client is raised as far as its document's changes ask for.
    #[arg(long, conflicts_with = "old")]
    check_version: bool,
    /// Exit with 1 if the client changes by this much or more.
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<Bar>,
    /// Accepted findings.
    #[arg(long, value_name = "FILE", default_value = "spec/review.toml")]
    review: PathBuf,
    /// Accept what this rule found: an entry of the file of accepted findings.
    #[arg(long, value_name = "RULE", requires = "reason")]
    accept: Option<String>,
    /// Why it is accepted.
    #[arg(long, requires = "accept")]
    reason: Option<String>,
    /// Which of several findings: the Rust item, or `METHOD /path`.
    #[arg(long, value_name = "ITEM", requires = "accept")]
    target: Option<String>,
    /// The last day on which it is accepted.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "accept")]
    expires: Option<String>,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// One JSON object, as `spec/diff.schema.json` describes it.
    Json,
    /// Workflow commands that GitHub shows beside the document.
    Annotations,
    /// One page with both sides.
    Html,
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
    let Some(mut pairs) = sides::pairs(args)? else { return Ok(Outcome::Failed) };
    let file = review::File::of(&args.review);
    let entries = file.read()?;
    {
        let mut reports: Vec<&mut Report> = pairs.iter_mut().map(|pair| &mut pair.report).collect();
        file.apply(&mut reports, &entries, args.old.is_none())?;
        if let Some(wanted) = accepted(args)? {
            file.accept(&mut reports, &wanted)?;
        }
    }
    show(&render(&pairs, args), args)?;
    if let Some(version) = &args.next_version {
        report::result(&next_version(&pairs, version)?);
    }
    let level = pairs.iter().map(|pair| pair.report.open_level()).max().unwrap_or(Level::None);
    let raised = !args.check_version || versions_are_raised(&pairs, args.base.as_deref())?;
    // The process ends, and taking two documents apart piece by piece is a tenth of a small comparison.
    std::mem::forget(pairs);
    Ok(if raised { outcome(args.fail_on, level) } else { Outcome::Found })
}

fn accepted(args: &Args) -> Result<Option<Acceptance>> {
    let (Some(rule), Some(reason)) = (&args.accept, &args.reason) else { return Ok(None) };
    if let Some(expires) = &args.expires {
        review::check_day(expires)?;
    }
    if reason.trim().is_empty() {
        bail!("`--reason` says nothing");
    }
    let entry = Acceptance {
        rule: rule.clone(),
        target: args.target.clone(),
        reason: reason.clone(),
        expires: args.expires.clone(),
    };
    Ok(Some(entry))
}

fn render(pairs: &[Pair], args: &Args) -> String {
    let reports: Vec<Report> = pairs.iter().map(|pair| pair.report.clone()).collect();
    let each = |one: &dyn Fn(&Pair) -> String| pairs.iter().map(one).collect::<Vec<_>>().join("\n");
    match args.format {
        Format::Text => each(&|pair| render::text(&pair.report)),
        Format::Markdown => render::markdown(&reports, render::MAX_COMMENT),
        Format::Json if args.old.is_some() => reports.first().map(render::json).unwrap_or_default(),
        Format::Json => render::json_of_all(&reports),
        Format::Annotations => {
            pairs.iter().map(|pair| render::annotations(&pair.report, |place| pair.nearest(place))).collect()
        }
        Format::Html => render::html(&reports, |report, place| {
            pairs.iter().find(|pair| pair.report.document == report.document)?.excerpt(place)
        }),
    }
}

fn show(text: &str, args: &Args) -> Result<()> {
    match &args.output {
        Some(path) => {
            let mut changes = Changes::default();
            changes.write.insert(path.clone(), text.to_owned());
            changes.apply()
        }
        None => {
            if !text.trim_end().is_empty() {
                report::result(text.trim_end());
            }
            Ok(())
        }
    }
}

/// The highest that any of the documents asks for.
fn next_version(pairs: &[Pair], version: &str) -> Result<String> {
    let mut highest = Report::default();
    highest.changes.extend(pairs.iter().flat_map(|pair| pair.report.changes.iter().cloned()));
    match highest.next_version(version) {
        Some(next) => Ok(next),
        None => bail!("{version:?} is no version such as 0.4.2"),
    }
}

fn versions_are_raised(pairs: &[Pair], base: Option<&str>) -> Result<bool> {
    let mut enough = true;
    for pair in pairs {
        if let Some(client) = &pair.client {
            enough &= version::is_raised_enough(client, &pair.report, base)?;
        }
    }
    Ok(enough)
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
