//! The review on the real history of a document, where it lies beside the project: counts and ids only.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read its data has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use generator::Input;
use generator::diagnostics::Diagnostics;
use generator::diff::{Level, Report, Side, diff, wire};
use generator::document::{Document, NoFiles, Source};
use generator::ir::Api;
use generator::names::{Names, assign};
use serde_json::Value;
use tests::root;

struct Made {
    api: Api,
    names: Names,
    tree: Value,
}

fn history() -> Option<PathBuf> {
    let folder = root().join("../shared/upstream/iru/history");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("left out: ../shared/upstream/iru/history is not there");
    None
}

fn made(name: &str) -> Option<Made> {
    let text = fs::read_to_string(history()?.join(name).with_extension("json")).expect("the version is there");
    let input = Input { document: Source { name: name.to_owned(), text }, overlays: Vec::new() };
    let understood = generator::understand(input, &NoFiles, true);
    let api = understood.api.expect("the version can be read");
    let names = assign(&api, &mut Diagnostics::new());
    let tree = understood.document.as_ref().map(Document::resolved).unwrap_or_default();
    Some(Made { api, names, tree })
}

fn report(old: &Made, new: &Made) -> Report {
    let of = Side::new(&old.api, &old.names).with_document(&old.tree);
    diff(&of, &Side::new(&new.api, &new.names).with_document(&new.tree))
}

/// How often each rule with each of its levels.
fn counts(report: &Report) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for change in &report.changes {
        *counts.entry(format!("{:?} {} wire {:?}", change.client, change.id, change.wire)).or_default() += 1;
    }
    let mut out = format!("{:?}\n", report.verdict());
    for (what, count) in counts {
        let _ = writeln!(out, "{count:4} {what}");
    }
    out
}

const STEPS: [&str; 6] = ["1-78bcf14", "2-6e878bf", "3-8b37d0d", "4-b2da32f", "5-98ce4f7", "6-49ee15f"];

#[test]
fn each_step_of_the_history() {
    let mut out = String::new();
    for step in STEPS.windows(2) {
        let (Some(old), Some(new)) = (made(step[0]), made(step[1])) else { return };
        let report = report(&old, &new);
        assert!(report.changes.iter().all(|change| change.id != "unhandled"), "{}", step[1]);
        let _ = writeln!(out, "{} to {}\n{}", step[0], step[1], counts(&report));
        // Nothing but the direction decides who came and who went.
        let back = self::report(&new, &old);
        for (one, other) in [("method-added", "method-removed"), ("setter-added", "setter-removed")] {
            assert_eq!(count(&report, one), count(&back, other), "{}: {one}", step[1]);
            assert_eq!(count(&report, other), count(&back, one), "{}: {other}", step[1]);
        }
        let forth = wire::compare(&old.tree, &new.tree);
        let back = wire::compare(&new.tree, &old.tree);
        for (one, other) in [("added", "removed"), ("became-nullable", "became-not-nullable")] {
            let of = |found: &[wire::Finding], action: &str| {
                let same = ["wire-endpoint", "wire-nullable", "wire-header", "wire-media-type"];
                found.iter().filter(|one| one.action == action && same.contains(&one.rule)).count()
            };
            assert_eq!(of(&forth, one), of(&back, other), "{}: {one}", step[1]);
        }
    }
    insta::assert_snapshot!(out);
}

fn count(report: &Report, id: &str) -> usize {
    report.changes.iter().filter(|change| change.id == id).count()
}

#[test]
fn keys_in_another_order_are_no_change() {
    let (Some(old), Some(new)) = (made("control-23d8232"), made("control-f6e42f4")) else { return };
    let report = report(&old, &new);
    assert!(report.changes.is_empty(), "{}", counts(&report));
}

#[test]
fn ids_that_are_spelled_differently_change_the_documents_only() {
    let (Some(old), Some(new)) = (made("control-7a6ca49"), made("1-78bcf14")) else { return };
    let report = report(&old, &new);
    assert_eq!(count(&report, "operation-renamed"), 111, "{}", counts(&report));
    assert_eq!(report.changes.len(), 111, "{}", counts(&report));
    assert_eq!(report.verdict().client, Level::None);
}

#[test]
fn a_method_that_kept_its_name_and_calls_something_else() {
    let (Some(old), Some(new)) = (made("4-b2da32f"), made("5-98ce4f7")) else { return };
    let report = report(&old, &new);
    let found: Vec<(&str, &str)> = report
        .changes
        .iter()
        .filter(|change| change.id == "method-retargeted")
        .map(|change| (change.item.as_str(), change.operation.as_deref().unwrap_or_default()))
        .collect();
    let now = "POST /api/v1/blueprints/{blueprint_id}/assign-library-item";
    assert_eq!(found, [("blueprints().remove_library_item", now)]);
}

#[test]
fn a_version_against_itself_is_no_change() {
    for name in [STEPS[0], STEPS[5]] {
        let (Some(one), Some(other)) = (made(name), made(name)) else { return };
        let report = report(&one, &other);
        assert!(report.changes.is_empty(), "{name}: {}", counts(&report));
    }
}
