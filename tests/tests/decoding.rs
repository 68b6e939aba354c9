//! `cargo xtask perturb`, `decode` and `evidence` as a user runs them: the emitted crate is built and asked.

use serde_json::{Value, json};
use tests::{root, text, xtask};

fn fixture(name: &str) -> String {
    root().join("tests/fixtures").join(name).display().to_string()
}

fn json(arguments: &[&str], code: i32) -> Value {
    let output = xtask(arguments).expect("cargo runs");
    assert_eq!(output.status.code(), Some(code), "{}", text(&output));
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

/// Every reply survives every change but the loss of what identifies it; an element without it costs that element.
#[test]
fn replies_survive_what_is_not_as_documented() {
    let spec = fixture("perturb/openapi.yaml");
    let report = json(&["perturb", "--spec", &spec, "--format", "json"], 0);
    assert_eq!((&report["replies"], &report["percent"], &report["failed"]), (&json!(3), &json!(100), &json!([])));
    let changes = report["changes"].as_object().expect("changes by kind");
    let sum = |name: &str| changes.values().filter_map(|change| change[name].as_u64()).sum::<u64>();
    assert_eq!(report["trials"].as_u64(), Some(sum("trials")));
    // The identity of the single lamp dropped, nulled and nested; a number in its place is still an identifier.
    assert_eq!(sum("identity_lost"), 3);
    assert_eq!(changes["dropped"]["more_aside"], json!(2), "an element of the list for each lost identity");
    assert_eq!(changes["added"]["whole"], changes["added"]["trials"]);
    assert!(sum("value_aside") > 10);
}

#[test]
fn examples_of_a_collection_are_decoded() {
    let (spec, collection) = (fixture("perturb/openapi.yaml"), fixture("perturb/collection.json"));
    let reports = json(&["decode", "--spec", &spec, "--against", &collection, "--format", "json"], 1);
    let report = &reports[0];
    let figures = ["examples", "lenient", "strict", "untyped", "foreign"].map(|name| report[name].as_u64());
    assert_eq!(figures, [3, 2, 1, 1, 1].map(Some));
    let places: Vec<&Value> = report["findings"].as_array().into_iter().flatten().map(|one| &one["path"]).collect();
    assert_eq!(places, ["$.results[0].watts", "$"]);
    let own = json(&["decode", "--spec", &spec, "--format", "json"], 0);
    assert_eq!((&own[0]["examples"], &own[0]["strict"]), (&json!(3), &json!(3)));
}

/// Several documents give a table; one that cannot be understood does not end it.
#[test]
fn evidence_of_a_folder_is_a_table() {
    let folder = fixture("wrong");
    let report = fixture("report/input.yaml");
    let rows = json(&["evidence", "--spec", &report, &folder, "--format", "json"], 0);
    let rows = rows.as_array().expect("a row for each document");
    assert_eq!(rows[0]["repairs"]["repair-boolean"], json!(1));
    assert!(rows.len() > 5 && rows[1..].iter().any(|row| row["error"].is_string()), "{rows:?}");
    let output = xtask(&["evidence", "--spec", &report, &fixture("perturb/openapi.yaml")]).expect("cargo runs");
    assert!(text(&output).contains("2 documents, 1 of them without a finding"), "{}", text(&output));
}
