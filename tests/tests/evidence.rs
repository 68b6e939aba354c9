//! Repairs by evidence: one folder a rule under `fixtures/evidence`, the repaired document and its notes as snapshots.

use std::fmt::Write as _;
use std::path::Path;

use generator::diagnostics::Diagnostics;
use serde_json::Value;

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    serde_yaml::from_str(&text).expect("the fixture is YAML")
}

fn repaired(mut tree: Value) -> (Value, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    generator::evidence::repair(&mut tree, &mut diagnostics);
    (
        tree,
        diagnostics
            .all()
            .iter()
            .map(|note| format!("{} {}\n    {}", note.code, note.place.pointer, note.message))
            .collect(),
    )
}

#[test]
fn every_rule() {
    insta::glob!("../fixtures/evidence", "*/input.yaml", |path| {
        let (document, notes) = repaired(read(path));
        let mut shown = String::new();
        for note in &notes {
            writeln!(shown, "{note}").expect("a String takes everything");
        }
        let paths = serde_json::json!({ "paths": document.get("paths"), "components": document.get("components") });
        write!(shown, "\n{}", serde_yaml::to_string(&paths).expect("a value is YAML"))
            .expect("a String takes everything");
        let name =
            path.parent().and_then(Path::file_name).expect("a fixture has a folder").to_string_lossy().into_owned();
        insta::with_settings!({ snapshot_suffix => name, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("evidence", shown);
        });
    });
}

/// What is repaired stays repaired: a second run finds nothing to mend.
#[test]
fn repairing_twice_changes_nothing() {
    insta::glob!("../fixtures/evidence", "*/input.yaml", |path| {
        let (once, _) = repaired(read(path));
        let (twice, notes) = repaired(once.clone());
        assert_eq!(once, twice, "{}", path.display());
        assert!(notes.iter().all(|note| note.starts_with("evidence-contradicts")), "{}: {notes:?}", path.display());
    });
}

/// The figures of a document, in all three forms.
#[test]
fn report() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/report/input.yaml");
    let source = generator::document::Source {
        name: "input.yaml".to_owned(),
        text: std::fs::read_to_string(&path).expect("the fixture is there"),
    };
    let input = generator::Input { document: source, overlays: Vec::new() };
    let understood = generator::understand(input, &generator::document::NoFiles, true);
    let api = understood.api.as_ref().expect("the document can be lowered");
    let report = generator::evidence::report::report(api, &understood.diagnostics());
    insta::assert_snapshot!(format!("{}\n---\n{}\n---\n{}", report.text(), report.markdown(), report.json()));
}

/// A schema of which every branch is itself is walked for a while, and not for ever.
#[test]
fn compositions_that_lead_back_come_to_an_end() {
    let loops: Vec<Value> = (0..4).map(|_| serde_json::json!({ "$ref": "#/components/schemas/A" })).collect();
    let schema =
        serde_json::json!({ "allOf": loops, "anyOf": loops, "oneOf": [loops[0]], "properties": { "a": loops[0] } });
    let example = serde_json::json!({ "a": { "a": { "a": { "b": true } } } });
    let content = serde_json::json!({ "application/json": { "schema": loops[0], "example": example } });
    let document = serde_json::json!({
        "openapi": "3.1.0",
        "info": { "title": "Loops", "version": "1" },
        "paths": { "/a": { "get": { "responses": { "200": { "description": "A", "content": content } } } } },
        "components": { "schemas": { "A": schema, "B": { "$ref": "#/components/schemas/B" } } },
    });
    let (after, notes) = repaired(document.clone());
    assert_eq!((after, notes), (document, Vec::new()));
}
