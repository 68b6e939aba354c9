//! An emitted crate → what compiling it alone costs; its dependencies are compiled before.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::measure::{self, Measure};
use super::record::Step;
use crate::files;

/// A crate, and the folders that building it uses.
pub(super) struct Crate {
    pub(super) folder: PathBuf,
    pub(super) package: String,
    /// Shared by all crates, so that each version of a dependency is compiled once.
    pub(super) target: PathBuf,
    pub(super) log: PathBuf,
    /// Seconds that one build may take.
    pub(super) limit: u64,
}

impl Crate {
    /// Cargo in the crate's folder, as if nobody had called this program by cargo.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        let is_cargos = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        for name in std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).filter(|name| is_cargos(name)) {
            command.env_remove(name);
        }
        command
    }

    /// Compiles everything once; the first error, if it does not compile.
    pub(super) fn prepare(&self, step: Step, group: Option<&str>) -> Result<Option<String>> {
        let measure = self.build(step, group)?;
        Ok((!measure.ok).then(|| self.failure(measure)))
    }

    /// Why the last command failed.
    pub(super) fn failure(&self, measure: Measure) -> String {
        if measure.late {
            return format!("not done within {} s", self.limit);
        }
        first_error(&std::fs::read_to_string(&self.log).unwrap_or_default())
    }

    /// One measured build.
    pub(super) fn measured(&self, step: Step, group: Option<&str>, run: usize) -> Result<Measure> {
        match step {
            Step::Dev | Step::DevOneGroup => self.clean(&[])?,
            Step::Release => self.clean(&["--release"])?,
            Step::DevChanged => self.change(run)?,
        }
        self.build(step, group)
    }

    fn build(&self, step: Step, group: Option<&str>) -> Result<Measure> {
        let mut command = self.cargo(&["build", "--lib"]);
        match (step, group) {
            (Step::Release, _) => command.arg("--release"),
            (Step::DevOneGroup, Some(group)) => command.args(["--no-default-features", "--features", group]),
            _ => &mut command,
        };
        measure::run(&command, &self.log, self.limit)
    }

    fn clean(&self, more: &[&str]) -> Result<()> {
        let output = self.cargo(&["clean", "--quiet", "--package", &self.package]).args(more).output()?;
        if !output.status.success() {
            bail!("cargo clean: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    }

    /// Adds a function to the root of the crate.
    fn change(&self, run: usize) -> Result<()> {
        let root = self.folder.join("src/lib.rs");
        let text = std::fs::read_to_string(&root).with_context(|| format!("cannot read {}", files::shown(&root)))?;
        let before = text.split("\n// bench-peers").next().unwrap_or_default();
        let added = format!(
            "{before}\n// bench-peers\n/// Not there before.\npub fn bench_peers_{run}() -> usize {{\n    {run}\n}}\n"
        );
        super::tool::write(&root, &added)
    }

    /// Crates in its tree without those for tests, itself included.
    pub(super) fn tree(&self) -> Result<usize> {
        let output = self.cargo(&["tree", "--quiet", "--edges", "normal", "--prefix", "none"]).output()?;
        Ok(distinct(&String::from_utf8_lossy(&output.stdout)))
    }

    /// Where a program of the crate ends up.
    pub(super) fn built(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }
}

/// Cargo shows a crate again, with a star, where it shows no more of its tree.
fn distinct(tree: &str) -> usize {
    let crates = tree.lines().map(|line| line.trim_end_matches(" (*)").trim()).filter(|line| !line.is_empty());
    crates.collect::<std::collections::BTreeSet<_>>().len()
}

/// The first error with its place, on one line.
fn first_error(said: &str) -> String {
    let mut lines = said.lines().skip_while(|line| !line.starts_with("error"));
    let Some(error) = lines.next() else {
        return said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("nothing was said").to_owned();
    };
    let more = said.lines().find_map(|line| line.split_once("due to ").filter(|_| line.contains("could not compile")));
    let errors = more.map(|(_, count)| format!(" ({count})")).unwrap_or_default();
    format!("{}{errors}", error.trim())
}

/// Whether a folder for compiled crates is larger than it may be.
pub(super) fn size(folder: &Path) -> Result<u64> {
    let sizes = files::walk(folder)?.into_iter().filter_map(|file| std::fs::symlink_metadata(file).ok());
    Ok(sizes.map(|data| data.len()).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_once() {
        assert_eq!(distinct("a v1.0.0 (/a)\nserde v1.0.1\nhttp v1.2.0\n\nserde v1.0.1 (*)\n"), 3);
    }

    #[test]
    fn the_first_error_is_told_with_their_number() {
        let said = "   Compiling a\nwarning: b\nerror[E0428]: the name `A` is defined multiple times\n --> x\n\
                    error: could not compile `a` (lib) due to 3 previous errors; 2 warnings emitted\n";
        let told = first_error(said);
        assert_eq!(
            told,
            "error[E0428]: the name `A` is defined multiple times (3 previous errors; 2 warnings emitted)"
        );
        assert_eq!(first_error(""), "nothing was said");
    }
}
