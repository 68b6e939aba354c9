//! `cargo xtask explain CODE`: what a message means and what to do about it.

use anyhow::Result;
use generator::{diagnostics, evidence};

use crate::{Outcome, report};

/// Explain a message code, or list all codes.
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

/// Messages and repairs, sorted by code.
fn codes() -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = diagnostics::CODES.iter().map(|(code, text)| (*code, (*text).to_owned())).collect();
    all.extend(evidence::explain().map(|rule| (rule.code, format!("{} {}", rule.mends, rule.safe))));
    all.sort_unstable();
    all.dedup_by(|a, b| a.0 == b.0);
    all
}
