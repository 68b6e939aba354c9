//! What `cargo xtask guard` counts: one generation, or one comparison, of a document and its overlays.
//!
//! `pace generate DOCUMENT [OVERLAY…]`, `pace compare DOCUMENT OVERLAY…` (without the overlays against with them)

use std::error::Error;

use generator::diagnostics::Diagnostics;
use generator::diff::{Side, diff};
use generator::document::{NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::{Input, Options, generate, lower, names, understand};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (deed, names) = words.split_first().ok_or("`pace` generates or compares")?;
    match deed.as_str() {
        "generate" => assert!(generate(input(names)?, &NoFiles, &options()).files.is_some_and(|files| files.len() > 5)),
        "compare" => assert!(changes(names)? > 0),
        other => assert_eq!(other, "generate", "`pace` generates or compares"),
    }
    Ok(())
}

fn input(names: &[String]) -> Result<Input, Box<dyn Error>> {
    let source = |name: &String| std::fs::read_to_string(name).map(|text| Source { name: name.clone(), text });
    let (document, overlays) = names.split_first().ok_or("a document is needed")?;
    Ok(Input { document: source(document)?, overlays: overlays.iter().map(source).collect::<Result<_, _>>()? })
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

fn changes(files: &[String]) -> Result<usize, Box<dyn Error>> {
    let side = |files: &[String]| -> Result<_, Box<dyn Error>> {
        let side = understand(input(files)?, &NoFiles, true);
        Ok((side.api.ok_or("nothing to compare")?, side.document.ok_or("no document")?.resolved()))
    };
    let (old, new) = (side(files.get(..1).ok_or("a document is needed")?)?, side(files)?);
    let [old_names, new_names] = [&old, &new].map(|(api, _)| names::assign(api, &mut Diagnostics::new()));
    let before = Side::new(&old.0, &old_names).with_document(&old.1);
    let after = Side::new(&new.0, &new_names).with_document(&new.1);
    Ok(diff(&before, &after).changes.len())
}
