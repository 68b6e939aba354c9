//! Real documents beside the project: every operation is lowered, nothing panics. Figures and codes only.

use std::path::PathBuf;

use generator::diagnostics::Diagnostics;
use generator::document::{Document, NoFiles, Source};
use serde_json::Value;

fn documents() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["conformance/specs", "upstream/iru"] {
        let Some(folder) = tests::shared(folder) else { continue };
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        files.extend(entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let openapi = !name.starts_with("postman");
            openapi && path.extension().is_some_and(|extension| extension == "json" || extension == "yaml")
        }));
    }
    files.sort();
    files
}

fn declared(tree: &Value) -> usize {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let items = tree.get("paths").and_then(Value::as_object).into_iter().flat_map(serde_json::Map::iter);
    let items = items.filter(|(path, item)| path.starts_with('/') && item.get("$ref").is_none());
    items
        .flat_map(|(_, item)| item.as_object())
        .map(|item| item.keys().filter(|key| methods.contains(&key.as_str())).count())
        .sum()
}

#[test]
fn real_documents_keep_every_operation() {
    let files = documents();
    if files.is_empty() {
        return;
    }
    let mut lowered = 0;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let mut diagnostics = Diagnostics::new();
        let Some(document) = Document::read(Source { name: name.clone(), text }, &NoFiles, &mut diagnostics) else {
            continue;
        };
        let Some(openapi) = document.to_openapi(&mut diagnostics) else { continue };
        let mut diagnostics = Diagnostics::new();
        let api = generator::lower::lower(&openapi, &mut diagnostics);
        let referred =
            document.tree().get("paths").and_then(Value::as_object).into_iter().flat_map(serde_json::Map::values);
        if referred.filter(|item| item.get("$ref").is_some()).count() == 0 {
            // What goes with another media type is the same operation once more.
            let operations = api.operations.iter().filter(|operation| operation.variant.is_none()).count();
            assert_eq!(operations, declared(document.tree()), "operations of {name}");
        }
        lowered += 1;
    }
    assert!(lowered > 100, "{lowered} documents lowered");
}
