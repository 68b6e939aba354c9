//! `cargo xtask explain CODE`: what a message means and what to do about it.

use anyhow::Result;
use generator::{diagnostics, diff, evidence};

use crate::{Outcome, report};

/// Explain the code of a message, a repair or a rule of the review, or list them all.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Code as messages show it, for example `duplicate-key`.
    code: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let all = codes();
    let Some(code) = &args.code else {
        all.iter().for_each(|(code, text)| report::result(&format!("{code:30} {text}")));
        return Ok(Outcome::Fine);
    };
    match all.iter().find(|(known, _)| known == code) {
        Some((code, text)) => {
            report::result(&format!("{code}: {text}"));
            Ok(Outcome::Fine)
        }
        None => {
            report::line(&format!("no message has the code {code:?}; `cargo xtask explain` lists them all"));
            Ok(Outcome::Failed)
        }
    }
}

/// Messages, repairs and rules of the review, sorted by code.
fn codes() -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = diagnostics::CODES.iter().map(|(code, text)| (*code, (*text).to_owned())).collect();
    all.extend(evidence::explain().map(|rule| (rule.code, format!("{} {}", rule.mends, rule.safe))));
    all.extend(diff::rules().into_iter().map(|rule| (rule.id, rule.to_string())));
    all.sort_unstable();
    all.dedup_by(|a, b| a.0 == b.0);
    all
}
