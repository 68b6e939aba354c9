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
mod fake;
mod graph;
mod group;
mod ids;
mod input;
mod int_enum;
mod lib_file;
mod manifest;
mod mock;
mod models;
mod module;
mod operation;
mod paging;
mod parameter;
mod readme;
mod reply;
mod sample;
mod structs;
mod surface;
#[cfg(test)]
mod tests;
mod text_enum;
mod ty;
mod union;

pub use manifest::{RuntimeSource, manifest};
pub use surface::{CallSurface, ModelSurface, Slot, Surface, surface};

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
        output.text("Cargo.toml", manifest(options));
        output.text("README.md", readme::text(&cx));
    }
    output
}

fn generated(cx: &Context<'_>, output: &mut Output) {
    output.rust("src/generated/mod.rs", "", &module::root(cx));
    output.rust("src/generated/client.rs", "", &client::file(cx));
    output.rust("src/generated/document.rs", "", &module::document(cx));
    output.rust("src/generated/ids.rs", "", &ids::file(cx));
    output.rust("src/generated/models.rs", "", &models::file(cx));
    output.rust("src/generated/fake.rs", "", &fake::file(cx));
    output.rust("src/generated/operations/mod.rs", "", &module::operations(cx));
    for (index, group) in cx.names.groups.iter().enumerate() {
        output.rust(format!("src/generated/operations/{}.rs", group.module), "", &group::file(cx, index));
    }
}

fn examples(cx: &Context<'_>, output: &mut Output) {
    output.rust("examples/decode.rs", "", &decode::file(cx));
    output.rust("examples/every_operation.rs", "", &every_operation::file(cx));
    output.rust("examples/mock.rs", "", &mock::file(cx));
}
