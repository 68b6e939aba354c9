//! Other documents that a document refers to, read from its own folder and nowhere else.

use std::path::{Path, PathBuf};

use generator::document::Loader;

/// Reads files below the folder of the document.
pub(crate) struct FolderLoader {
    root: PathBuf,
}

impl FolderLoader {
    /// A loader for the documents beside `document`.
    pub(crate) fn beside(document: &Path) -> Self {
        let root = match document.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Self { root }
    }
}

impl Loader for FolderLoader {
    fn load(&self, relative: &str) -> Result<String, String> {
        let root = self.root.canonicalize().map_err(|error| error.to_string())?;
        let path = root.join(relative).canonicalize().map_err(|error| error.to_string())?;
        // A symbolic link may lead out of the folder though its name does not.
        if !path.starts_with(&root) {
            return Err("it lies outside the document's folder".to_owned());
        }
        std::fs::read_to_string(&path).map_err(|error| error.to_string())
    }
}
