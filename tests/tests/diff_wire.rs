//! The judgement of the wire against the corpus of another tool, where it lies beside the project: what it reports on
//! a pair of documents, its ids translated by the table that is kept with the rules.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read its data has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::diff::{Wire, wire};
use generator::document::{Document, NoFiles, Source};
use serde_json::Value;
use tests::root;

/// Where ours differs: the end of the revision's name, and why ours is right, or what it would take.
const REASONS: &[(&str, &str)] = &[
    ("deprecated-no-sunset.yaml", "the row leaves out what is only a remark; ours is not filtered by level"),
    (
        "deprecated-no-sunset-alpha-stability.yaml",
        "the row leaves out what is only a remark; ours is not filtered by level",
    ),
    (
        "RemovedPathForAlpha/revision.json",
        "the same finding, which ours calls compatible: the operation was not settled",
    ),
    (
        "RemovedPathForDraft/revision.json",
        "the same finding, which ours calls compatible: the operation was not settled",
    ),
    ("pattern-modified-not-anystring.yaml", "the property is read-only, so a request does not carry it"),
    (
        "request_property_all_of_removed_revision.yaml",
        "what the removed parts ask for the others ask for, too; and a request that need match less is not broken",
    ),
    ("param-deprecation/sunset.yaml", "whether a last day is over needs a clock, which the generator does not read"),
    (
        "common_request_parameter_max_items_updated_base.yaml",
        "the narrowing that another row reports, here of a parameter of the path item, which holds for its operations",
    ),
];

fn reason(revision: &str) -> &'static str {
    let known = REASONS.iter().find(|(end, _)| revision.ends_with(end));
    known.map_or_else(|| panic!("{revision}: ours differs, and nothing says why that is right"), |(_, why)| why)
}

fn corpus() -> Option<PathBuf> {
    let folder = root().join("../shared/conformance/diff");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("left out: ../shared/conformance/diff is not there");
    None
}

fn document(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let source = Source { name: path.display().to_string(), text };
    Some(Document::read(source, &NoFiles, &mut Diagnostics::new())?.resolved())
}

/// A row of a table with a head.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("the table exists");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn ids(cell: &str) -> BTreeSet<String> {
    let ids = cell.split(' ').filter(|id| *id != "-").map(|id| id.split(':').next().unwrap_or(id).to_owned());
    ids.collect()
}

#[test]
fn pairs_with_known_differences() {
    let Some(folder) = corpus() else { return };
    let by_check: Vec<(String, String)> =
        table(&folder.join("rules.tsv")).iter().map(|row| (row[6].clone(), row[0].clone())).collect();
    let (mut verdicts, mut right, mut checks, mut found, mut exact) = (0, 0, 0, 0, 0);
    let mut said = String::new();
    for row in table(&folder.join("pairs.tsv")) {
        let [base, revision, scope, mode, expected] = [2, 3, 4, 6, 7].map(|at| row[at].as_str());
        if mode != "exact" || row[9] != "-" || row[10] != "high" {
            continue;
        }
        let (Some(old), Some(new)) =
            (document(&folder.join("specs").join(base)), document(&folder.join("specs").join(revision)))
        else {
            let _ = writeln!(said, "{scope} {base} {revision}: cannot be read");
            continue;
        };
        let findings = wire::compare(&old, &new);
        if scope == "all" {
            verdicts += 1;
            let ours = findings.iter().any(|one| one.wire == Wire::Breaking);
            let theirs = expected.contains(":ERR") || expected.contains(":WARN");
            if ours == theirs {
                right += 1;
            } else {
                let why: BTreeSet<String> = findings
                    .iter()
                    .filter(|one| one.wire == Wire::Breaking)
                    .map(|one| format!("{} {}", one.rule, one.action))
                    .collect();
                let _ = writeln!(said, "verdict {ours} instead of {theirs}: {base} {revision} {expected} {why:?}");
                let _ = writeln!(said, "  because {}", reason(revision));
            }
            continue;
        }
        checks += 1;
        let known: BTreeSet<&str> =
            by_check.iter().filter(|(check, _)| check == scope).map(|(_, id)| id.as_str()).collect();
        let theirs = ids(expected);
        let asked = |id: &String| known.contains(id.as_str()) || theirs.contains(id);
        let ours: BTreeSet<String> = findings.iter().filter_map(wire::oasdiff_id).filter(asked).collect();
        found += usize::from(theirs.is_subset(&ours));
        exact += usize::from(theirs == ours);
        if theirs != ours {
            let _ = writeln!(said, "{scope}: {ours:?} instead of {theirs:?}: {base} {revision} {}", row[5]);
            let _ = writeln!(said, "  because {}", reason(revision));
        }
    }
    assert!(right * 100 >= verdicts * 97 && found * 100 >= checks * 97, "{right}/{verdicts}, {found}/{checks}");
    insta::assert_snapshot!(format!(
        "{right} of {verdicts} verdicts; of {checks} checks {found} found all expected ids, {exact} exactly those\n{said}"
    ));
}
