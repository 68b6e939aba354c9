//! Collections and recordings into documents: one folder a case under `fixtures/import`.

use std::fmt::Write as _;
use std::path::Path;

use generator::diagnostics::Diagnostics;
use generator::document::Source;
use serde_json::{Map, Value, json};

fn source(path: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("the file is readable");
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Source { name, text }
}

fn import(sources: &[Source]) -> (Option<Value>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let tree = generator::import::import(sources, &mut diagnostics);
    (tree, diagnostics)
}

#[test]
fn every_case() {
    insta::glob!("../fixtures/import", "*/input.json", |path| {
        let (tree, diagnostics) = import(&[source(path)]);
        let mut shown = String::new();
        for message in diagnostics.all() {
            writeln!(shown, "{message}").expect("a String takes everything");
        }
        if let Some(tree) = &tree {
            write!(shown, "\n{}", serde_yaml::to_string(tree).expect("a value is YAML"))
                .expect("a String takes everything");
        }
        let name =
            path.parent().and_then(Path::file_name).expect("a fixture has a folder").to_string_lossy().into_owned();
        insta::with_settings!({ snapshot_suffix => name, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("import", shown);
        });
    });
}

/// Of a recording only names and types are taken.
#[test]
fn no_value_of_a_recording_is_in_the_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import/har/input.json");
    let (tree, _) = import(&[source(&path)]);
    let text = tree.expect("the recording has an API").to_string();
    assert!(!text.to_ascii_uppercase().contains("SECRET"), "{text}");
}

fn operations(tree: &Value) -> impl Iterator<Item = &Value> {
    tree["paths"].as_object().into_iter().flatten().filter_map(|(_, item)| item.as_object()).flat_map(Map::values)
}

/// The examples of a media type object against its schema: valid ones and all.
fn valid(body: &Value) -> (usize, usize) {
    let named = body["examples"].as_object().into_iter().flatten().filter_map(|(_, example)| example.get("value"));
    let examples: Vec<&Value> = body.get("example").into_iter().chain(named).collect();
    let schema = without_extensions(&body["schema"]);
    let validator = jsonschema::draft202012::new(&schema).expect("an inferred schema is a schema");
    (examples.iter().filter(|example| validator.is_valid(example)).count(), examples.len())
}

fn without_extensions(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let inner: Map<String, Value> =
                members.iter().map(|(key, value)| (key.clone(), without_extensions(value))).collect();
            let absent = inner.get("x-empty-is-absent") == Some(&json!(true));
            if absent { json!({ "anyOf": [inner, { "enum": [""] }] }) } else { Value::Object(inner) }
        }
        Value::Array(elements) => elements.iter().map(without_extensions).collect(),
        other => other.clone(),
    }
}

/// The vendor's collections: all items accounted for, and every example an instance of the type inferred over all.
#[test]
fn upstream_collections() {
    let Some(folder) = tests::shared("upstream/iru") else { return };
    let mut shown = String::new();
    for file in ["postman-kandji-2025-08.json", "postman-iru-2026-03.json", "postman-iru-2026-05.json"] {
        let (tree, diagnostics) = import(&[source(&folder.join(file))]);
        let tree = tree.expect("a collection has an API");
        let bodies = operations(&tree).flat_map(|operation| {
            let responses =
                operation["responses"].as_object().into_iter().flatten().map(|(_, response)| &response["content"]);
            std::iter::once(&operation["requestBody"]["content"])
                .chain(responses)
                .filter_map(Value::as_object)
                .flatten()
        });
        let (valid, all) = bodies.map(|(_, body)| valid(body)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let mut codes = std::collections::BTreeMap::new();
        for message in diagnostics.all() {
            *codes.entry(message.code).or_insert(0) += 1;
        }
        writeln!(shown, "{file}: {} operations, {valid} of {all} examples valid, {codes:?}", operations(&tree).count())
            .expect("a String takes everything");
    }
    insta::assert_snapshot!(shown);
}
