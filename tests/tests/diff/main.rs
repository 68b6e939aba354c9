//! Each rule of the review on a pair of documents: the base, and the base with an overlay. `backward` holds those that
//! are met by going the other way.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read its data has failed")]

mod kept;
mod properties;

use std::collections::BTreeSet;
use std::fs;

use generator::diagnostics::Diagnostics;
use generator::diff::{Acceptance, Level, Report, Side, Stale, diff, render, rules, wire};
use generator::document::{Document, NoFiles, Source};
use generator::ir::Api;
use generator::names::{Names, assign};
use serde_json::Value;
use tests::root;

/// A side: what it is made of, and its document.
struct Made {
    api: Api,
    names: Names,
    tree: Value,
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures/diff").join(file)).expect("the fixture exists")
}

fn side(overlay: Option<&str>) -> Made {
    named(overlay).unwrap_or_else(|said| panic!("{overlay:?}: {said}"))
}

fn named(overlay: Option<&str>) -> Result<Made, String> {
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
    Ok(Made { api, names, tree: document.resolved() })
}

fn report(old: &Made, new: &Made) -> Report {
    diff(&of(old), &of(new))
}

fn of(made: &Made) -> Side<'_> {
    Side::new(&made.api, &made.names).with_document(&made.tree)
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
    ("set-added", "set-removed"),
    ("set-removed", "set-added"),
    ("set-ability-gained", "set-ability-lost"),
    ("set-ability-lost", "set-ability-gained"),
    ("set-property-added", "set-property-removed"),
    ("set-property-removed", "set-property-added"),
    ("set-renamed", "set-renamed"),
    ("set-moved", "set-moved"),
    ("set-row-changed", "set-row-changed"),
    ("set-ability-changed", "set-ability-changed"),
    ("known-error-added", "known-error-removed"),
    ("known-error-removed", "known-error-added"),
    ("known-error-changed", "known-error-changed"),
    ("features-changed", "features-changed"),
    ("sending-changed", "sending-changed"),
    ("effect-changed", "effect-changed"),
    ("retry-changed", "retry-changed"),
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
            // A finding of the wire that a change of the client states is not said twice, so they are asked directly.
            let (from, to) = if folder == "forward" { (&base, &edited) } else { (&edited, &base) };
            let found = wire::compare(&from.tree, &to.tree);
            let mut ids: BTreeSet<&str> = seen.changes.iter().map(|change| change.id).collect();
            ids.extend(found.iter().map(|finding| finding.rule));
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
    let base = side(None);
    for file in fixtures("forward") {
        let report = report(&base, &side(Some(&format!("forward/{file}"))));
        let (text, markdown) = (render::text(&report), render::markdown(std::slice::from_ref(&report), 65_536));
        let page = render::html(std::slice::from_ref(&report), |_, _| None);
        let json: Value = serde_json::from_str(&render::json(&report)).expect("it is JSON");
        for change in &report.changes {
            let item = change.item.split("::").next().unwrap_or_default();
            assert!(text.contains(&change.message) && text.contains(change.id), "{file}: {text}");
            assert!(markdown.contains(&change.message.replace('|', "\\|")), "{file}: {markdown}");
            assert!(markdown.contains(&format!("<sub>{}</sub>", change.id)), "{file}: {markdown}");
            assert!(page.contains(&format!("{} · client", change.id)), "{file}: {page}");
            let owner = [item, item.rsplit_once('.').map_or(item, |(owner, _)| owner)];
            for shown in [&text, &markdown, &page] {
                assert!(owner.iter().any(|owner| shown.contains(owner)), "{file}: {owner:?} in {shown}");
            }
        }
        let count = report.changes.len();
        assert_eq!(text.lines().filter(|line| line.starts_with("    ")).count(), count, "{file}: {text}");
        assert_eq!(page.matches("<article>").count(), count, "{file}");
        assert_eq!(render::annotations(&report, Clone::clone).lines().count(), count, "{file}");
        assert_eq!(json["changes"].as_array().map(Vec::len), Some(count), "{file}");
    }
    let report = report(&base, &side(Some("forward/method-retargeted.yaml")));
    insta::assert_snapshot!(render::text(&report));
    insta::assert_snapshot!(render::markdown(std::slice::from_ref(&report), 65_536));
}

#[test]
fn a_comment_is_cut_from_the_bottom_and_never_from_what_breaks() {
    let report = report(&side(None), &side(Some("forward/method-retargeted.yaml")));
    let reports = std::slice::from_ref(&report);
    let whole = render::markdown(reports, 65_536);
    let breaking = report.changes.iter().filter(|change| change.client == Level::Major);
    let breaking: Vec<&str> = breaking.map(|change| change.id).collect();
    let mut cut_somewhere = false;
    for max in (900..whole.len() + 200).step_by(50) {
        let cut = render::markdown(reports, max);
        assert!(cut.len() <= max, "{max}: {}", cut.len());
        assert!(breaking.iter().all(|id| cut.contains(id)), "{max}: {cut}");
        cut_somewhere |= cut.contains("more changes did not fit");
    }
    assert!(cut_somewhere);
}

#[test]
fn annotations_and_the_page_state_every_change() {
    let report = report(&side(None), &side(Some("forward/method-retargeted.yaml")));
    let annotations = render::annotations(&report, Clone::clone);
    assert_eq!(annotations.lines().count(), report.changes.len(), "{annotations}");
    let page = render::html(std::slice::from_ref(&report), |_, place| Some(format!("<at> {}", place.place.pointer)));
    for change in &report.changes {
        assert!(annotations.contains(&change.message.replace('%', "%25")), "{annotations}");
        assert!(page.contains(&format!("{} · client", change.id)), "{page}");
    }
    assert_eq!(page.matches("<article>").count(), report.changes.len());
    // Text of a document never becomes markup, and nothing is loaded from elsewhere.
    assert!(page.contains("&lt;at&gt;") && !page.contains("<at>"), "{page}");
    assert!(!page.contains("src=") && !page.contains("href="), "{page}");
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = fs::read_to_string(root().join("spec/diff.schema.json")).expect("the schema is committed");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    let base = side(None);
    let mut reports = Vec::new();
    for file in fixtures("forward") {
        let report = report(&base, &side(Some(&format!("forward/{file}"))));
        let json: Value = serde_json::from_str(&render::json(&report)).expect("it is JSON");
        let wrong: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{file}: {wrong:?}");
        reports.push(Report { document: Some(file), ..report });
    }
    let all: Value = serde_json::from_str(&render::json_of_all(&reports)).expect("it is JSON");
    assert!(validator.is_valid(&all));
    assert!(!validator.is_valid(&serde_json::json!({"verdict": {"client": "huge", "wire": "none"}, "changes": []})));
}

#[test]
fn what_is_accepted_is_marked_and_stale_entries_are_told() {
    let mut report = report(&side(None), &side(Some("forward/method-retargeted.yaml")));
    let before = report.open_level();
    let found = report.changes.iter().find(|change| change.id == "method-retargeted").expect("it fires").clone();
    let entry = |rule: &str, target: Option<&str>, expires: Option<&str>| Acceptance {
        rule: rule.to_owned(),
        target: target.map(str::to_owned),
        reason: "agreed".to_owned(),
        expires: expires.map(str::to_owned),
    };
    let entries = [
        entry("method-retargeted", Some(&found.item), Some("2026-12-31")),
        entry("method-retargeted", Some("elsewhere().at_all"), None),
        entry("method-removed", None, Some("2026-01-01")),
    ];
    let stale = report.accept(&entries, "2026-12-31");
    assert_eq!(stale, [None, Some(Stale::Unmatched), Some(Stale::Expired)]);
    let accepted: Vec<&str> =
        report.changes.iter().filter(|change| change.accepted.is_some()).map(|change| change.id).collect();
    assert_eq!(accepted, ["method-retargeted"]);
    // The verdict stays: the version is about what changed, not about what somebody agreed to.
    assert_eq!(report.verdict().client, before);
    assert!(render::text(&report).contains("(accepted: agreed)"));
    assert!(render::markdown(std::slice::from_ref(&report), 65_536).contains("(accepted: agreed)"));
}

fn made(source: Source) -> Made {
    let mut messages = Diagnostics::new();
    accepted(source, &mut messages).unwrap_or_else(|| panic!("{:?}", messages.all()))
}

/// A side of whatever can be generated from.
fn accepted(source: Source, messages: &mut Diagnostics) -> Option<Made> {
    let document = Document::read(source, &NoFiles, messages)?;
    let openapi = document.to_openapi(messages).filter(|_| !messages.has_errors())?;
    let api = generator::lower::lower(&openapi, messages);
    let names = assign(&api, messages);
    Some(Made { api, names, tree: document.resolved() }).filter(|_| !messages.has_errors())
}
