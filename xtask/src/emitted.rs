//! A document → its emitted crate under `target/`, and what that crate's examples say when they are run.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::files;

/// A crate that was generated to be run once.
pub(crate) struct Emitted {
    folder: PathBuf,
}

/// What the `decode` example says of one reply.
#[derive(Debug, Deserialize)]
pub(crate) struct Decoded {
    /// Whether there is a value.
    pub(crate) ok: bool,
    /// Values that were left out of it.
    #[serde(default)]
    pub(crate) set_aside: Vec<SetAside>,
    /// Why there is none.
    #[serde(default)]
    pub(crate) error: Option<String>,
    /// Where, if the place is known.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// A value that did not fit.
#[derive(Debug, Deserialize)]
pub(crate) struct SetAside {
    /// JSON path of the value.
    pub(crate) path: String,
    /// Why it did not fit.
    pub(crate) message: String,
}

impl Emitted {
    /// Generates the crate into a folder below `target/`, which is emptied first: left-overs of another document are
    /// not orphans of this one. Also writes the effective document, where a place for it is named.
    pub(crate) fn generate(folder: &str, spec: &Path, overlays: &[PathBuf], document: Option<&Path>) -> Result<Self> {
        let folder = files::workspace().join("target").join(folder);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", files::shown(&folder)))?;
        }
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["generate", "--quiet", "--name", "emitted-client", "--spec"]).arg(spec).arg("--out").arg(&folder);
        for overlay in overlays {
            command.arg("--overlay").arg(overlay);
        }
        if let Some(document) = document {
            command.arg("--emit-document").arg(document);
        }
        if !command.status()?.success() {
            bail!("the client could not be generated; `cargo xtask generate` says why");
        }
        Ok(Self { folder })
    }

    /// `cargo run` of one of the crate's examples. All emitted crates share one folder of compiled dependencies, and
    /// each has its own for the programs, which have the same names. A cargo before 1.91 compiles everything anew.
    pub(crate) fn example(&self, name: &str) -> Command {
        let mut command = Command::new("cargo");
        command.args(["run", "--quiet", "--example", name, "--"]).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", self.folder.join("target"));
        command.env("CARGO_BUILD_BUILD_DIR", files::workspace().join("target/emitted"));
        command
    }

    /// Runs `decode --batch` over a file of replies and hands over each result with its index.
    pub(crate) fn decode(&self, replies: &Path, mut visit: impl FnMut(usize, Decoded)) -> Result<usize> {
        let mut command = self.example("decode");
        let mut child =
            command.arg("--batch").arg(replies).stdout(Stdio::piped()).spawn().context("cannot run cargo")?;
        let output = child.stdout.take().context("the example has no output")?;
        let mut count = 0;
        for line in BufReader::new(output).lines() {
            let decoded = serde_json::from_str(&line?).context("a line of `decode --batch` cannot be read")?;
            visit(count, decoded);
            count += 1;
        }
        // Exit code 1 says that a reply did not decode, which the lines have said already.
        let status = child.wait()?;
        if count == 0 && !status.success() {
            bail!("the emitted crate could not be built or run");
        }
        Ok(count)
    }
}
