//! `cargo xtask schemathesis`: the fake tenant of a document against Schemathesis, which makes requests up from it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::emitted::Emitted;
use crate::serving::Serving;
use crate::{Outcome, files, report};

/// As PyPI names it; the version is fixed, so that its verdicts are comparable.
const PACKAGE: &str = "schemathesis==4.*";
/// The token that the fake tenant asks for.
const TOKEN: &str = "fake-token";
/// What of Schemathesis's own requests is left out, with the reason.
const HOOKS: &str = include_str!("schemathesis_hooks.py");

/// Hold the fake tenant of a document against that document, by requests that Schemathesis makes up.
///
/// Needs Python 3 with venv, into which the first run installs Schemathesis. Exits with 1 if Schemathesis found a
/// violation. What stands after `--` is handed to Schemathesis.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document.
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Loopback port for the fake tenant.
    #[arg(long, default_value_t = 4010)]
    port: u16,
    /// Requests for each operation and phase.
    #[arg(long, value_name = "N", default_value_t = 20)]
    examples: u32,
    /// Further arguments of `schemathesis run`.
    #[arg(last = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let program = installed()?;
    let document = files::workspace().join("target/schemathesis/document.json");
    let client = Emitted::generate("mock/client", &args.spec, &args.overlay, Some(&document))?;
    let mut mock = client.example("mock");
    mock.args(["--port", &args.port.to_string(), "--token", TOKEN]).stdout(Stdio::null());
    let _mock = Serving::start("the fake tenant", &mut mock, args.port)?;
    let folder = files::workspace().join("target/schemathesis");
    std::fs::write(folder.join("fake_tenant_hooks.py"), HOOKS).context("cannot write the hooks of Schemathesis")?;
    let status = Command::new(program)
        .current_dir(&folder)
        .env("SCHEMATHESIS_HOOKS", "fake_tenant_hooks")
        .env("PYTHONPATH", &folder)
        .arg("run")
        .arg(&document)
        .args(["--url", &format!("http://127.0.0.1:{}", args.port)])
        .args(["--header", &format!("Authorization: Bearer {TOKEN}")])
        .args(["--max-examples", &args.examples.to_string(), "--seed", "1", "--no-color"])
        .args(&args.rest)
        .status()
        .context("cannot run Schemathesis")?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Found })
}

/// The program, installed where it is not there yet.
fn installed() -> Result<PathBuf> {
    let folder = files::workspace().join("target/schemathesis");
    let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let program = bin.join("schemathesis");
    if !program.exists() {
        report::aside(&format!("installing {PACKAGE} into {} …", files::shown(&folder)));
        succeeds(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        succeeds(Command::new(bin.join("python")).args(["-m", "pip", "install", "--quiet", PACKAGE]))?;
    }
    Ok(program)
}

fn succeeds(command: &mut Command) -> Result<()> {
    let name = Path::new(command.get_program()).display().to_string();
    let status = command.status().with_context(|| format!("cannot run {name}; Schemathesis needs Python 3"))?;
    if !status.success() {
        bail!("{name} ended with {status}");
    }
    Ok(())
}
