//! Folders → the documents in them, each with the name of its crate.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::files;

/// A document of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path below the folder that was named.
    pub(super) file: String,
    /// Name of the crate that is made from it.
    pub(super) package: String,
}

/// The documents below the folders, in the order of their paths.
pub(super) fn documents(folders: &[PathBuf]) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut packages = BTreeSet::new();
    for folder in folders {
        let paths = if folder.is_file() { vec![folder.clone()] } else { files::walk(folder)? };
        for path in paths.into_iter().filter(|path| folder.is_file() || is_document(path)) {
            let below = path.strip_prefix(folder).ok().filter(|below| !below.as_os_str().is_empty());
            let name = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(&path);
            let file = name.to_string_lossy().replace('\\', "/");
            let mut package = package(&file);
            while !packages.insert(package.clone()) {
                package.push_str("-2");
            }
            found.push(Found { path, file, package });
        }
    }
    Ok(found)
}

/// So many of the documents, the same ones on every machine: those whose names have the smallest hashes (FNV-1a).
pub(super) fn sample(mut documents: Vec<Found>, count: usize) -> Vec<Found> {
    let hash = |found: &Found| {
        found
            .file
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    };
    documents.sort_by_cached_key(hash);
    documents.truncate(count);
    documents.sort_by(|a, b| a.file.cmp(&b.file));
    documents
}

/// A file with the member that every OpenAPI document has; which text it stands in is for the generator to say.
fn is_document(path: &Path) -> bool {
    let known = path.extension().and_then(|extension| extension.to_str());
    if !matches!(known, Some("json" | "yaml" | "yml")) {
        return false;
    }
    // What cannot be read is tried, so that the reason is told.
    let Ok(text) = std::fs::read(path) else { return true };
    has_member(&text, b"openapi")
}

/// Whether a name stands before a colon, quoted or not.
fn has_member(text: &[u8], name: &[u8]) -> bool {
    text.windows(name.len()).enumerate().filter(|(_, window)| *window == name).any(|(at, _)| {
        let rest = &text[at + name.len()..];
        let quote = usize::from(matches!(rest.first(), Some(b'"' | b'\'')));
        rest[quote..].iter().find(|byte| !matches!(byte, b' ' | b'\t')) == Some(&b':')
    })
}

/// Lower-case letters, digits and hyphens; a letter first.
fn package(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let plain: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    format!("c-{}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_the_member_however_it_is_written() {
        for text in ["openapi: 3.0.0", "{\"openapi\" : \"3.0.0\"}", "\u{feff}openapi : 3.0.0", "'openapi': 3.1.0"] {
            assert!(has_member(text.as_bytes(), b"openapi"), "{text}");
        }
        assert!(!has_member(b"# openapi\nswagger: '2.0'", b"openapi"));
    }

    #[test]
    fn a_sample_is_the_same_whatever_the_order() {
        let found = |name: &str| Found { path: name.into(), file: name.to_owned(), package: package(name) };
        let names = ["a.json", "b.json", "c.json", "d.json"];
        let one = sample(names.map(found).into(), 2);
        let other = sample(names.iter().rev().map(|name| found(name)).collect(), 2);
        assert_eq!((one.len(), &one), (2, &other));
    }

    #[test]
    fn a_crate_is_called_after_its_file() {
        assert_eq!(package("a/B c.v1.yaml"), "c-a-b-c-v1");
        assert_eq!(package("é.json"), "c-");
    }
}
