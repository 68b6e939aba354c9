//! What `cargo xtask guard` counts: one generation, or one comparison, of a document and its overlays.
//!
//! `pace generate DOCUMENT [OVERLAY…]`, `pace compare DOCUMENT OVERLAY…` (without the overlays against with them)
#![allow(clippy::unwrap_used, reason = "a measurement stops when something is wrong")]

use generator::diagnostics::Diagnostics;
use generator::diff::{Side, diff};
use generator::document::{NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::{Input, Options, generate, lower, names, understand};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (deed, names) = words.split_first().unwrap();
    match deed.as_str() {
        "generate" => assert!(generate(input(names), &NoFiles, &options()).files.unwrap().len() > 5),
        "compare" => assert!(changes(names) > 0),
        other => assert_eq!(other, "generate", "`pace` generates or compares"),
    }
}

fn input(names: &[String]) -> Input {
    let source = |name: &String| Source { name: name.clone(), text: std::fs::read_to_string(name).unwrap() };
    let (document, overlays) = names.split_first().unwrap();
    Input { document: source(document), overlays: overlays.iter().map(source).collect() }
}

fn options() -> Options {
    let emit = emit::Options {
        whole_crate: true,
        crate_name: "measured-client".to_owned(),
        runtime: RuntimeSource::Embedded,
        document: "openapi.yaml".to_owned(),
        document_hash: String::new(),
    };
    Options { repair: true, select: lower::Selection::default(), lock: None, emit }
}

fn changes(files: &[String]) -> usize {
    let sides = [&files[..1], files].map(|files| understand(input(files), &NoFiles, true));
    let [old, new] = sides.map(|side| (side.api.unwrap(), side.document.unwrap().resolved()));
    let [old_names, new_names] = [&old, &new].map(|(api, _)| names::assign(api, &mut Diagnostics::new()));
    let before = Side::new(&old.0, &old_names).with_document(&old.1);
    let after = Side::new(&new.0, &new_names).with_document(&new.1);
    diff(&before, &after).changes.len()
}
