//! The measured programs, built in release: the benchmark `pace` of each package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::count::{Meter, Tool};
use crate::files;

/// Generates and compares.
pub(super) const GENERATOR: &str = "openapi-client-codegen";
/// Decodes and encodes.
pub(super) const IRU: &str = "iru-client";

/// Where the programs are, by package.
#[derive(Debug)]
pub(super) struct Programs {
    paths: BTreeMap<&'static str, PathBuf>,
}

impl Programs {
    /// Builds what these figures need.
    pub(super) fn build(meters: &[Meter]) -> Result<Self> {
        let mut paths = BTreeMap::new();
        for meter in meters.iter().filter(|meter| meter.tool != Tool::LlvmLines) {
            if !paths.contains_key(meter.package) {
                paths.insert(meter.package, build(meter.package)?);
            }
        }
        Ok(Self { paths })
    }

    /// The program of a package.
    pub(super) fn path(&self, package: &str) -> Result<&Path> {
        self.paths.get(package).map(PathBuf::as_path).with_context(|| format!("{package} was not built"))
    }
}

fn build(package: &'static str) -> Result<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--bench", "pace", "--package", package]);
    cargo.arg("--message-format=json-render-diagnostics").current_dir(files::workspace()).stderr(Stdio::inherit());
    let output = cargo.output().context("cannot run cargo")?;
    if !output.status.success() {
        bail!("{package} does not build");
    }
    executable(&String::from_utf8_lossy(&output.stdout)).with_context(|| format!("cargo built no `pace` of {package}"))
}

/// The program in cargo's messages, one JSON object a line.
fn executable(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter(|message| message["target"]["name"] == "pace");
    programs.find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_among_the_messages() {
        let messages = "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"generator\"},\"executable\":null}\n\
                        {\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"pace\"},\"executable\":\"/t/pace-1\"}\n\
                        {\"reason\":\"build-finished\",\"success\":true}\n";
        assert_eq!(executable(messages), Some(PathBuf::from("/t/pace-1")));
        assert_eq!(executable("nonsense\n"), None);
    }
}
