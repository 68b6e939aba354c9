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
mod fake_sets;
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
mod payloads;
mod readme;
mod renamed;
mod reply;
mod sample;
mod schemas;
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

use std::sync::Arc;

use proc_macro2::TokenStream;

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
pub fn emit<'a>(api: &'a Api, names: &'a Names, options: &'a Options) -> Output<'a> {
    let mut files = Files { cx: Arc::new(Context::new(api, names, options)), output: Output::new() };
    // Long files first, so that no thread is left alone with one of them at the end.
    examples(&mut files);
    generated(&mut files);
    let Files { cx, mut output } = files;
    if options.whole_crate {
        output.text("Cargo.toml", manifest::text(&cx));
        output.text("README.md", readme::text(&cx));
        output.rust("src/lib.rs", "", move || lib_file::file(&cx));
    }
    output
}

/// The files so far, each with what it is made from.
struct Files<'a> {
    cx: Arc<Context<'a>>,
    output: Output<'a>,
}

impl<'a> Files<'a> {
    fn rust(&mut self, path: impl Into<String>, file: impl Fn(&Context<'a>) -> TokenStream + Send + Sync + 'a) {
        let cx = Arc::clone(&self.cx);
        self.output.rust(path, "", move || file(&cx));
    }
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

fn generated(files: &mut Files<'_>) {
    let cx = Arc::clone(&files.cx);
    files.rust("src/generated/fake.rs", fake::file);
    files.rust("src/generated/mod.rs", module::root);
    files.rust("src/generated/client.rs", client::file);
    files.rust("src/generated/document.rs", module::document);
    files.rust("src/generated/ids.rs", ids::file);
    if !cx.api.known_errors.is_empty() {
        files.rust("src/generated/known_errors.rs", known_errors::file);
    }
    models::files(files);
    if !cx.api.payloads.is_empty() {
        files.rust("src/generated/payloads.rs", payloads::file);
    }
    files.rust("src/generated/operations/mod.rs", module::operations);
    if !cx.api.sets.is_empty() {
        files.rust("src/generated/sets/mod.rs", sets::root);
    }
    for (index, set) in cx.names.sets.iter().enumerate() {
        files.rust(format!("src/generated/sets/{}.rs", set.module), move |cx| sets::file(cx, index));
    }
    for (index, group) in cx.names.groups.iter().enumerate() {
        files.rust(format!("src/generated/operations/{}.rs", group.module), move |cx| group::file(cx, index));
    }
}

fn examples(files: &mut Files<'_>) {
    files.rust("examples/decode.rs", decode::file);
    files.rust("examples/every_operation.rs", every_operation::file);
    files.rust("examples/mock.rs", mock::file);
}
