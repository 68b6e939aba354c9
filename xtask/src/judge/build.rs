//! Clients and callers as one workspace that the compiler checks in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::{self, Changes};

/// A caller and the client that it is compiled against, by the indices of their versions.
pub(super) struct Crate {
    pub(super) client: usize,
    pub(super) caller: usize,
}

/// Names of the programs that do not compile.
pub(super) type Failed = BTreeSet<String>;

impl Crate {
    pub(super) fn new(client: usize, caller: usize) -> Self {
        Self { client, caller }
    }

    pub(super) fn name(&self) -> String {
        format!("caller_{}_of_{}", self.caller, self.client)
    }
}

pub(super) fn folder() -> PathBuf {
    files::workspace().join("target/judge")
}

pub(super) fn client(at: usize) -> PathBuf {
    folder().join(name(at))
}

/// Name of a client's package.
pub(super) fn name(at: usize) -> String {
    format!("client_{at}")
}

/// The client as it was emitted, but that it is a member of a workspace and its examples are others.
pub(super) fn write_client(at: usize, emitted: &BTreeMap<String, String>) -> Result<()> {
    let folder = client(at);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", files::shown(&folder)))?;
    }
    let mut changes = Changes::default();
    for (path, text) in emitted.iter().filter(|(path, _)| path.starts_with("src/")) {
        changes.write.insert(folder.join(path), text.clone());
    }
    let manifest = emitted.get("Cargo.toml").context("a client without a manifest")?;
    let manifest = manifest.split("\n[dev-dependencies]").next().unwrap_or_default();
    changes.write.insert(folder.join("Cargo.toml"), format!("{manifest}\n"));
    changes.apply()
}

/// The program of a caller, as an example of the client.
pub(super) fn write_caller(one: &Crate, program: &str) -> Result<()> {
    let text = program.replacen("CLIENT", &name(one.client), 1);
    let mut changes = Changes::default();
    changes.write.insert(client(one.client).join("examples").join(one.name()).with_extension("rs"), text);
    changes.apply()
}

/// Checks everything; the programs that do not compile.
pub(super) fn check(clients: usize, crates: &[Crate]) -> Result<Failed> {
    manifests(clients)?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--workspace", "--lib", "--examples", "--keep-going", "--quiet", "--message-format=json"])
        .current_dir(folder())
        .env("CARGO_TARGET_DIR", folder().join("target"))
        .output()
        .context("cannot run cargo")?;
    let mut failed = Failed::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        if message["message"]["level"] == "error" {
            failed.insert(message["target"]["name"].as_str().unwrap_or_default().to_owned());
        }
    }
    let known: BTreeSet<String> = crates.iter().map(Crate::name).collect();
    if let Some(other) = failed.iter().find(|name| !known.contains(*name)) {
        bail!("{other} does not compile; see {}", files::shown(&folder()));
    }
    if failed.is_empty() && !output.status.success() {
        bail!("cargo check: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(failed)
}

/// The workspace of all clients.
fn manifests(clients: usize) -> Result<()> {
    let root = fs::read_to_string(files::workspace().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let mut changes = Changes::default();
    let members: String = (0..clients).fold(String::new(), |members, at| format!("{members}{:?}, ", name(at)));
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[profile.dev]\ndebug = false\n");
    changes.write.insert(folder().join("Cargo.toml"), workspace);
    // The versions that this repository is tested with.
    changes.write.insert(folder().join("Cargo.lock"), root);
    changes.apply()
}
