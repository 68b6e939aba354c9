//! The generators that are compared: how each is called, in the form that its own guide shows first.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::files;

/// A generator of Rust clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Tool {
    /// This project.
    Ours,
    Progenitor,
    Ploidy,
    OpenapiToRust,
    Oas3Gen,
    OpenapiGenerator,
}

/// In the order of the tables.
pub(super) const ALL: [Tool; 6] =
    [Tool::Ours, Tool::Progenitor, Tool::Ploidy, Tool::OpenapiToRust, Tool::Oas3Gen, Tool::OpenapiGenerator];

impl Tool {
    /// As the tables call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "this project",
            Self::Progenitor => "progenitor",
            Self::Ploidy => "ploidy",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::OpenapiGenerator => "openapi-generator",
        }
    }

    /// As folders and packages are called.
    pub(super) fn slug(self) -> &'static str {
        if self == Self::Ours { "ours" } else { self.name() }
    }

    /// The package that its crate is in.
    pub(super) fn package(self) -> &'static str {
        match self {
            Self::Ours => "xtask",
            Self::Progenitor => "cargo-progenitor",
            Self::OpenapiGenerator => "openapi-generator-cli",
            other => other.name(),
        }
    }

    /// Where its program is.
    pub(super) fn program(self, tools: &Path) -> PathBuf {
        match self {
            Self::Ours => files::workspace().join("target/release/xtask"),
            Self::OpenapiGenerator => tools.join("python/bin/openapi-generator-cli"),
            cargos => tools.join("bin").join(cargos.package()),
        }
    }

    /// The call that makes a crate of a document.
    pub(super) fn generate(self, tools: &Path, document: &Path, out: &Path, package: &str) -> Command {
        let mut command = Command::new(self.program(tools));
        match self {
            Self::Ours => command.args(["generate", "--quiet", "--name", package, "--spec"]).arg(document).arg("--out"),
            Self::Progenitor => {
                command.args(["progenitor", "--name", package, "--version", "0.1.0", "--input"]).arg(document).arg("-o")
            }
            Self::Ploidy => command.args(["generate", "rust", "--name", package]).arg(document).arg("--output"),
            Self::OpenapiToRust => command.arg("generate").arg(document).arg("--output-dir"),
            Self::Oas3Gen => command.args(["generate", "client-mod", "--workspace", "-i"]).arg(document).arg("-o"),
            Self::OpenapiGenerator => {
                command.args(["generate", "--generator-name", "rust", "--additional-properties"]);
                command.arg(format!("packageName={package}")).arg("--input-spec").arg(document).arg("--output")
            }
        };
        // This one makes modules, not a crate.
        command.arg(if self == Self::OpenapiToRust { out.join("src/generated") } else { out.to_owned() });
        command
    }

    /// Adds what is missing to compile the crate where it stands: only openapi-to-rust leaves more to do than to say
    /// that the crate is a workspace of its own.
    pub(super) fn settle(self, out: &Path, package: &str) -> Result<()> {
        let manifest = out.join("Cargo.toml");
        let text = if self == Self::OpenapiToRust {
            let needed = out.join("src/generated/REQUIRED_DEPS.toml");
            write(&out.join("src/lib.rs"), "pub mod generated;\n")?;
            format!("[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{}", read(&needed)?)
        } else {
            read(&manifest)?
        };
        let mut document: toml_edit::DocumentMut = text.parse().context("the emitted manifest is no TOML")?;
        document.entry("workspace").or_insert(toml_edit::table());
        write(&manifest, &document.to_string())
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("there is no {}", files::shown(path)))
}

/// Writes a file of a crate, with the folders above it.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    let context = || format!("cannot write {}", files::shown(path));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(context)?;
    }
    std::fs::write(path, text).with_context(context)
}
