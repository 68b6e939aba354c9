//! `--include`, `--exclude`, a feature for each group, `--lock` and former names, as a user meets them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tests::{cargo_in, root, scratch, text, xtask};

const DOCUMENT: &str = "tests/fixtures/selection/openapi.yaml";

fn generate(spec: &Path, out: &Path, more: &[&str]) -> Output {
    let (spec, out) = (spec.display().to_string(), out.display().to_string());
    let mut arguments = vec!["generate", "--quiet", "--spec", &spec, "--out", &out, "--name", "harbour"];
    arguments.extend(more);
    xtask(&arguments).expect("cargo runs")
}

/// The names of the types in the emitted crate.
fn types(out: &Path) -> Vec<String> {
    let models = out.join("src/generated");
    let mut files: Vec<PathBuf> = fs::read_dir(models.join("models"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .chain([models.join("models.rs")])
        .collect();
    files.retain(|path| path.is_file());
    let texts: Vec<String> = files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let names = lines.filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")));
    let mut names: Vec<String> = names.filter_map(|name| name.split([' ', '(']).next()).map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn only_what_is_reached_comes_along() {
    let spec = root().join(DOCUMENT);
    let table: [(&[&str], &[&str]); 4] = [
        (&["--include", "tag=Captains"], &["Captain", "Ship", "Size"]),
        (&["--include", "path=/cranes*"], &["Crane", "CraneInput", "Size"]),
        (&["--include", "operation=listShips"], &["Ship", "Size"]),
        (&["--exclude", "tag=C*", "--exclude", "operation=GET /default"], &["Ship", "Size"]),
    ];
    for (index, (arguments, expected)) in table.iter().enumerate() {
        let out = scratch(&format!("selection-{index}")).expect("scratch");
        let output = generate(&spec, &out, arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
        assert_eq!(types(&out), *expected, "{arguments:?}");
    }
}

#[test]
fn a_selector_that_fits_nothing_is_an_error_that_says_what_there_is() {
    let out = scratch("selection-nothing").expect("scratch");
    let output = generate(&root().join(DOCUMENT), &out, &["--include", "tag=Boats"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output);
    assert!(said.contains("selector-unmatched") && said.contains("Captains"), "{said}");
}

/// Each group compiles without the others, and none leaves an import or a type that nothing uses.
#[test]
fn each_feature_compiles_alone() {
    let out = scratch("selection-features").expect("scratch");
    assert_eq!(generate(&root().join(DOCUMENT), &out, &[]).status.code(), Some(0));
    for features in ["", "ships", "captains", "cranes", "default_group", "captains,cranes"] {
        let arguments = ["rustc", "--quiet", "--lib", "--profile", "check", "--no-default-features", "--features"];
        let mut arguments: Vec<&str> = arguments.to_vec();
        arguments.extend([features, "--", "--deny", "warnings"]);
        let output = cargo_in(&out, &arguments).expect("cargo runs");
        assert!(output.status.success(), "{features:?}: {}", text(&output));
    }
}

/// A program that still uses the former names compiles, and is told of the new ones.
#[test]
fn former_names_are_deprecated_aliases() {
    let out = scratch("selection-former").expect("scratch");
    assert_eq!(generate(&root().join(DOCUMENT), &out, &[]).status.code(), Some(0));
    let program = "fn main() {}\n\
        fn _ships(client: &harbour::Client) -> harbour::operations::ships::ListShips { client.ships().enumerate(\"x\") }\n\
        fn _call(call: harbour::operations::ships::GetShipEnumerate) -> harbour::operations::ships::ListShips { call }\n\
        fn _of(ship: harbour::Ship) -> [harbour::models::Vessel; 1] { [ship] }\n\
        fn _boat(ship: harbour::Boat) -> harbour::Ship { ship }\n\
        fn _crane(crane: harbour::HoistInput) -> harbour::CraneInput { crane }\n";
    fs::write(out.join("examples/former.rs"), program).expect("the example is written");
    let output = cargo_in(&out, &["check", "--example", "former"]).expect("cargo runs");
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    for renamed in ["renamed to `list_ships`", "renamed to `ListShips`", "renamed to `Ship`", "renamed to `CraneInput`"]
    {
        assert!(said.contains(renamed), "{renamed} is not in {said}");
    }
}

#[test]
fn a_lock_keeps_names_when_the_document_gains_others() {
    let out = scratch("selection-lock").expect("scratch");
    let (spec, lock, crate_folder) = (out.join("openapi.yaml"), out.join("names.lock"), out.join("crate"));
    let document = fs::read_to_string(root().join(DOCUMENT)).expect("the fixture is there");
    fs::write(&spec, &document).expect("the document is written");
    let with_lock = ["--lock", &lock.display().to_string()];
    assert_eq!(generate(&spec, &crate_folder, &with_lock).status.code(), Some(0));
    let first = fs::read_to_string(&lock).expect("the lock was written");
    assert!(first.contains("\"GET /ships\" = \"list_ships\""), "{first}");

    // A path before all others that wants the same method name.
    let more = "  /a:\n    get: { operationId: list_ships, tags: [Ships], responses: { \"204\": { description: d } } }\n  /ships:\n";
    fs::write(&spec, document.replacen("  /ships:\n", more, 1)).expect("the document is written");
    let check = generate(&spec, &crate_folder, &[&with_lock[..], &["--check"]].concat());
    assert_eq!(check.status.code(), Some(1), "{}", text(&check));
    assert!(text(&check).contains("names.lock"), "{}", text(&check));
    assert_eq!(generate(&spec, &crate_folder, &with_lock).status.code(), Some(0));
    let second = fs::read_to_string(&lock).expect("the lock was written");
    assert!(second.contains("\"GET /ships\" = \"list_ships\""), "{second}");
    assert_eq!(generate(&spec, &crate_folder, &[&with_lock[..], &["--check"]].concat()).status.code(), Some(0));

    fs::write(&lock, "<<<<<<< ours\n").expect("the lock is written");
    let broken = generate(&spec, &crate_folder, &with_lock);
    assert_eq!(broken.status.code(), Some(2));
    assert!(text(&broken).contains("line 1"), "{}", text(&broken));
}
