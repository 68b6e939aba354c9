//! `cargo xtask mock`: a document → its API on a loopback port, which checks requests and remembers what is written.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::emitted::Emitted;
use crate::{Outcome, report};

/// Serve a document's API on a loopback port: a tenant without an account.
///
/// Generates the document's client and runs its `mock` example: requests are held against the document, lists page,
/// and what is created, changed and deleted stays so. Each request is a line on standard output. Runs until it is
/// interrupted.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document.
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Loopback port; 0 for any that is free.
    #[arg(long, default_value_t = 4010)]
    port: u16,
    /// Token that requests must carry.
    #[arg(long, default_value = "fake-token")]
    token: String,
    /// Take requests without a token.
    #[arg(long, conflicts_with = "token")]
    no_token: bool,
    /// Start with nothing: lists are empty, unknown ids are a 404.
    #[arg(long)]
    empty: bool,
    /// Items in every list; enough for three pages where this is not given.
    #[arg(long, value_name = "N")]
    items: Option<usize>,
    /// Take requests that the document does not allow.
    #[arg(long)]
    unchecked: bool,
}

impl Args {
    fn words(&self) -> Vec<String> {
        let mut words = vec!["--port".to_owned(), self.port.to_string()];
        match self.no_token {
            true => words.push("--no-token".to_owned()),
            false => words.extend(["--token".to_owned(), self.token.clone()]),
        }
        words.extend(self.items.iter().flat_map(|items| ["--items".to_owned(), items.to_string()]));
        words.extend(self.empty.then(|| "--empty".to_owned()));
        words.extend(self.unchecked.then(|| "--unchecked".to_owned()));
        words
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    report::aside("generating and compiling the client …");
    let client = Emitted::generate("mock/client", &args.spec, &args.overlay, None)?;
    let status = client.example("mock").args(args.words()).status().context("cannot run cargo")?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Failed })
}
