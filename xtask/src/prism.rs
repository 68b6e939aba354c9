//! `cargo xtask prism`: the emitted client against Prism, which validates each request by the document.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::emitted::Emitted;
use crate::serving::Serving;
use crate::{Outcome, files};

/// Prism as npm names it; the version is fixed, so that its verdicts are comparable.
const PRISM: &str = "@stoplight/prism-cli@5";

/// Call every operation of the emitted client against Prism, which validates each request by the document.
///
/// Needs Node.js with npx. Generates the crate and the effective document in one run, serves the document with
/// `@stoplight/prism-cli`, and runs the crate's `every_operation` example. Exits with 1 if Prism refused a request.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Loopback port for Prism.
    #[arg(long, default_value_t = 4010)]
    port: u16,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let folder = files::workspace().join("target/prism");
    let document = folder.join("document.json");
    let client = Emitted::generate("prism/client", &args.spec, &args.overlay, Some(&document))?;
    let _prism = start(&document, args.port)?;
    let status = every_operation(&client, args.port)?;
    Ok(if status { Outcome::Fine } else { Outcome::Found })
}

fn every_operation(client: &Emitted, port: u16) -> Result<bool> {
    let status = client
        .example("every_operation")
        .args(["--base-url", &format!("http://127.0.0.1:{port}"), "--token", "prism"])
        .status()
        .context("cannot run cargo")?;
    Ok(status.success())
}

fn start(document: &Path, port: u16) -> Result<Serving> {
    let mut npx = Command::new("npx");
    npx.args(["--yes", PRISM, "mock", "--host", "127.0.0.1", "--port", &port.to_string()]);
    npx.arg(document).stdout(Stdio::null());
    Serving::start("Prism", &mut npx, port).context("Prism needs Node.js 20 or later")
}
