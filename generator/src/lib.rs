//! From an OpenAPI document to the text of a Rust client crate.
//!
//! The whole way is [`generate`]; each stage is a module that a reader can enter on its own:
//!
//! ```text
//! document   text → value tree → overlays → (evidence repairs) → 3.1 lowered to 3.0 → openapiv3
//! lower      openapiv3 → ir
//! names      ir → identifiers
//! emit       (ir, names) → tokens
//! output     tokens → text of files
//! ```
//!
//! The library reads no file, no clock and no environment; other documents that a document refers to come through a
//! [`document::Loader`].

pub mod diagnostics;
pub mod diff;
pub mod document;
pub mod emit;
pub mod evidence;
pub mod ir;
pub mod lower;
pub mod names;
pub mod output;
#[cfg(test)]
mod testing;

use std::collections::BTreeMap;

use diagnostics::{Diagnostic, Diagnostics};
use document::{Document, Loader, Source};

/// What a run reads.
#[derive(Debug, Clone)]
pub struct Input {
    /// The OpenAPI document.
    pub document: Source,
    /// Overlays, applied in this order.
    pub overlays: Vec<Source>,
}

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether schemas that the document's own examples contradict are repaired.
    pub repair: bool,
    /// What the emitted crate looks like.
    pub emit: emit::Options,
}

/// What a run yields.
#[derive(Debug)]
pub struct Generated {
    /// Path below the crate's folder → text; `None` if an error stood in the way.
    pub files: Option<BTreeMap<String, String>>,
    /// Marked regions of hand-written files: file, name of the region, content.
    pub regions: Vec<(String, String, String)>,
    /// The effective document: overlays applied, repairs made.
    pub document: Option<Document>,
    /// The lowered document, if it came that far.
    pub api: Option<ir::Api>,
    /// Everything the run has to say, with file, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// Operations that the emitted client has.
    pub operations: usize,
    /// Operations that the document has.
    pub operations_in_document: usize,
    /// Types that the emitted client has.
    pub types: usize,
}

/// Reads, repairs, lowers, names and emits.
#[must_use]
pub fn generate(input: Input, loader: &dyn Loader, options: &Options) -> Generated {
    let mut messages = Diagnostics::new();
    let Some(mut document) = Document::read(input.document, loader, &mut messages) else {
        return failed(None, messages);
    };
    for overlay in input.overlays {
        document.apply_overlay(overlay, &mut messages);
    }
    if options.repair {
        evidence::repair(document.tree_mut(), &mut messages);
    }
    let Some(openapi) = document.to_openapi(&mut messages).filter(|_| !messages.has_errors()) else {
        return failed(Some(document), messages);
    };
    let api = lower::lower(&openapi, &mut messages);
    let names = names::assign(&api, &mut messages);
    if messages.has_errors() {
        return failed(Some(document), messages);
    }
    let emit = emit::Options { document_hash: document.fingerprint(), ..options.emit.clone() };
    Generated {
        operations: api.operations.len(),
        operations_in_document: document.operations(),
        types: api.types.iter().filter(|ty| ty.usage.request || ty.usage.reply).count() + api.ids.len(),
        files: Some(emit::emit(&api, &names, &emit)),
        regions: Vec::new(),
        api: Some(api),
        diagnostics: located(&document, messages),
        document: Some(document),
    }
}

fn failed(document: Option<Document>, messages: Diagnostics) -> Generated {
    let diagnostics = match &document {
        Some(document) => located(document, messages),
        None => messages.into_vec(),
    };
    Generated {
        files: None,
        regions: Vec::new(),
        api: None,
        diagnostics,
        operations: 0,
        operations_in_document: document.as_ref().map_or(0, Document::operations),
        types: 0,
        document,
    }
}

/// Pointers become file, line and column once, at the end, and only for what is said.
fn located(document: &Document, messages: Diagnostics) -> Vec<Diagnostic> {
    let mut all = messages.into_vec();
    for message in &mut all {
        document.locate(&mut message.place);
    }
    all
}
