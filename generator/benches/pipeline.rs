//! The stages of a generation and a comparison, each by itself, with what they allocate.
//!
//! `cargo bench -p openapi-client-codegen --bench pipeline`
#![allow(clippy::unwrap_used, reason = "a measurement stops when something is wrong")]

use std::fmt;
use std::path::{Path, PathBuf};

use divan::{AllocProfiler, Bencher};
use generator::diagnostics::Diagnostics;
use generator::diff::{Side, diff};
use generator::document::{Document, NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::{Input, Options, Understood, evidence, generate, lower, names, understand};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A document with its overlays.
#[derive(Clone)]
struct Case {
    name: &'static str,
    document: PathBuf,
    overlays: Vec<PathBuf>,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The documents of this repository, and a public one where it is there.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let own = |name: &'static str| {
        let folder = root.join("spec").join(name);
        Case { name, document: folder.join("openapi.yaml"), overlays: vec![folder.join("overlay.yaml")] }
    };
    let public = root.join("../shared/upstream/iru/openapi-kandji-2025-08.json");
    let public = Case { name: "public", document: public, overlays: Vec::new() };
    [own("iru"), own("balena"), public].into_iter().filter(|case| case.document.is_file()).collect()
}

impl Case {
    fn input(&self) -> Input {
        Input { document: source(&self.document), overlays: self.overlays.iter().map(|path| source(path)).collect() }
    }

    /// As read, overlays applied.
    fn read(&self) -> Document {
        let (input, mut d) = (self.input(), Diagnostics::new());
        let mut document = Document::read(input.document, &NoFiles, &mut d).unwrap();
        input.overlays.into_iter().for_each(|overlay| document.apply_overlay(overlay, &mut d));
        document
    }

    fn understood(&self) -> Understood {
        understand(self.input(), &NoFiles, true)
    }
}

fn source(path: &Path) -> Source {
    Source { name: path.display().to_string(), text: std::fs::read_to_string(path).unwrap() }
}

fn options() -> emit::Options {
    emit::Options {
        whole_crate: true,
        crate_name: "measured-client".to_owned(),
        runtime: RuntimeSource::Embedded,
        document: "openapi.yaml".to_owned(),
        document_hash: String::new(),
    }
}

#[divan::bench(args = cases())]
fn reading(bencher: Bencher<'_, '_>, case: &Case) {
    let read = |source| Document::read(source, &NoFiles, &mut Diagnostics::new()).unwrap();
    bencher.with_inputs(|| case.input().document).bench_local_values(read);
}

#[divan::bench(args = cases())]
fn repairing(bencher: Bencher<'_, '_>, case: &Case) {
    let document = case.read();
    let repair = |tree: &mut _| evidence::repair(tree, &mut Diagnostics::new());
    bencher.with_inputs(|| document.tree().clone()).bench_local_refs(repair);
}

#[divan::bench(args = cases())]
fn typing(bencher: Bencher<'_, '_>, case: &Case) {
    let document = case.read();
    bencher.bench_local(|| document.to_openapi(&mut Diagnostics::new()).unwrap());
}

#[divan::bench(args = cases())]
fn lowering(bencher: Bencher<'_, '_>, case: &Case) {
    let mut document = case.read();
    evidence::repair(document.tree_mut(), &mut Diagnostics::new());
    let openapi = document.to_openapi(&mut Diagnostics::new()).unwrap();
    bencher.bench_local(|| lower::lower(&openapi, &mut Diagnostics::new()));
}

#[divan::bench(args = cases())]
fn naming(bencher: Bencher<'_, '_>, case: &Case) {
    let api = case.understood().api.unwrap();
    bencher.bench_local(|| names::assign(&api, &mut Diagnostics::new()));
}

#[divan::bench(args = cases())]
fn emitting(bencher: Bencher<'_, '_>, case: &Case) {
    let api = case.understood().api.unwrap();
    let (names, options) = (names::assign(&api, &mut Diagnostics::new()), options());
    bencher.bench_local(|| emit::emit(&api, &names, &options).render().unwrap());
}

#[divan::bench(args = cases())]
fn generating(bencher: Bencher<'_, '_>, case: &Case) {
    let options = Options { repair: true, select: lower::Selection::default(), lock: None, emit: options() };
    let run = |input| generate(input, &NoFiles, &options).files.unwrap();
    bencher.with_inputs(|| case.input()).bench_local_values(run);
}

/// The document without its overlays against the one with them: some hundred changes.
#[divan::bench(args = cases())]
fn comparing(bencher: Bencher<'_, '_>, case: &Case) {
    let sides = [Case { overlays: Vec::new(), ..case.clone() }.understood(), case.understood()];
    let [old, new] = sides.map(|side| (side.api.unwrap(), side.document.unwrap().resolved()));
    let [old_names, new_names] = [&old, &new].map(|(api, _)| names::assign(api, &mut Diagnostics::new()));
    bencher.bench_local(|| {
        let before = Side::new(&old.0, &old_names).with_document(&old.1);
        let after = Side::new(&new.0, &new_names).with_document(&new.1);
        diff(&before, &after).changes.len()
    });
}
