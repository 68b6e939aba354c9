//! `cargo xtask generate` as a user runs it: exit codes, what is written, and what is left alone.

use std::fs;
use std::path::Path;

use tests::{root, scratch, text, xtask};

fn written(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder exists").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(written(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_committed_is_what_is_generated() {
    let output = xtask(&["generate", "--check"]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
}

#[test]
fn a_faulty_document_gives_exit_code_2_and_writes_nothing() {
    let fixtures = root().join("tests/fixtures/wrong");
    let mut cases = 0;
    for entry in fs::read_dir(fixtures).expect("the fixtures exist").flatten() {
        let spec = entry.path();
        let name = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let out = scratch(&format!("wrong-{name}")).expect("scratch");
        let arguments =
            ["generate", "--spec", &spec.display().to_string(), "--out", &out.display().to_string(), "--name", "wrong"];
        let output = xtask(&arguments).expect("cargo runs");
        let said = text(&output);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains("error"), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
        assert_eq!(written(&out), Vec::<String>::new(), "{name} wrote files");
        cases += 1;
    }
    assert!(cases >= 8, "only {cases} cases");
}
