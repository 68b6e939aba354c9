//! A command of one's own around the library, as `GENERATOR.md` shows it: a document → a crate.
#![expect(clippy::print_stderr, reason = "a command says what it found")]

use generator::document::{NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::lower::Selection;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string("museum.yaml")?;
    let input = generator::Input { document: Source { name: "museum.yaml".to_owned(), text }, overlays: Vec::new() };
    let options = generator::Options {
        repair: true,
        select: Selection::default(), // every operation
        lock: None,                   // or the names of an earlier run, which then stay
        emit: emit::Options {
            whole_crate: true,
            crate_name: "museum-client".to_owned(),
            runtime: RuntimeSource::Version("0.1".to_owned()),
            document: "museum.yaml".to_owned(),
            document_hash: String::new(),
        },
    };
    let generated = generator::generate(input, &NoFiles, &options);
    for message in &generated.diagnostics {
        eprintln!("{message}");
    }
    for (path, text) in generated.files.ok_or("the document has errors")? {
        let path = std::path::Path::new("clients/museum").join(path);
        std::fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
        std::fs::write(path, text)?;
    }
    Ok(())
}
