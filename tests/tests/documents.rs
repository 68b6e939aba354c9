//! What the documents for people say is so: files that they name are there, and snippets are those that are compiled.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::{cargo_in, root, scratch, shared, text, xtask};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Texts between backquotes, fences left out.
fn quoted(markdown: &str) -> Vec<String> {
    let fences = markdown.split("```").step_by(2);
    fences.flat_map(|text| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether a text between backquotes is the name of a file or folder of this repository.
fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "._-/*".contains(c));
    let ends = [".rs", ".md", ".toml", ".yaml", ".json", ".txt", "/"].iter().any(|end| word.ends_with(end));
    plain && ends && !word.starts_with("..") && !word.starts_with('.') && word.contains('/')
}

/// Places that a name may start from: the prose names files by their crate or by their folder.
const STARTS: [&str; 8] = [
    "",
    "generator/src",
    "generator/src/document",
    "generator/src/evidence",
    "generator/src/diff",
    "generated-client",
    "generated-client/runtime/src/fake",
    "tests",
];

fn exists(word: &str) -> bool {
    // Of a pattern, the folder before its star.
    let word = word.split_once('*').map_or(word, |(before, _)| before);
    STARTS.iter().any(|start| root().join(start).join(word).exists())
}

#[test]
fn named_files_are_there() {
    // What appears by a command is not in the tree.
    let made = ["generated/", "src/generated/"];
    let mut named = 0;
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "DEPENDENCIES.md", "spec/README.md"] {
        for word in quoted(&read(document)).into_iter().filter(|word| is_path(word) && !made.contains(&word.as_str())) {
            named += 1;
            assert!(exists(&word), "{document} names `{word}`, which is not there");
        }
    }
    assert!(named > 40, "only {named} names were found");
}

/// The fenced blocks of a language.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    markdown.split(&open).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())).collect()
}

#[test]
fn snippets_are_those_that_are_compiled() {
    let blocks = blocks(&read("GENERATOR.md"), "rust");
    for (index, example) in [(0, "museum_crate"), (1, "museum_build")] {
        let code = read(&format!("generator/examples/{example}.rs"));
        assert!(code.ends_with(&blocks[index]), "GENERATOR.md and generator/examples/{example}.rs differ");
    }
}

/// One of the generator's examples, in a folder of its own.
fn example(name: &str, folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO"));
    let manifest = root().join("Cargo.toml");
    command.args(["run", "--quiet", "--package", "openapi-client-codegen", "--example", name, "--manifest-path"]);
    command.arg(manifest).current_dir(folder).output().expect("cargo runs")
}

/// `GENERATOR.md` from its first line to its last, with the document that it speaks of.
#[test]
fn the_walk_through_walks() {
    let Some(museum) = shared("conformance/specs/museum.yaml") else { return };
    let folder = scratch("walk").expect("a folder");
    std::fs::copy(museum, folder.join("museum.yaml")).expect("the document");
    let at = |path: &str| -> PathBuf { folder.join(path) };

    let config = blocks(&read("GENERATOR.md"), "toml").swap_remove(0);
    std::fs::write(at("museum-overlay.yaml"), OVERLAY).expect("the overlay");
    std::fs::write(at("openapi-client.toml"), config).expect("the configuration");
    let config = at("openapi-client.toml").display().to_string();
    let output = xtask(&["generate", "--config", &config]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("museum-client: 8 of 8 operations"), "{}", text(&output));
    let by_config = std::fs::read_to_string(at("clients/museum/src/generated/client.rs")).expect("a client");

    let output = example("museum_crate", &folder);
    assert!(output.status.success(), "{}", text(&output));
    let by_library = std::fs::read_to_string(at("clients/museum/src/generated/client.rs")).expect("a client");
    assert_eq!(by_config, by_library, "all ways give the same bytes");
    let manifest = std::fs::read_to_string(at("clients/museum/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("openapi-client-runtime = { version = \"0.1\""), "{manifest}");
    // The features of a crate that is built by `build.rs` are those that the document says.
    for feature in ["operations = []", "events = []", "tickets = []"] {
        assert!(manifest.contains(feature) && read("GENERATOR.md").contains(feature), "{feature}");
    }

    let output = example("museum_build", &folder);
    assert!(output.status.success(), "{}", text(&output));
    assert!(text(&output).starts_with("cargo::rerun-if-changed=museum.yaml"), "{}", text(&output));
    let by_build = std::fs::read_to_string(at("src/generated/operations/events.rs")).expect("a group");
    assert!(by_build.contains("/special-events"), "the operations are there");
    assert!(!at("src/lib.rs").exists(), "the crate around the modules is its owner's");
    the_crate_around_the_modules_compiles(&folder);
}

/// What `GENERATOR.md` says of the crate whose `build.rs` wrote the modules: its manifest and its `lib.rs`.
fn the_crate_around_the_modules_compiles(folder: &Path) {
    let guide = read("GENERATOR.md");
    let manifest = blocks(&guide, "toml").into_iter().find(|block| block.contains("[build-dependencies]"));
    let manifest = manifest.expect("a manifest");
    // The script has run already; what is not published yet is taken from here.
    let (manifest, _) = manifest.split_once("[build-dependencies]").expect("a section");
    let runtime = format!("{{ path = {:?} }}", root().join("generated-client/runtime").display().to_string());
    let manifest = manifest.replace("openapi-client-runtime = \"0.1\"", &format!("openapi-client-runtime = {runtime}"));
    let package = "[package]\nname = \"museum\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n";
    std::fs::write(folder.join("Cargo.toml"), format!("{package}{manifest}")).expect("the manifest");
    let library = blocks(&guide, "rust").into_iter().find(|block| block.contains("mod generated;"));
    std::fs::write(folder.join("src/lib.rs"), library.expect("a library")).expect("the library");
    for features in [&[][..], &["--no-default-features", "--features", "tickets,fake"]] {
        let output = cargo_in(folder, &[&["check", "--quiet"], features].concat()).expect("cargo runs");
        assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output));
    }
}

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Names, version: '1'}
actions:
  - target: $.paths['/museum-hours'].get
    update: {x-method-name: hours}
";
