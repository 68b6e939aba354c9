//! Documents by name: a file, or `REV:path` of the git repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use generator::Input;
use generator::document::{Loader, NoFiles, Source};

use crate::files;
use crate::loader::FolderLoader;

/// A document that a command was given, with the overlays that go with it.
pub(crate) struct Named {
    /// What is read.
    pub(crate) input: Input,
    folder: Option<PathBuf>,
}

impl Named {
    /// Reads a document and its overlays.
    pub(crate) fn read(document: &str, overlays: &[String]) -> Result<Self> {
        let folder = Path::new(document).is_file().then(|| PathBuf::from(document));
        let overlays = overlays.iter().map(|name| source(name)).collect::<Result<_>>()?;
        Ok(Self { input: Input { document: source(document)?, overlays }, folder })
    }

    /// What brings in the documents beside it; a revision of git brings none.
    pub(crate) fn loader(&self) -> Box<dyn Loader> {
        match &self.folder {
            Some(path) => Box::new(FolderLoader::beside(path)),
            None => Box::new(NoFiles),
        }
    }
}

/// Reads one document: a file where there is one, otherwise `REV:path`.
pub(crate) fn source(name: &str) -> Result<Source> {
    let path = Path::new(name);
    let text = match name.split_once(':') {
        Some((revision, file)) if !path.exists() => of_revision(revision, file)?,
        _ => files::read_document(path)?,
    };
    Ok(Source { name: name.to_owned(), text })
}

fn of_revision(revision: &str, file: &str) -> Result<String> {
    if revision.starts_with('-') {
        bail!("{revision:?} is no revision of git");
    }
    let output = Command::new("git")
        .args(["show", &format!("{revision}:{file}")])
        .output()
        .context("cannot run git, which REV:path needs")?;
    if !output.status.success() {
        bail!("git has no {revision}:{file}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{revision}:{file} is not UTF-8 text"))
}
