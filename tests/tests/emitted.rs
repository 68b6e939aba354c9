//! What is emitted for a fixture equals the committed crate under `tests/emitted`, which the workspace compiles and lints.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::document::{Document, NoFiles, Source};
use generator::{emit, lower, names};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

type Regions = Vec<(String, String, String)>;

fn emitted(name: &str, text: String, overlay: Option<String>) -> (BTreeMap<String, String>, Regions) {
    let mut diagnostics = Diagnostics::new();
    let source = Source { name: format!("{name}/openapi.yaml"), text };
    let mut document = Document::read(source, &NoFiles, &mut diagnostics);
    if let (Some(document), Some(text)) = (&mut document, overlay) {
        document.apply_overlay(Source { name: format!("{name}/overlay.yaml"), text }, &mut diagnostics);
    }
    let openapi = document.and_then(|document| document.to_openapi(&mut diagnostics));
    let api = openapi.map(|openapi| lower::lower(&openapi, &mut diagnostics)).unwrap_or_default();
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.all());
    let names = names::assign(&api, &mut diagnostics);
    let options = emit::Options {
        whole_crate: false,
        crate_name: format!("{name}-client"),
        runtime: emit::RuntimeSource::Embedded,
        document: format!("{name}/openapi.yaml"),
        document_hash: "none".to_owned(),
    };
    let files = emit::emit(&api, &names, &options).render();
    assert!(files.is_ok(), "{files:?}");
    (files.unwrap_or_default(), emit::regions(&api, &names, &options))
}

/// The files that the generator owns in a crate, by their path.
fn on_disk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            on_disk(&entry.path(), &format!("{name}/"), found);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            found.insert(name, text);
        }
    }
}

fn check(name: &str) -> std::io::Result<()> {
    let fixture = root().join("fixtures/emit").join(name);
    let overlay = fs::read_to_string(fixture.join("overlay.yaml")).ok();
    let (files, regions) = emitted(name, fs::read_to_string(fixture.join("openapi.yaml"))?, overlay);
    let folder = root().join("emitted").join(name);
    if std::env::var_os("UPDATE").is_some() {
        for owned in ["src/generated", "examples"] {
            fs::remove_dir_all(folder.join(owned)).or_else(|error| match error.kind() {
                std::io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?;
        }
        for (path, text) in &files {
            let path = folder.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)?;
        }
    }
    for (file, marker, content) in &regions {
        let path = folder.join(file);
        if !path.exists() {
            continue;
        }
        let now = fs::read_to_string(&path)?;
        let wanted = generator::output::region(&now, marker, content).map_err(std::io::Error::other)?;
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &wanted)?;
        } else {
            assert_eq!(now, wanted, "{file} is stale: UPDATE=1 cargo test -p tests --test emitted");
        }
    }
    let mut committed = BTreeMap::new();
    on_disk(&folder.join("src/generated"), "src/generated/", &mut committed);
    on_disk(&folder.join("examples"), "examples/", &mut committed);
    let stale: Vec<&String> = files.keys().filter(|path| committed.get(*path) != files.get(*path)).collect();
    let orphaned: Vec<&String> = committed.keys().filter(|path| !files.contains_key(*path)).collect();
    assert!(
        stale.is_empty() && orphaned.is_empty(),
        "stale {stale:?}, orphaned {orphaned:?}: UPDATE=1 cargo test -p tests --test emitted"
    );
    Ok(())
}

#[test]
fn every_kind_of_thing() -> std::io::Result<()> {
    check("features")
}

#[test]
fn sets_of_rows() -> std::io::Result<()> {
    check("gadgets")
}

#[test]
fn hostile_text() -> std::io::Result<()> {
    check("hostile")
}
