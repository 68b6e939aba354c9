//! The commands behind these tests, as far as they can be run without a nightly toolchain.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use tests::{scratch, text, xtask_with};

/// Who has no nightly toolchain, or no cargo-fuzz, is told how to get it.
#[test]
fn what_fuzzing_lacks_is_said() {
    let folder = scratch("fuzz-programs").expect("a folder");
    let rustup = folder.join("rustup");
    for (script, remedy) in
        [("exit 1", "rustup toolchain install nightly"), ("[ \"$3\" = rustc ]", "cargo install cargo-fuzz")]
    {
        fs::write(&rustup, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&rustup, fs::Permissions::from_mode(0o755)).expect("a program");
        let output = xtask_with(&folder, &["fuzz", "reply"]).expect("cargo runs");
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert!(text(&output).contains(remedy), "{}", text(&output));
    }
}
