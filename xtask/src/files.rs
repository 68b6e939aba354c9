//! Reading input with a sentence for every way it can fail, and writing output all or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Documents larger than this are refused: the largest public one (Microsoft Graph) has about 40 MB.
const LARGEST_DOCUMENT: u64 = 256 * 1024 * 1024;

/// The root of this repository.
pub(crate) fn workspace() -> PathBuf {
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The path as it is shown: relative to the current folder or the repository where it lies below.
pub(crate) fn shown(path: &Path) -> String {
    let below = |root: PathBuf| path.strip_prefix(root).ok().map(Path::to_path_buf);
    let short = std::env::current_dir().ok().and_then(below).or_else(|| below(workspace()));
    short.unwrap_or_else(|| path.to_owned()).display().to_string()
}

/// Reads a document or overlay.
pub(crate) fn read_document(path: &Path) -> Result<String> {
    read_document_as(path, &shown(path))
}

/// Reads a document that messages call by a name of its own.
pub(crate) fn read_document_as(path: &Path, name: &str) -> Result<String> {
    let data = fs::metadata(path).with_context(|| format!("cannot read {name}"))?;
    if data.is_dir() {
        bail!("{name} is a folder; name the document in it");
    }
    if data.len() > LARGEST_DOCUMENT {
        bail!(
            "{name} has {} MB; documents of up to {} MB are read",
            data.len() / 1_000_000,
            LARGEST_DOCUMENT / 1_000_000
        );
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count();
        anyhow::anyhow!("{name}:{line}: not UTF-8 text (byte {valid}); save the document as UTF-8")
    })
}

/// What is to happen to a folder, decided before anything is touched.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Files to write, with their text.
    pub(crate) write: BTreeMap<PathBuf, String>,
    /// Files to remove.
    pub(crate) remove: Vec<PathBuf>,
}

impl Changes {
    /// Stages every file beside its target, then renames all into place: until the last one is staged nothing changes.
    pub(crate) fn apply(&self) -> Result<()> {
        let mut staged = Vec::new();
        for (path, text) in &self.write {
            staged.push((stage(path, text)?, path));
        }
        for (file, path) in staged {
            file.persist(path).with_context(|| format!("cannot write {}", shown(path)))?;
        }
        for path in &self.remove {
            fs::remove_file(path).with_context(|| format!("cannot remove {}", shown(path)))?;
        }
        Ok(())
    }
}

/// Writes the text to a temporary file in the target's folder, so that a rename suffices later.
fn stage(path: &Path, text: &str) -> Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let context = || format!("cannot write {}", shown(path));
    fs::create_dir_all(folder).with_context(context)?;
    let mut file = tempfile::Builder::new().prefix(".xtask-").tempfile_in(folder).with_context(context)?;
    file.write_all(text.as_bytes()).with_context(context)?;
    make_readable(file.as_file()).with_context(context)?;
    Ok(file)
}

/// Temporary files are private to their owner; generated code is not.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// All files below a folder, sorted; none where there is no folder.
pub(crate) fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", shown(folder)))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(walk(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
