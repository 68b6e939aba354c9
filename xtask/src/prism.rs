//! `cargo xtask prism`: the emitted client against Prism, which validates each request by the document.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::emitted::Emitted;
use crate::{Outcome, files, report};

/// Prism as npm names it; the version is fixed, so that its verdicts are comparable.
const PRISM: &str = "@stoplight/prism-cli@5";
/// How long Prism may take to start, download by npm included.
const START: Duration = Duration::from_secs(180);

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
    let _prism = Prism::start(&document, args.port)?;
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

/// A running Prism; stopped when dropped.
struct Prism(Child);

impl Prism {
    fn start(document: &Path, port: u16) -> Result<Self> {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            bail!("something listens on port {port} already; choose another one with --port");
        }
        let child = in_its_own_group(&mut Command::new("npx"))
            .args(["--yes", PRISM, "mock", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg(document)
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .context("cannot start npx; install Node.js 20 or later")?;
        let mut prism = Self(child);
        report::line("waiting for Prism …");
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = prism.0.try_wait()? {
                bail!("Prism ended with {status}; run `npx {PRISM} mock {}` to see why", files::shown(document));
            }
            if begun.elapsed() > START {
                bail!("Prism did not listen on port {port} within {} s", START.as_secs());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(prism)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // npx starts Node.js as a process of its own; the group holds both. Prism may have ended by itself already.
        if cfg!(unix) {
            let _ = Command::new("kill").args(["--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
fn in_its_own_group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt;
    command.process_group(0)
}

#[cfg(not(unix))]
fn in_its_own_group(command: &mut Command) -> &mut Command {
    command
}
