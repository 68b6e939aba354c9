//! Repairs of real documents, where they lie beside the project: what validates afterwards, and what is left alone.
//! Snapshots hold counts and codes, no text of those documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use serde_json::{Map, Value, json};

fn read(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    if path.extension().is_some_and(|extension| extension == "json") {
        return serde_json::from_str(&text).ok();
    }
    serde_yaml::from_str(&text).ok()
}

fn repair(tree: &mut Value) -> BTreeMap<&'static str, usize> {
    let mut diagnostics = Diagnostics::new();
    generator::evidence::repair(tree, &mut diagnostics);
    let mut counts = BTreeMap::new();
    for note in diagnostics.all() {
        *counts.entry(note.code).or_default() += 1;
    }
    counts
}

/// A schema as a validator of JSON Schema understands it: `nullable` and `x-empty-is-absent` spelled out.
fn strict(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut strict: Map<String, Value> =
                members.iter().map(|(key, value)| (key.clone(), self::strict(value))).collect();
            let mut also = Vec::new();
            if strict.remove("nullable") == Some(json!(true)) {
                also.push(json!(null));
            }
            if strict.remove("x-empty-is-absent") == Some(json!(true)) {
                also.push(json!(""));
            }
            strict.remove("example");
            let strict = Value::Object(strict);
            if also.is_empty() { strict } else { json!({ "anyOf": [strict, { "enum": also }] }) }
        }
        Value::Array(elements) => elements.iter().map(self::strict).collect(),
        other => other.clone(),
    }
}

/// The community document wraps its examples; nothing else there is an object of one member `value`.
fn unwrapped(example: &Value) -> &Value {
    let alone = example.as_object().filter(|members| members.len() == 1);
    alone.and_then(|members| members.get("value")).unwrap_or(example)
}

fn is_valid(document: &Value, schema: &Value, example: &Value) -> bool {
    let whole = json!({ "components": strict(&document["components"]), "allOf": [strict(schema)] });
    jsonschema::draft202012::new(&whole).is_ok_and(|validator| validator.is_valid(example))
}

/// Valid and all examples of JSON bodies, by what they belong to.
fn tally(document: &Value) -> BTreeMap<String, (usize, usize)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut count = |what: &str, content: &Value| {
        for (media_type, body) in content.as_object().into_iter().flatten() {
            let example = body.get("example").or_else(|| body.pointer("/schema/example"));
            let (Some(example), true) = (example, media_type.starts_with("application/json")) else {
                continue;
            };
            let example = unwrapped(example);
            let valid = body.get("schema").is_some_and(|schema| is_valid(document, schema, example));
            let entry = counts.entry(format!("{what} {media_type}")).or_default();
            *entry = (entry.0 + usize::from(valid), entry.1 + 1);
        }
    };
    let operations = document["paths"].as_object().into_iter().flatten();
    for operation in operations.filter_map(|(_, item)| item.as_object()).flat_map(Map::values) {
        count("request", &operation["requestBody"]["content"]);
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            count(if status.starts_with('2') { "success" } else { "error" }, &response["content"]);
        }
    }
    counts
}

#[test]
fn every_example_validates_after_the_repair() {
    let Some(folder) = tests::shared("upstream/iru") else {
        return;
    };
    let mut shown = String::new();
    for file in ["openapi-kandji-2025-08.json", "openapi-kandji-2025-08.yaml", "openapi-vendor-2026-08.json"] {
        let mut document = read(&folder.join(file)).expect("an upstream document is readable");
        let before = tally(&document);
        let repairs = repair(&mut document);
        writeln!(
            shown,
            "{file}\n  repairs {repairs:?}\n  valid before {before:?}\n  valid after  {:?}",
            tally(&document)
        )
        .expect("a String takes everything");
    }
    insta::assert_snapshot!(shown);
}

/// What the facts page counts as wrong, found here by a walk of its own, is what the notes point at.
#[test]
fn the_errors_of_the_conversion_are_accounted_for_by_pointer() {
    let Some(folder) = tests::shared("upstream/iru") else { return };
    let document = read(&folder.join("openapi-kandji-2025-08.json")).expect("an upstream document is readable");
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (pointer, content) in contents(&document) {
        for (media_type, body) in content.as_object().into_iter().flatten() {
            let pointer = format!("{pointer}/{}/schema", media_type.replace('/', "~1"));
            if let (Some(schema), Some(example)) = (body.get("schema"), body.get("example")) {
                compare(&pointer, schema, unwrapped(example), &mut wrong);
            }
        }
    }
    let mut diagnostics = Diagnostics::new();
    generator::evidence::repair(&mut document.clone(), &mut diagnostics);
    let mut counts = String::new();
    for (code, mut pointers) in wrong {
        let noted = diagnostics.all().iter().filter(|note| note.code == code).map(|note| note.place.pointer.clone());
        let mut noted: Vec<String> = noted.collect();
        noted.sort();
        pointers.sort();
        assert_eq!(pointers, noted, "{code}");
        writeln!(counts, "{code} {}", pointers.len()).expect("a String takes everything");
    }
    insta::assert_snapshot!(counts);
}

fn contents(document: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let pointer = format!("/paths/{}/{method}", path.replace('~', "~0").replace('/', "~1"));
            found.push((format!("{pointer}/requestBody/content"), &operation["requestBody"]["content"]));
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                found.push((format!("{pointer}/responses/{status}/content"), &response["content"]));
            }
        }
    }
    found
}

fn compare(pointer: &str, schema: &Value, example: &Value, wrong: &mut BTreeMap<&str, Vec<String>>) {
    let empty = schema.as_object().is_some_and(Map::is_empty);
    let code = match (schema["type"].as_str(), example) {
        (Some("integer"), Value::Bool(_)) => "repair-boolean",
        (Some("object"), Value::Array(_)) => "repair-array",
        (Some("object"), Value::String(_)) => "repair-text",
        (Some("string"), Value::Object(_)) => "repair-object",
        (None, Value::Array(_)) if empty => "repair-untyped",
        (None, Value::Null) if empty => "repair-null",
        _ => "",
    };
    if !code.is_empty() {
        wrong.entry(code).or_default().push(pointer.to_owned());
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = example.get(name) {
            compare(
                &format!("{pointer}/properties/{}", name.replace('~', "~0").replace('/', "~1")),
                property,
                value,
                wrong,
            );
        }
    }
}

/// Documents whose schemas are right are left alone: each repair here was looked at and stands on a contradiction, or
/// on a media type without schema.
#[test]
fn other_documents_are_left_alone() {
    let Some(folder) = tests::shared("conformance/specs") else {
        return;
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut shown = String::new();
    for file in files {
        let Some(mut document) = read(&file) else {
            continue;
        };
        let repairs = repair(&mut document);
        if !repairs.is_empty() {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            writeln!(shown, "{name} {repairs:?}").expect("a String takes everything");
        }
    }
    insta::assert_snapshot!(shown);
}

/// How far the types made from a repaired document hold for examples that it does not carry.
#[test]
fn types_hold_for_the_examples_of_the_collections() {
    use generator::document::{NoFiles, Source};
    use generator::evidence::report::{Totals, against, report};
    let Some(folder) = tests::shared("upstream/iru") else { return };
    let source = |file: &str| Source {
        name: file.to_owned(),
        text: std::fs::read_to_string(folder.join(file)).expect("an upstream file is readable"),
    };
    let line = |what: &str, totals: Totals| {
        let leaves = totals.leaves;
        format!(
            "  {what}: {} of {} examples agree; {} leaves typed, {} in free JSON, {} contradicting\n",
            totals.agreeing, totals.examples, leaves.typed, leaves.untyped, leaves.contradicting
        )
    };
    let mut shown = String::new();
    for file in ["openapi-kandji-2025-08.json", "openapi-vendor-2026-08.json"] {
        let input = generator::Input { document: source(file), overlays: Vec::new() };
        let understood = generator::understand(input, &NoFiles, true);
        let api = understood.api.as_ref().expect("the document can be lowered");
        let own = report(api, &understood.diagnostics());
        shown += &format!("{file}\n{}{}", line("own success", own.success), line("own requests", own.request));
        for file in ["postman-kandji-2025-08.json", "postman-iru-2026-03.json", "postman-iru-2026-05.json"] {
            let theirs =
                generator::import::import(&[source(file)], &mut Diagnostics::new()).expect("a collection has an API");
            shown += &line(file, against(api, &theirs).success);
        }
    }
    insta::assert_snapshot!(shown);
}
