//! Emitted crates as a user builds them: no warning of rustc, clippy or rustdoc, and no doctest but our own.

use std::path::{Path, PathBuf};

use tests::{cargo_in, root, scratch, text, xtask};

/// Writes the crate of a fixture.
fn emitted(name: &str, spec: &Path) -> PathBuf {
    let out = scratch(&format!("emitted-{name}")).expect("scratch");
    let (spec, folder) = (spec.display().to_string(), out.display().to_string());
    let output =
        xtask(&["generate", "--quiet", "--spec", &spec, "--out", &folder, "--name", "emitted"]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    out
}

fn passes(folder: &Path, arguments: &[&str]) -> String {
    let output = cargo_in(folder, arguments).expect("cargo runs");
    assert!(output.status.success(), "cargo {}: {}", arguments.join(" "), text(&output));
    text(&output)
}

/// Examples of groups, which run, and of methods, which are compiled.
fn examples(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder.join("src/generated/operations")).expect("a folder").flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.map(|text| text.matches("/// # async fn example(").count()).sum()
}

/// Whatever the document says, the crate is free of warnings, and its documentation holds no code but our examples.
fn check(name: &str, spec: &Path) {
    let folder = emitted(name, spec);
    passes(&folder, &["clippy", "--quiet", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    passes(&folder, &["rustdoc", "--quiet", "--", "-D", "warnings"]);
    let said = passes(&folder, &["test", "--doc", "--all-features"]);
    let expected = format!("{} passed; 0 failed", examples(&folder));
    assert!(said.contains(&expected), "{name} should have {expected}: {said}");
}

#[test]
fn hostile_text_stays_text() {
    check("hostile", &root().join("tests/fixtures/hostile/openapi.yaml"));
    let evil = root().join("target/test-scratch/evil");
    assert!(!evil.exists(), "a tag chose a path outside the output folder");
}

#[test]
fn a_call_without_a_finite_argument_is_reported_and_not_made() {
    check("endless", &root().join("tests/fixtures/endless/openapi.yaml"));
}
