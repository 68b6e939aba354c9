//! That what is emitted compiles, whatever the document: `cargo run -p tests --example random_crate`.
//!
//! Makes 200 random documents by the grammar in `tests/src/grammar`, generates the client of each, and compiles all of
//! them, examples included, as modules of one crate under `target/random`; a warning counts as an error.
//!
//! ```text
//! random_crate [--documents 200] [--seed 0]    documents of this seed and those after it
//! random_crate --bytes FOLDER                  documents of the files there: what the fuzzer found worth keeping
//! random_crate --show SEED                     the document itself
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command prints")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use serde_json::Value;
use tests::grammar::{document_of_input, document_of_seed};
use tests::pipeline;

/// What is asked for.
struct Args {
    documents: usize,
    seed: u64,
    bytes: Option<PathBuf>,
    show: Option<u64>,
}

fn main() -> io::Result<ExitCode> {
    let args = match args() {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}; usage: random_crate [--documents N] [--seed N] [--bytes FOLDER] [--show SEED]");
            return Ok(ExitCode::from(2));
        }
    };
    if let Some(seed) = args.show {
        println!("{:#}", document_of_seed(seed));
        return Ok(ExitCode::SUCCESS);
    }
    let documents = documents(&args)?;
    let folder = tests::root().join("target/random");
    let modules = write(&folder, &documents)?;
    println!("{} documents, {modules} of them in a client; compiling", documents.len());
    let output = tests::cargo_in(&folder, &["check", "--message-format", "short"])?;
    if output.status.success() {
        println!("all of them compile without warnings");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", tests::text(&output));
    println!("the module's name is the document's: `--show SEED` prints it");
    Ok(ExitCode::from(1))
}

fn args() -> Result<Args, String> {
    let mut args = Args { documents: 200, seed: 0, bytes: None, show: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{value} is no number"));
        match word.as_str() {
            "--documents" => args.documents = usize::try_from(number()?).unwrap_or(usize::MAX),
            "--seed" => args.seed = number()?,
            "--bytes" => args.bytes = Some(value.into()),
            "--show" => args.show = Some(number()?),
            _ => return Err(format!("there is no {word}")),
        }
    }
    Ok(args)
}

/// Name of the module, and the document.
fn documents(args: &Args) -> io::Result<Vec<(String, Value)>> {
    let Some(folder) = &args.bytes else {
        let seeds = args.seed..args.seed + args.documents as u64;
        return Ok(seeds.map(|seed| (format!("seed_{seed}"), document_of_seed(seed))).collect());
    };
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    // Spread over the folder: neighbours are much alike only in the order in which they were found.
    let step = paths.len().div_ceil(args.documents).max(1);
    let some = paths.iter().step_by(step).enumerate();
    some.map(|(index, path)| Ok((format!("file_{index}"), document_of_input(&fs::read(path)?)))).collect()
}

/// Writes the crate; says of how many documents it has a client.
fn write(folder: &Path, documents: &[(String, Value)]) -> io::Result<usize> {
    if folder.join("src").exists() {
        fs::remove_dir_all(folder.join("src"))?;
    }
    let mut features = BTreeSet::new();
    let mut library = String::from("//! Clients of random documents.\n");
    let mut modules = 0;
    for (name, document) in documents {
        let generated = pipeline::generate(&document.to_string(), None);
        let Some(files) = &generated.files else { continue };
        modules += 1;
        let _ = writeln!(library, "pub mod {name};");
        for (path, text) in files {
            let Some(path) = module_path(name, path) else { continue };
            features.extend(
                text.split("feature = \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
            );
            let path = folder.join("src").join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, as_module(name, text))?;
        }
        let examples = "mod examples { mod decode; mod every_operation; mod mock; }\n";
        let root = folder.join("src").join(name).join("mod.rs");
        fs::write(root, format!("mod generated;\npub use generated::*;\n#[allow(dead_code)]\n{examples}"))?;
    }
    fs::write(folder.join("src/lib.rs"), library)?;
    fs::write(folder.join("Cargo.toml"), manifest(&features))?;
    if !folder.join("Cargo.lock").exists() {
        fs::copy(tests::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    }
    Ok(modules)
}

/// `src/generated/…` and the examples; the rest is the crate around them.
fn module_path(name: &str, path: &str) -> Option<PathBuf> {
    let inside = path
        .strip_prefix("src/")
        .filter(|inside| inside.starts_with("generated/"))
        .or_else(|| path.starts_with("examples/").then_some(path))?;
    Some(Path::new(name).join(inside))
}

/// The same text where the crate is a module of another.
fn as_module(name: &str, text: &str) -> String {
    text.replace("crate::generated", &format!("crate::{name}::generated"))
        .replace("fuzzed_client::", &format!("crate::{name}::"))
}

fn manifest(features: &BTreeSet<String>) -> String {
    let groups: Vec<&String> = features.iter().filter(|name| !matches!(name.as_str(), "fake" | "cli")).collect();
    let lines: String = groups.iter().map(|name| format!("{name} = []\n")).collect();
    let runtime = tests::root().join("generated-client/runtime");
    format!(
        r#"[package]
name = "random-documents"
version = "0.0.0"
edition = "2024"

[features]
default = {:?}
fake = []
cli = []
{lines}
[dependencies]
openapi-client-runtime = {{ path = {runtime:?}, features = ["cli", "fake", "odata"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"

[lints.rust]
warnings = "deny"

[workspace]
"#,
        groups.into_iter().map(String::as_str).chain(["cli", "fake"]).collect::<Vec<_>>()
    )
}
