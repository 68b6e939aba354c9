//! Merging an import into a document, and drift between the two.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::document::Source;
use generator::drift::{Coverage, Drift, compare};
use generator::import::merge::{edit_text, plan};
use serde_json::Value;

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is readable")
}

fn imported(path: &Path) -> Value {
    let source = Source { name: "collection".to_owned(), text: text(path) };
    generator::import::import(&[source], &mut Diagnostics::new()).expect("the collection has an API")
}

fn parsed(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the document is YAML")
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/merge").join(name)
}

#[test]
fn a_merge_adds_and_widens_and_says_what_it_would_not_decide() {
    let document = text(&fixture("document.yaml"));
    let theirs = imported(&fixture("collection.json"));
    let mut undecided = Diagnostics::new();
    let edits = plan(&parsed(&document), &theirs, &mut undecided);
    let merged = edit_text(&document, &edits).expect("the text can be edited");
    let mut shown = merged.clone();
    for message in undecided.all() {
        write!(shown, "\n{message}").expect("a String takes everything");
    }
    insta::assert_snapshot!(shown);
    // Nothing is taken away: every line that is not widened is still there, in order.
    let lost: Vec<&str> = document.lines().filter(|line| !merged.lines().any(|other| other == *line)).collect();
    assert!(lost.len() <= 4, "{lost:#?}");
    // The same thing a second time changes nothing.
    assert_eq!(plan(&parsed(&merged), &theirs, &mut Diagnostics::new()), []);
}

#[test]
fn a_merge_into_json_keeps_its_form() {
    let document = serde_json::to_string_pretty(&parsed(&text(&fixture("document.yaml")))).expect("a value is JSON");
    let theirs = imported(&fixture("collection.json"));
    let edits = plan(&parsed(&document), &theirs, &mut Diagnostics::new());
    let merged = edit_text(&document, &edits).expect("the text can be edited");
    insta::assert_snapshot!(merged);
}

#[test]
fn drift() {
    let ours = parsed(&text(&fixture("document.yaml")));
    let theirs = imported(&fixture("collection.json"));
    let whole = compare(&ours, &theirs, Coverage::Whole);
    let overlay = generator::drift::overlay("Lamps", &whole);
    let overlay = serde_yaml::to_string(&overlay).expect("a value is YAML");
    insta::assert_snapshot!(format!("{}\n{}\n{overlay}", Drift::text(&whole), Drift::markdown(&whole)));
    let part = compare(&ours, &theirs, Coverage::Part);
    assert!(part.len() < whole.len() && part.iter().all(|drift| whole.contains(drift)));
}

/// The overlay that drift proposes closes what it can close.
#[test]
fn the_proposed_overlay_closes_the_gap() {
    use generator::document::{Document, NoFiles};
    let document = text(&fixture("document.yaml"));
    let theirs = imported(&fixture("collection.json"));
    let drifts = compare(&parsed(&document), &theirs, Coverage::Part);
    let overlay = generator::drift::overlay("Lamps", &drifts).to_string();
    let mut d = Diagnostics::new();
    let source = Source { name: "document.yaml".to_owned(), text: document };
    let mut document = Document::read(source, &NoFiles, &mut d).expect("the document is readable");
    document.apply_overlay(Source { name: "overlay.json".to_owned(), text: overlay }, &mut d);
    assert!(!d.has_errors(), "{:?}", d.all());
    let left: Vec<Drift> =
        compare(document.tree(), &theirs, Coverage::Part).into_iter().filter(|drift| drift.edit.is_some()).collect();
    assert_eq!(left, []);
}

/// A year of the vendor's collection merged onto the year before: it reads again, and a second time changes nothing.
#[test]
fn upstream_collections_merge() {
    let Some(folder) = tests::shared("upstream/iru") else { return };
    let before = imported(&folder.join("postman-kandji-2025-08.json"));
    let after = imported(&folder.join("postman-iru-2026-05.json"));
    let document = serde_yaml::to_string(&before).expect("a value is YAML");
    let mut undecided = Diagnostics::new();
    let edits = plan(&before, &after, &mut undecided);
    let merged = edit_text(&document, &edits).expect("the text can be edited");
    assert_eq!(plan(&parsed(&merged), &after, &mut Diagnostics::new()), []);
    insta::assert_snapshot!(format!("{} edits, {} undecided", edits.len(), undecided.all().len()));
}
