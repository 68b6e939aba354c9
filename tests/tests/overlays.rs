//! Overlays: the cases of the specification and of another tool where they are at hand, and cases of our own.

use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::{Diagnostics, Severity};
use generator::document::{Document, NoFiles, Source};
use serde_json::Value;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The collection beside the project, if it is there.
fn collection() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/overlays");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("left out: ../shared/conformance/overlays is not here");
    None
}

fn source(path: &Path) -> Outcome<Source> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Source { name, text })
}

fn apply(document: Source, overlay: Source) -> Outcome<(Value, Diagnostics)> {
    let mut d = Diagnostics::new();
    let mut document = Document::read(document, &NoFiles, &mut d).ok_or("the document is not read")?;
    document.apply_overlay(overlay, &mut d);
    document.locate_all(&mut d);
    Ok((document.tree().clone(), d))
}

#[test]
fn triples_give_their_expected_document() -> Outcome {
    let Some(folder) = collection() else { return Ok(()) };
    let table = fs::read_to_string(folder.join("TRIPLES.tsv"))?;
    let mut failed = Vec::new();
    for line in table.lines().skip(1) {
        let [input, overlay, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not a triple: {line}").into());
        };
        let (found, _) = apply(source(&folder.join(input))?, source(&folder.join(overlay))?)?;
        let expected: Value = serde_yaml::from_str(&fs::read_to_string(folder.join(expected))?)?;
        if found != expected {
            failed.push(overlay.to_owned());
        }
    }
    assert_eq!(failed, [""; 0]);
    Ok(())
}

#[test]
fn overlay_documents_pass_and_fail_validation() -> Outcome {
    let Some(folder) = collection() else { return Ok(()) };
    let mut wrong = Vec::new();
    let mut seen = 0;
    for version in ["v1.0", "v1.1"] {
        for kind in ["pass", "fail"] {
            let folder = folder.join("OAI+Overlay-Specification/tests").join(version).join(kind);
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                let minimal = "{openapi: 3.1.0, info: {title: a, version: '1'}, paths: {}}".to_owned();
                let (_, d) = apply(Source { name: "openapi.yaml".to_owned(), text: minimal }, source(&path)?)?;
                seen += 1;
                if d.has_errors() != (kind == "fail") {
                    wrong.push(format!("{}: {:?}", path.display(), d.all()));
                }
            }
        }
    }
    assert!(seen > 0, "no documents in the collection");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Our own cases: `openapi.yaml` and `overlay.yaml` in, the tree and the messages out.
#[test]
fn fixtures() {
    insta::glob!("../fixtures/overlay", "*/overlay.yaml", |overlay| {
        let folder = overlay.parent().unwrap_or(overlay);
        let outcome = source(&folder.join("openapi.yaml")).and_then(|document| apply(document, source(overlay)?));
        let shown = match outcome {
            Err(error) => error.to_string(),
            Ok((tree, d)) => {
                let messages: Vec<String> = d.all().iter().map(ToString::to_string).collect();
                let tree = serde_yaml::to_string(&tree).unwrap_or_default();
                format!("{tree}---\n{}", messages.join("\n"))
            }
        };
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn what_an_overlay_put_in_is_located_there() -> Outcome {
    let document = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\ntags:\n  - name: a\n  - name: b\npaths: {}\n";
    let overlay = "overlay: 1.1.0\ninfo: {title: a, version: '1'}\nactions:\n  - target: $.tags[0]\n    remove: true\n  - target: $\n    update:\n      info:\n        contact:\n          name: x\n      tags:\n        - name: c\n  - target: $.paths\n    update: {/b: {}}\n  - target: $.paths['/b']\n    copy: $.info\n";
    let mut d = Diagnostics::new();
    let read = Source { name: "a.yaml".to_owned(), text: document.to_owned() };
    let mut document = Document::read(read, &NoFiles, &mut d).ok_or("the document is not read")?;
    document.apply_overlay(Source { name: "o.yaml".to_owned(), text: overlay.to_owned() }, &mut d);
    for (pointer, place) in [
        ("/info/title", "a.yaml:2:8"),
        ("/info/contact/name", "o.yaml:10:11"),
        ("/tags/0/name", "a.yaml:5:5"),
        ("/tags/1/name", "o.yaml:12:11"),
        ("/paths/~1b", "o.yaml:14:14"),
        ("/paths/~1b/contact", "o.yaml:9:9"),
        ("/paths/~1b/title", "a.yaml:2:8"),
        ("/nowhere", "a.yaml:1:1"),
    ] {
        d.note("x", pointer, "y");
        document.locate_all(&mut d);
        let place_found = d.all().last().map(|last| last.place.clone()).unwrap_or_default();
        let found = format!(
            "{}:{}:{}",
            place_found.file.unwrap_or_default(),
            place_found.line.unwrap_or_default(),
            place_found.column.unwrap_or_default()
        );
        assert_eq!(found, place, "{pointer}");
    }
    assert!(d.all().iter().all(|message| message.severity == Severity::Note));
    Ok(())
}
