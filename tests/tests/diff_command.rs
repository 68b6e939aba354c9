//! `cargo xtask diff` as people run it, and the workflows that run it for them.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot run its command has failed")]

use std::fs;
use std::process::Output;

use serde_json::Value;
use tests::{root, scratch, xtask};

const BASE: &str = "tests/fixtures/diff/base.yaml";

fn run(arguments: &[&str]) -> Output {
    xtask(arguments).expect("cargo can be started")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The base against itself with the overlay of a fixture.
fn with_overlay<'a>(overlay: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments =
        vec!["diff", BASE, BASE, "--overlay", overlay, "--overlay-old", "tests/fixtures/diff/none.yaml"];
    arguments.extend(more);
    arguments
}

const RETARGETED: &str = "tests/fixtures/diff/forward/method-retargeted.yaml";

#[test]
fn levels_decide_the_exit_code() {
    let same = run(&["diff", BASE, BASE, "--fail-on", "patch"]);
    assert_eq!(same.status.code(), Some(0), "{}", stderr(&same));
    assert_eq!(stdout(&same).trim(), "client: none, wire: none");
    let major = run(&with_overlay(RETARGETED, &["--fail-on", "major", "--next-version", "0.4.2"]));
    assert_eq!(major.status.code(), Some(1), "{}", stderr(&major));
    assert!(stdout(&major).trim_end().ends_with("0.5.0"), "{}", stdout(&major));
    let addition = "tests/fixtures/diff/forward/setter-added.yaml";
    let minor = run(&with_overlay(addition, &["--fail-on", "major", "--next-version", "1.4.2"]));
    assert_eq!(minor.status.code(), Some(0), "{}", stderr(&minor));
    assert!(stdout(&minor).trim_end().ends_with("1.5.0"), "{}", stdout(&minor));
    assert_eq!(run(&with_overlay(addition, &["--fail-on", "minor"])).status.code(), Some(1));
    assert_eq!(run(&["diff", BASE]).status.code(), Some(2));
    assert_eq!(run(&["diff", BASE, "nowhere.yaml"]).status.code(), Some(2));
}

#[test]
fn revisions_of_git_are_sides() {
    let output = run(&["diff", &format!("HEAD:{BASE}"), &format!("HEAD:{BASE}")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output).trim(), "client: none, wire: none");
}

#[test]
fn the_documents_of_the_repository_are_compared_where_none_is_named() {
    let output = run(&["diff", "--base", "HEAD", "--format", "json", "--check-version"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    let documents = report["documents"].as_array().expect("a list of documents");
    assert!(documents.iter().any(|one| one["document"] == "spec/iru/openapi.yaml"), "{report}");
}

#[test]
fn every_format_goes_to_a_file() {
    let folder = scratch("diff-formats").expect("a folder");
    for (format, mark) in [
        ("text", "client: major"),
        ("markdown", "<!-- xtask-diff -->"),
        ("json", "\"verdict\""),
        ("annotations", "::error file=tests/fixtures/diff/"),
        ("html", "<!doctype html>"),
    ] {
        let file = folder.join(format).display().to_string();
        let output = run(&with_overlay(RETARGETED, &["--format", format, "--output", &file]));
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stderr(&output));
        assert!(stdout(&output).is_empty(), "{format}");
        let text = fs::read_to_string(&file).expect("the report is written");
        assert!(text.contains(mark) && text.contains("method-retargeted"), "{format}: {text}");
    }
}

#[test]
fn what_is_accepted_does_not_fail() {
    let folder = scratch("diff-accept").expect("a folder");
    let review = folder.join("review.toml").display().to_string();
    let review = review.as_str();
    let several = "tests/fixtures/diff/forward/docs-changed.yaml";
    let only = "tests/fixtures/diff/forward/paging-lost.yaml";
    let open = run(&with_overlay(only, &["--review", review, "--fail-on", "major"]));
    assert_eq!(open.status.code(), Some(1), "{}", stderr(&open));
    let majors: Value = {
        let output = run(&with_overlay(only, &["--review", review, "--format", "json"]));
        serde_json::from_str(&stdout(&output)).expect("it is JSON")
    };
    for change in majors["changes"].as_array().into_iter().flatten().filter(|change| change["client"] == "major") {
        let (id, item) = (change["id"].as_str().unwrap_or_default(), change["item"].as_str().unwrap_or_default());
        let accept = ["--review", review, "--accept", id, "--target", item, "--reason", "nobody listed them"];
        let output = run(&with_overlay(only, &[&accept[..], &["--expires", "2999-12-31"]].concat()));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let closed = run(&with_overlay(only, &["--review", review, "--fail-on", "major"]));
    assert_eq!(closed.status.code(), Some(0), "{}", stdout(&closed));
    assert!(stdout(&closed).contains("(accepted: nobody listed them)"), "{}", stdout(&closed));
    // What is over is told, and nothing is accepted that is not found or has no reason.
    let text = fs::read_to_string(review).expect("the file is written");
    assert!(text.starts_with("# Findings of `cargo xtask diff`"), "{text}");
    let text = text.replace("2999", "1999");
    fs::write(review, text).expect("the file can be written");
    let over = run(&with_overlay(only, &["--review", review, "--fail-on", "major"]));
    assert_eq!(over.status.code(), Some(1));
    assert!(stderr(&over).contains("its last day is over"), "{}", stderr(&over));
    // The whole item is meant, and a part of its name is answered with what there is.
    let part =
        run(&with_overlay(only, &["--review", review, "--accept", "paging-lost", "--target", "list", "--reason", "x"]));
    assert_eq!(part.status.code(), Some(2));
    assert!(stderr(&part).contains("on list, but on items().list_items"), "{}", stderr(&part));
    let nothing = run(&with_overlay(several, &["--review", review, "--accept", "method-removed", "--reason", "x"]));
    assert_eq!(nothing.status.code(), Some(2));
    assert!(stderr(&nothing).contains("nothing is found by `method-removed`"), "{}", stderr(&nothing));
    assert_eq!(run(&with_overlay(several, &["--review", review, "--accept", "docs-changed"])).status.code(), Some(2));
}

#[test]
fn every_rule_is_explained() {
    let output = run(&["explain", "method-retargeted"]);
    assert!(stdout(&output).contains("now calls another endpoint"), "{}", stdout(&output));
    let all = stdout(&run(&["explain"]));
    for rule in generator::diff::rules() {
        assert!(all.lines().any(|line| line.split(' ').next() == Some(rule.id)), "{}", rule.id);
    }
}

/// Least rights, nobody else's code, and no command that does not exist.
#[test]
fn the_workflows_are_what_they_say() {
    for name in ["review.yaml", "drift.yaml"] {
        let text = fs::read_to_string(root().join(".github/workflows").join(name)).expect("the workflow is there");
        let workflow: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
        assert!(workflow["permissions"].as_mapping().is_some_and(serde_yaml::Mapping::is_empty), "{name}");
        for (job, body) in workflow["jobs"].as_mapping().expect("jobs") {
            let rights = body["permissions"].as_mapping().unwrap_or_else(|| panic!("{name} {job:?} states no rights"));
            let writes = rights.values().any(|right| right == "write");
            for step in body["steps"].as_sequence().expect("steps") {
                if let Some(action) = step["uses"].as_str() {
                    assert!(action.starts_with("actions/checkout@"), "{name}: {action}");
                    assert_eq!(step["with"]["persist-credentials"], serde_yaml::Value::Bool(false), "{name}");
                    assert!(!writes, "{name}: a job that may write runs nothing of the pull request");
                }
                let script = step["run"].as_str().unwrap_or_default();
                assert!(!script.contains("${{"), "{name}: text of an event becomes code: {script}");
                script.lines().filter(|line| line.contains("cargo xtask")).for_each(|line| check_command(name, line));
            }
        }
    }
}

fn check_command(workflow: &str, line: &str) {
    let after = line.split("cargo xtask ").nth(1).unwrap_or_default();
    let mut words = after.split_whitespace();
    let command = words.next().unwrap_or_default();
    let help = stdout(&run(&[command, "--help"]));
    assert!(help.contains("Usage"), "{workflow}: there is no `cargo xtask {command}`");
    for flag in words.filter(|word| word.starts_with("--")) {
        assert!(help.contains(flag), "{workflow}: `cargo xtask {command}` has no {flag}");
    }
}

/// A new schema that comes first and wants the name of an old one takes it, unless the lock keeps it.
#[test]
fn names_that_are_locked_stay() {
    let folder = scratch("diff-lock").expect("a folder");
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).expect("it can be written");
        path.display().to_string()
    };
    let document = |paths: &str, schemas: &str| {
        format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}components:\n  schemas:\n{schemas}")
    };
    let path = |path: &str, id: &str, schema: &str| {
        format!(
            "  /{path}:\n    get:\n      operationId: {id}\n      tags: [x]\n      responses: {{ '200': {{ description: It., \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }} }} }}\n"
        )
    };
    let schema = |name: &str, property: &str| {
        format!("    {name}: {{ type: object, properties: {{ {property}: {{ type: string }} }} }}\n")
    };
    let old = write("old.yaml", document(&path("b", "getB", "my_thing"), &schema("my_thing", "one")));
    let paths = path("a", "getA", "my-thing") + &path("b", "getB", "my_thing");
    let new = write("new.yaml", document(&paths, &(schema("my-thing", "two") + &schema("my_thing", "one"))));
    let lock = write("names.lock", "[types]\n\"/components/schemas/my_thing\" = \"MyThing\"\n".to_owned());
    let shifted = run(&["diff", &old, &new, "--fail-on", "major"]);
    assert_eq!(shifted.status.code(), Some(1), "{}{}", stdout(&shifted), stderr(&shifted));
    let kept = run(&["diff", &old, &new, "--fail-on", "major", "--lock", &lock]);
    assert_eq!(kept.status.code(), Some(0), "{}{}", stdout(&kept), stderr(&kept));
    assert!(stdout(&kept).contains("method-added"), "{}", stdout(&kept));
    let broken = write("broken.lock", "<<<<<<< HEAD\n".to_owned());
    assert_eq!(run(&["diff", &old, &new, "--lock", &broken]).status.code(), Some(2));
}
