//! Each rule of the review on a pair of documents: the base, and the base with an overlay. `backward` holds those that
//! are met by going the other way.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read its data has failed")]

use std::collections::BTreeSet;
use std::fs;

use generator::diagnostics::Diagnostics;
use generator::diff::{Level, Report, Side, diff, render, rules};
use generator::document::{Document, Loader, Source};
use generator::ir::Api;
use generator::names::{Names, assign};
use tests::root;

struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, relative: &str) -> Result<String, String> {
        Err(format!("{relative} is not there"))
    }
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures/diff").join(file)).expect("the fixture exists")
}

fn side(overlay: Option<&str>) -> (Api, Names) {
    named(overlay).unwrap_or_else(|said| panic!("{overlay:?}: {said}"))
}

fn named(overlay: Option<&str>) -> Result<(Api, Names), String> {
    let mut messages = Diagnostics::new();
    let source = |name: &str| Source { name: name.to_owned(), text: read(name) };
    let mut document = Document::read(source("base.yaml"), &NoFiles, &mut messages).expect("the base can be read");
    if let Some(overlay) = overlay {
        document.apply_overlay(source(overlay), &mut messages);
    }
    let openapi = document.to_openapi(&mut messages);
    let openapi = openapi.ok_or_else(|| format!("{:?}", messages.all()))?;
    if messages.all().iter().any(|message| message.code.starts_with("overlay")) {
        return Err(format!("{:?}", messages.all()));
    }
    let api = generator::lower::lower(&openapi, &mut messages);
    let names = assign(&api, &mut messages);
    Ok((api, names))
}

fn report(old: &(Api, Names), new: &(Api, Names)) -> Report {
    diff(&Side::new(&old.0, &old.1), &Side::new(&new.0, &new.1))
}

fn fixtures(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join("tests/fixtures/diff").join(folder)).expect("the folder exists");
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What comes one way goes the other.
const MIRRORS: &[(&str, &str)] = &[
    ("method-added", "method-removed"),
    ("method-removed", "method-added"),
    ("type-added", "type-removed"),
    ("type-removed", "type-added"),
    ("field-added", "field-removed"),
    ("field-removed", "field-added"),
    ("variant-added", "variant-removed"),
    ("variant-removed", "variant-added"),
    ("setter-added", "setter-removed"),
    ("setter-removed", "setter-added"),
    ("argument-added", "argument-removed"),
    ("argument-removed", "argument-added"),
    ("paging-gained", "paging-lost"),
    ("paging-lost", "paging-gained"),
    ("input-became-required", "input-became-optional"),
    ("input-became-optional", "input-became-required"),
    ("trait-lost", "trait-gained"),
    ("trait-gained", "trait-lost"),
    ("type-renamed", "type-renamed"),
    ("method-renamed", "method-renamed"),
    ("method-retargeted", "method-retargeted"),
];

#[test]
fn every_rule_fires_on_its_pair_and_nothing_is_unhandled() {
    let base = side(None);
    let mut fired = BTreeSet::new();
    let mut wrong = Vec::new();
    for folder in ["forward", "backward"] {
        for file in fixtures(folder) {
            let id = file.trim_end_matches(".yaml").to_owned();
            let edited = match named(Some(&format!("{folder}/{file}"))) {
                Ok(edited) => edited,
                Err(said) => {
                    wrong.push(format!("{folder}/{id}: {said}"));
                    continue;
                }
            };
            let (there, back) = (report(&base, &edited), report(&edited, &base));
            let seen = if folder == "forward" { &there } else { &back };
            let ids: BTreeSet<&str> = seen.changes.iter().map(|change| change.id).collect();
            if !ids.contains(id.as_str()) {
                wrong.push(format!("{folder}/{id}: {ids:?}"));
            }
            if there.changes.iter().chain(&back.changes).any(|change| change.id == "unhandled") {
                wrong.push(format!("{folder}/{id} leaves something unhandled:\n{}", render::text(seen)));
            }
            for (one, other) in MIRRORS {
                let count = |report: &Report, id: &str| report.changes.iter().filter(|change| change.id == id).count();
                if count(&there, one) != count(&back, other) {
                    wrong.push(format!("{folder}/{id}: {one} is not the mirror of {other}"));
                }
            }
            fired.insert(id);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // These two never have a row: they keep the parts of an input or member quiet that came or went as a whole.
    let quiet = ["input-part", "member-part"];
    let all: BTreeSet<String> =
        rules().iter().map(|rule| rule.id.to_owned()).filter(|id| !quiet.contains(&id.as_str())).collect();
    assert_eq!(all, fired);
}

#[test]
fn a_document_against_itself_has_no_change() {
    let report = report(&side(None), &side(None));
    assert!(report.changes.is_empty(), "{}", render::text(&report));
    assert_eq!(report.verdict().client, Level::None);
}

#[test]
fn every_renderer_states_the_same_changes() {
    let report = report(&side(None), &side(Some("forward/method-retargeted.yaml")));
    let (text, markdown, json) =
        (render::text(&report), render::markdown(std::slice::from_ref(&report), 65_536), render::json(&report));
    for change in &report.changes {
        assert!(text.contains(&change.message), "{text}");
        assert!(markdown.contains(&change.message.replace('|', "\\|")), "{markdown}");
        assert!(json.contains(change.id), "{json}");
    }
    insta::assert_snapshot!(text);
    insta::assert_snapshot!(markdown);
}

#[test]
fn a_comment_is_cut_from_the_bottom() {
    let report = report(&side(None), &side(Some("forward/method-retargeted.yaml")));
    let cut = render::markdown(std::slice::from_ref(&report), 700);
    assert!(cut.len() <= 700, "{}", cut.len());
    assert!(cut.contains("more changes did not fit"), "{cut}");
}
