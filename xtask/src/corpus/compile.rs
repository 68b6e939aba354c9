//! Emitted crates → whether each compiles without warnings, many by one run of cargo.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::find::Found;
use super::record::{Compile, Outcome};
use super::state::State;
use super::{crate_folder, process};
use crate::{files, report};

/// One crate may take this long, a batch as many times.
const LIMIT: Duration = Duration::from_secs(600);

/// Compiles every crate whose answer is not known yet.
pub(super) fn all(out: &Path, documents: &[Found], batch: usize, state: &mut State) -> Result<()> {
    let is_open = |found: &&Found| {
        state.get(found).is_some_and(|record| record.outcome == Outcome::Ok && record.compile == Compile::Skipped)
    };
    let open: Vec<&Found> = documents.iter().filter(is_open).collect();
    let mut done = 0;
    for members in open.chunks(batch) {
        let failures = check(out, members)?;
        for found in members {
            let Some(mut record) = state.get(found).cloned() else { continue };
            let failure = failures.get(&found.package);
            record.compile = if failure.is_some() { Compile::Failed } else { Compile::Ok };
            if let Some(message) = failure {
                report::line(&format!("{} does not compile: {message}", found.file));
                record.message = Some(message.clone());
            }
            state.put(found, record)?;
        }
        done += members.len();
        report::aside(&format!("[{done}/{}] compiled", open.len()));
    }
    Ok(())
}

/// First error or warning of each crate that has one.
fn check(out: &Path, members: &[&Found]) -> Result<BTreeMap<String, String>> {
    workspace(out, members)?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["check", "--workspace", "--lib", "--examples", "--keep-going", "--message-format", "json"])
        .current_dir(out)
        .env("CARGO_TARGET_DIR", out.join("target").canonicalize().unwrap_or_else(|_| out.join("target")));
    // The variables that cargo set for this very process would make the other workspace's fingerprints differ.
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_cargos(name)) {
        command.env_remove(name);
    }
    let ended = process::run(&mut command, LIMIT * u32::try_from(members.len()).unwrap_or(1))?;
    let folders: Vec<(&Found, String)> =
        members.iter().map(|found| (*found, crate_folder(out, found).display().to_string())).collect();
    let mut failures = BTreeMap::new();
    for message in ended.output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        if let Some((package, text)) = failure(&message, &folders) {
            failures.entry(package).or_insert(text);
        }
    }
    // Cargo itself may have stopped: then nothing is known to be good.
    if ended.code != Some(0) && failures.is_empty() {
        let reason = if ended.late { "out of time".to_owned() } else { ended.errors };
        failures.extend(members.iter().map(|found| (found.package.clone(), reason.clone())));
    }
    Ok(failures)
}

fn is_cargos(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
}

/// The crate and the text of an error or warning.
fn failure(message: &Value, folders: &[(&Found, String)]) -> Option<(String, String)> {
    let level = message.pointer("/message/level")?.as_str()?;
    if !matches!(level, "error" | "warning") && !level.starts_with("error") {
        return None;
    }
    let manifest = message.get("manifest_path")?.as_str()?;
    let folder = Path::new(manifest).parent()?;
    let (found, _) = folders.iter().find(|(found, _)| folder.ends_with(&found.package))?;
    let text = message.pointer("/message/rendered").or_else(|| message.pointer("/message/message"))?.as_str()?;
    Some((found.package.clone(), text.trim().to_owned()))
}

/// One workspace over the batch, with this repository's own choice of versions.
fn workspace(out: &Path, members: &[&Found]) -> Result<()> {
    let list: String = members.iter().map(|found| format!("    \"crates/{}\",\n", found.package)).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n");
    let path = out.join("Cargo.toml");
    std::fs::write(&path, manifest).with_context(|| format!("cannot write {}", files::shown(&path)))?;
    let lock = out.join("Cargo.lock");
    if !lock.exists() {
        let from = files::workspace().join("Cargo.lock");
        std::fs::copy(&from, &lock).with_context(|| format!("cannot copy {}", files::shown(&from)))?;
    }
    Ok(())
}
