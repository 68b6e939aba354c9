//! A crate and the text of a program → a package that uses it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml_edit::{DocumentMut, Item, Table, value};

use super::tool::write;
use crate::files;

/// A package of one program.
pub(super) struct Program<'a> {
    pub(super) folder: &'a Path,
    pub(super) name: &'a str,
    /// The emitted crate, which the program calls `client`.
    pub(super) krate: Option<(&'a Path, &'a str)>,
    /// Lines of TOML for what it needs besides.
    pub(super) needs: &'a [&'a str],
    pub(super) main: &'a str,
}

impl Program<'_> {
    /// Writes the package. It may name all crates that the emitted one depends on, with the same features.
    pub(super) fn write(&self) -> Result<()> {
        let Self { name, needs, .. } = self;
        let head = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n");
        let tail = "\n[profile.release]\nstrip = true\n";
        let mut manifest: DocumentMut = format!("{head}\n[dependencies]\n{}\n{tail}", needs.join("\n")).parse()?;
        if let Some((folder, package)) = self.krate {
            let theirs = dependencies(folder)?;
            let ours = manifest["dependencies"].as_table_mut().context("the manifest has dependencies")?;
            for (name, item) in theirs {
                ours.entry(&name).or_insert(item);
            }
            ours["client"]["path"] = value(folder.display().to_string());
            ours["client"]["package"] = value(package);
        }
        write(&self.folder.join("Cargo.toml"), &manifest.to_string())?;
        write(&self.folder.join("src/main.rs"), self.main)
    }
}

/// The dependencies of a crate that are always there, with paths that hold from anywhere.
fn dependencies(folder: &Path) -> Result<Vec<(String, Item)>> {
    let path = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", files::shown(&path)))?;
    let manifest: DocumentMut = text.parse().context("the emitted manifest is no TOML")?;
    let empty = Table::new();
    let table = manifest.get("dependencies").and_then(Item::as_table).unwrap_or(&empty);
    let mut found = Vec::new();
    for (name, item) in table {
        let mut item = item.clone();
        if item.get("optional").and_then(Item::as_bool) == Some(true) {
            continue;
        }
        if let Some(path) = item.get("path").and_then(Item::as_str).map(PathBuf::from) {
            item["path"] = value(folder.join(path).display().to_string());
        }
        found.push((name.to_owned(), item));
    }
    Ok(found)
}
