//! A text through the whole generator, and what must hold of the end whatever the text is.

use generator::diagnostics::{Diagnostic, Severity};
use generator::document::{NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::lower::Selection;
use generator::{Generated, Input, Options};

/// Generates a crate called `fuzzed-client`.
///
/// # Panics
/// Unless that ends in files or in an error that says where.
#[must_use]
pub fn generate(document: &str, overlay: Option<&str>) -> Generated {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    let input = Input {
        document: source("openapi.yaml", document),
        overlays: overlay.map(|text| source("overlay.yaml", text)).into_iter().collect(),
    };
    let emit = emit::Options {
        crate_name: "fuzzed-client".to_owned(),
        whole_crate: true,
        runtime: RuntimeSource::Embedded,
        document: "openapi.yaml".to_owned(),
        document_hash: String::new(),
    };
    let options = Options { repair: true, select: Selection::default(), lock: None, emit };
    let generated = generator::generate(input, &NoFiles, &options);
    check(&generated);
    generated
}

fn check(generated: &Generated) {
    let errors: Vec<&Diagnostic> =
        generated.diagnostics.iter().filter(|message| message.severity == Severity::Error).collect();
    assert_eq!(generated.files.is_none(), !errors.is_empty(), "files or an error, and not both: {errors:?}");
    for error in errors {
        assert_ne!(error.code, "internal-output", "{error}");
        assert!(error.place.file.is_some(), "an error without a file: {error}");
    }
}
