//! Helpers that the tests share: where things are, and how the commands are run.

pub mod grammar;
pub mod ir_dump;
pub mod pipeline;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A file of the material beside the repository, or one line that says what was left out.
#[must_use]
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = root().join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("left out: ../shared/{path} is not there");
    None
}

/// A folder for what a test writes, empty at the start of the test.
///
/// # Errors
/// If the folder cannot be emptied or made.
pub fn scratch(name: &str) -> std::io::Result<PathBuf> {
    let folder = root().join("target/test-scratch").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// `cargo xtask …`, as a user runs it.
///
/// # Errors
/// If cargo cannot be started.
pub fn xtask(arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "xtask", "--"]).args(arguments).current_dir(root());
    command.output()
}

/// The same, with a folder of programs that are found before all others.
///
/// # Errors
/// If cargo cannot be started.
pub fn xtask_with(programs: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = cargo();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(path).map_err(std::io::Error::other)?);
    command.args(["run", "--quiet", "--package", "xtask", "--"]).args(arguments).current_dir(root());
    command.output()
}

/// `cargo …` in the folder of an emitted crate; all emitted crates share one folder of compiled dependencies.
///
/// # Errors
/// If cargo cannot be started.
pub fn cargo_in(folder: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = cargo();
    command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", root().join("target/emitted"));
    command.output()
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What cargo tells the running test about the tests' own package is wrong for another one.
    for (key, _) in std::env::vars_os() {
        if key.to_string_lossy().starts_with("CARGO_PKG_") || key == "CARGO_MANIFEST_DIR" {
            command.env_remove(key);
        }
    }
    command
}

/// Standard output and error together, for messages of failed assertions.
#[must_use]
pub fn text(output: &Output) -> String {
    let parts = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    parts.concat()
}
