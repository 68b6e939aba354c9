//! (ir, names) → the files of a client crate; the only place that uses `quote`.

mod alias;
mod asks;
mod body;
mod call;
mod client;
mod context;
mod decode;
mod docs;
mod every_operation;
mod example;
mod fake;
mod features;
mod graph;
mod group;
mod ids;
mod input;
mod int_enum;
mod items;
mod known_errors;
mod layout;
mod lib_file;
mod manifest;
mod method_table;
mod mock;
mod models;
mod module;
mod operation;
mod paging;
mod parameter;
mod readme;
mod renamed;
mod reply;
mod sample;
mod sets;
mod structs;
mod surface;
#[cfg(test)]
mod tests;
mod text_enum;
mod ty;
mod union;

pub use manifest::RuntimeSource;
pub use surface::{CallSurface, ModelSurface, SetSurface, Slot, Surface, Ways, surface};

use crate::ir::Api;
use crate::names::Names;
use crate::output::Output;
use context::Context;

/// What the caller wants besides the API.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether the crate around the generated modules is wanted as well: `Cargo.toml`, `README.md` and `src/lib.rs`.
    pub whole_crate: bool,
    /// Name of the package: `iru-client`.
    pub crate_name: String,
    /// Where a whole crate finds the runtime.
    pub runtime: RuntimeSource,
    /// Name of the document as the caller wrote it.
    pub document: String,
    /// Hash of the document's text.
    pub document_hash: String,
}

/// The files by their path inside the crate.
#[must_use]
pub fn emit(api: &Api, names: &Names, options: &Options) -> Output {
    let cx = Context::new(api, names, options);
    let mut output = Output::new();
    generated(&cx, &mut output);
    examples(&cx, &mut output);
    if options.whole_crate {
        output.rust("src/lib.rs", "", &lib_file::file(&cx));
        output.text("Cargo.toml", manifest::text(&cx));
        output.text("README.md", readme::text(&cx));
    }
    output
}

/// Marked regions of files that people write: file, name of the region, content.
#[must_use]
pub fn regions(api: &Api, names: &Names, options: &Options) -> Vec<(String, String, String)> {
    if options.whole_crate {
        return Vec::new();
    }
    let cx = Context::new(api, names, options);
    let region = |file: &str, name: &str, text: String| (file.to_owned(), name.to_owned(), text);
    let features = features::lines(&cx);
    let features = (!features.is_empty()).then(|| region("Cargo.toml", "features", features));
    let methods = region("README.md", method_table::NAME, method_table::text(&cx));
    features.into_iter().chain([methods]).collect()
}

fn generated(cx: &Context<'_>, output: &mut Output) {
    output.rust("src/generated/mod.rs", "", &module::root(cx));
    output.rust("src/generated/client.rs", "", &client::file(cx));
    output.rust("src/generated/document.rs", "", &module::document(cx));
    output.rust("src/generated/ids.rs", "", &ids::file(cx));
    if !cx.api.known_errors.is_empty() {
        output.rust("src/generated/known_errors.rs", "", &known_errors::file(cx));
    }
    models::files(cx, output);
    output.rust("src/generated/fake.rs", "", &fake::file(cx));
    output.rust("src/generated/operations/mod.rs", "", &module::operations(cx));
    if !cx.api.sets.is_empty() {
        output.rust("src/generated/sets/mod.rs", "", &sets::root(cx));
    }
    for (index, set) in cx.names.sets.iter().enumerate() {
        output.rust(format!("src/generated/sets/{}.rs", set.module), "", &sets::file(cx, index));
    }
    for (index, group) in cx.names.groups.iter().enumerate() {
        output.rust(format!("src/generated/operations/{}.rs", group.module), "", &group::file(cx, index));
    }
}

fn examples(cx: &Context<'_>, output: &mut Output) {
    output.rust("examples/decode.rs", "", &decode::file(cx));
    output.rust("examples/every_operation.rs", "", &every_operation::file(cx));
    output.rust("examples/mock.rs", "", &mock::file(cx));
}
