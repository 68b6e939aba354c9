//! Two versions of a client into what `cargo-semver-checks` finds between them: a second witness beside the compiler. It
//! compares what is public by name, and does not see that a field or an argument is of another type.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::build;
use crate::files::{self, Changes};

/// Names of its rules that ask for a major version.
pub(super) type Lints = BTreeSet<String>;

/// All clients have one name here: it tells items apart by their whole path.
const NAME: &str = "client";

fn folder() -> PathBuf {
    build::folder().join("semver")
}

fn rustdoc_of(at: usize) -> PathBuf {
    folder().join(format!("{}.json", build::name(at)))
}

/// Describes a client that [`build::check`] compiled, as rustdoc's JSON.
pub(super) fn describe(at: usize) -> Result<()> {
    let manifest = manifest(at)?;
    let target = folder().join("target");
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustdoc", "--lib", "--quiet", "--manifest-path"])
        .arg(manifest)
        .args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"])
        .env("CARGO_TARGET_DIR", &target)
        // The format is not stable; this lets the toolchain that builds everything else write it.
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("cargo rustdoc: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let written = target.join("doc").join(NAME).with_extension("json");
    fs::rename(&written, rustdoc_of(at)).with_context(|| format!("cannot move {}", files::shown(&written)))
}

/// A package of its own with the sources of the client.
fn manifest(at: usize) -> Result<PathBuf> {
    let client = build::client(at);
    let text = fs::read_to_string(client.join("Cargo.toml")).context("a client without a manifest")?;
    let named = text.replacen(&format!("name = {:?}", build::name(at)), &format!("name = {NAME:?}"), 1);
    let sources = client.join("src/lib.rs").display().to_string();
    let package = folder().join(build::name(at));
    let mut changes = Changes::default();
    let more = format!("\n[lib]\npath = {sources:?}\n\n[profile.dev]\ndebug = false\n\n[workspace]\n");
    changes.write.insert(package.join("Cargo.toml"), named + &more);
    let lock = fs::read_to_string(files::workspace().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    changes.write.insert(package.join("Cargo.lock"), lock);
    changes.apply()?;
    Ok(package.join("Cargo.toml"))
}

/// What it finds between two clients that were described.
pub(super) fn ask(old: usize, new: usize) -> Result<Lints> {
    let output = Command::new("cargo-semver-checks")
        .args(["semver-checks", "check-release", "--color=never", "--release-type=minor"])
        .arg("--baseline-rustdoc")
        .arg(rustdoc_of(old))
        .arg("--current-rustdoc")
        .arg(rustdoc_of(new))
        .output()
        .context("cannot run cargo-semver-checks; `cargo install cargo-semver-checks` installs it")?;
    let found = lints(&String::from_utf8_lossy(&output.stdout));
    if found.is_empty() && !output.status.success() {
        bail!("cargo-semver-checks: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(found)
}

/// `--- failure struct_missing: pub struct removed or renamed ---`
fn lints(output: &str) -> Lints {
    let named = |line: &str| Some(line.strip_prefix("--- failure ")?.split(':').next()?.to_owned());
    output.lines().filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_read_and_warnings_are_not() {
        let output = "\n--- failure struct_missing: pub struct removed or renamed ---\n\nDescription:\n\
                      --- failure method_missing: a method ---\n--- warning x: y ---\n";
        assert_eq!(lints(output), Lints::from(["method_missing".to_owned(), "struct_missing".to_owned()]));
    }
}
