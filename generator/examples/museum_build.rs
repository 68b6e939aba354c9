//! A `build.rs` as `GENERATOR.md` shows it: a document → the modules of the crate that is built.
#![expect(clippy::print_stdout, reason = "a build script speaks to cargo by its standard output")]

use generator::diagnostics::Severity;
use generator::document::{NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::lower::Selection;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=museum.yaml");
    let text = std::fs::read_to_string("museum.yaml")?;
    let input = generator::Input { document: Source { name: "museum.yaml".to_owned(), text }, overlays: Vec::new() };
    let options = generator::Options {
        repair: true,
        select: Selection::default(),
        lock: None,
        emit: emit::Options {
            whole_crate: false,                           // the modules alone
            crate_name: std::env::var("CARGO_PKG_NAME")?, // examples in the documentation use it
            runtime: RuntimeSource::Embedded,             // of a whole crate; without effect here
            document: "museum.yaml".to_owned(),
            document_hash: String::new(),
        },
    };
    let generated = generator::generate(input, &NoFiles, &options);
    for message in generated.diagnostics.iter().filter(|message| message.severity != Severity::Note) {
        println!("cargo::warning={}", message.to_string().replace('\n', " "));
    }
    let files = generated.files.ok_or("the document has errors")?;
    for (path, text) in files.into_iter().filter(|(path, _)| path.starts_with("src/")) {
        // A file that is written anew is compiled anew.
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        std::fs::create_dir_all(std::path::Path::new(&path).parent().ok_or("a file has a folder")?)?;
        std::fs::write(path, text)?;
    }
    Ok(())
}
