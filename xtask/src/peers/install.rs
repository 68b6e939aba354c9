//! A tool that is not there yet → its newest version, in a folder of its own.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::tool::Tool;
use crate::{files, report};

/// Sees to it that a tool can be run, and says which version it is.
pub(super) fn ready(tool: Tool, tools: &Path) -> Result<String> {
    match tool {
        Tool::Ours => ours(),
        Tool::OpenapiGenerator => python(tools),
        cargos => from_crates(cargos, tools),
    }
}

/// This project's own program, optimised as the others are.
fn ours() -> Result<String> {
    let mut command = Command::new("cargo");
    done(command.args(["build", "--release", "--package", "xtask"]).current_dir(files::workspace()))?;
    let revision = Command::new("git").args(["rev-parse", "--short", "HEAD"]).current_dir(files::workspace()).output();
    let revision = revision.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    Ok(format!("{} {}", env!("CARGO_PKG_VERSION"), revision.unwrap_or_default()).trim().to_owned())
}

fn from_crates(tool: Tool, tools: &Path) -> Result<String> {
    if !tool.program(tools).exists() {
        report::line(&format!("installing {}", tool.package()));
        done(Command::new("cargo").args(["install", "--locked", "--root"]).arg(tools).arg(tool.package()))?;
    }
    let list = text(Command::new("cargo").args(["install", "--list", "--root"]).arg(tools))?;
    version(&list, tool.package()).with_context(|| format!("{} is not installed as a package", tool.package()))
}

fn python(tools: &Path) -> Result<String> {
    let (folder, package) = (tools.join("python"), Tool::OpenapiGenerator.package());
    if !Tool::OpenapiGenerator.program(tools).exists() {
        report::line(&format!("installing {package}"));
        done(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        done(Command::new(folder.join("bin/pip")).args(["install", "--quiet", package]))?;
    }
    let shown = text(Command::new(folder.join("bin/pip")).args(["show", package]))?;
    let version = shown.lines().find_map(|line| line.strip_prefix("Version: "));
    Ok(version.context("pip does not tell a version")?.to_owned())
}

/// The version in cargo's list, of which a line is `ploidy v0.15.0:`.
fn version(list: &str, package: &str) -> Option<String> {
    let line = list.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix(" v"))?;
    Some(line.trim_end_matches(':').to_owned())
}

fn done(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    if !command.status().with_context(|| format!("cannot run {name}"))?.success() {
        bail!("{name} failed; what it said stands above");
    }
    Ok(())
}

fn text(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_is_read_from_cargos_list() {
        let list = "oas3-gen v0.29.0:\n    oas3-gen\nploidy v0.15.0:\n    ploidy\n";
        assert_eq!(super::version(list, "ploidy").as_deref(), Some("0.15.0"));
        assert_eq!(super::version(list, "oas3"), None);
    }
}
