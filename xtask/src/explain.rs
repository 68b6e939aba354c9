//! `cargo xtask explain CODE`: what a message means and what to do about it.

use anyhow::Result;

use crate::{Outcome, report};

/// Explain a message code, or list all codes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Code as messages show it, for example `duplicate-key`.
    code: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let Some(code) = &args.code else {
        for (code, text) in generator::diagnostics::CODES {
            report::result(&format!("{code:32} {text}"));
        }
        return Ok(Outcome::Fine);
    };
    match generator::diagnostics::CODES.iter().find(|(known, _)| known == code) {
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
