//! Documents by name: a file, or `REV:path` of the git repository.

use std::path::{Path, PathBuf};

use anyhow::Result;
use generator::Input;
use generator::document::{Loader, Source};

use crate::files;
use crate::git::{self, RevisionLoader};
use crate::loader::FolderLoader;

/// A document that a command was given, with the overlays that go with it.
pub(crate) struct Named {
    /// What is read.
    pub(crate) input: Input,
}

impl Named {
    /// Reads a document and its overlays.
    pub(crate) fn read(document: &str, overlays: &[String]) -> Result<Self> {
        let overlays = overlays.iter().map(|name| source(name)).collect::<Result<_>>()?;
        Ok(Self { input: Input { document: source(document)?, overlays } })
    }

    /// What brings in the documents beside it.
    pub(crate) fn loader(&self) -> Box<dyn Loader> {
        let name = &self.input.document.name;
        match of_revision(name) {
            Some((revision, file)) => Box::new(RevisionLoader::beside(revision, file)),
            None => Box::new(FolderLoader::beside(&PathBuf::from(name))),
        }
    }
}

/// Reads one document: a file where there is one, otherwise `REV:path`.
pub(crate) fn source(name: &str) -> Result<Source> {
    let text = match of_revision(name) {
        Some((revision, file)) => git::show(revision, file)?,
        None => files::read_document(Path::new(name))?,
    };
    Ok(Source { name: name.to_owned(), text })
}

fn of_revision(name: &str) -> Option<(&str, &str)> {
    name.split_once(':').filter(|_| !Path::new(name).exists())
}
