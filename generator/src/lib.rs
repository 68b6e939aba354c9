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
pub mod drift;
pub mod emit;
pub mod evidence;
pub mod import;
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
    /// Which operations are wanted.
    pub select: lower::Selection,
    /// Names chosen by an earlier run, which stay.
    pub lock: Option<names::Lock>,
    /// What the emitted crate looks like.
    pub emit: emit::Options,
}

/// What a run yields.
#[derive(Debug)]
pub struct Generated {
    /// Path below the crate's folder → text; `None` if an error stood in the way.
    pub files: Option<BTreeMap<String, String>>,
    /// Marked regions that hand-written files may have: file, name of the region, content.
    pub regions: Vec<(String, String, String)>,
    /// The names chosen now, for the next run.
    pub lock: Option<names::Lock>,
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

/// A document as far as it could be understood.
#[derive(Debug)]
pub struct Understood {
    /// The effective document: overlays applied, repairs made.
    pub document: Option<Document>,
    /// The lowered document; `None` if an error stood in the way.
    pub api: Option<ir::Api>,
    messages: Diagnostics,
}

impl Understood {
    /// Everything that was said so far, with file, line and column.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = self.messages.all().to_vec();
        if let Some(document) = &self.document {
            // Pointers become positions once, at the end, and only for what is said.
            all.iter_mut().for_each(|message| document.locate(&mut message.place));
        }
        all
    }
}

/// Reads, applies overlays, repairs and lowers.
#[must_use]
pub fn understand(input: Input, loader: &dyn Loader, repair: bool) -> Understood {
    understand_selected(input, loader, repair, &lower::Selection::default())
}

/// As [`understand`], for some of the operations.
#[must_use]
pub fn understand_selected(input: Input, loader: &dyn Loader, repair: bool, select: &lower::Selection) -> Understood {
    let mut messages = Diagnostics::new();
    let Some(mut document) = Document::read(input.document, loader, &mut messages) else {
        return Understood { document: None, api: None, messages };
    };
    for overlay in input.overlays {
        document.apply_overlay(overlay, &mut messages);
    }
    if repair {
        evidence::repair(document.tree_mut(), &mut messages);
    }
    let openapi = document.to_openapi(&mut messages).filter(|_| !messages.has_errors());
    let api = openapi.map(|openapi| lower::lower_selected(&openapi, select, &mut messages));
    Understood { document: Some(document), api: api.filter(|_| !messages.has_errors()), messages }
}

/// Understands the document, names what is in it, and emits the crate.
#[must_use]
pub fn generate(input: Input, loader: &dyn Loader, options: &Options) -> Generated {
    let mut understood = understand_selected(input, loader, options.repair, &options.select);
    let emitted = understood.emit(options);
    let (files, regions, lock) = match emitted {
        Some(emitted) => (Some(emitted.files), emitted.regions, Some(emitted.lock)),
        None => (None, Vec::new(), None),
    };
    Generated {
        operations: understood.api.as_ref().filter(|_| files.is_some()).map_or(0, count_operations),
        operations_in_document: understood.document.as_ref().map_or(0, Document::operations),
        types: understood.api.as_ref().map_or(0, count_types),
        files,
        regions,
        lock,
        diagnostics: understood.diagnostics(),
        document: understood.document,
        api: understood.api,
    }
}

/// What emission yields.
struct Emitted {
    files: BTreeMap<String, String>,
    regions: Vec<(String, String, String)>,
    lock: names::Lock,
}

impl Understood {
    /// The text of every file; `None` if an error stands in the way.
    fn emit(&mut self, options: &Options) -> Option<Emitted> {
        let (document, api) = (self.document.as_ref()?, self.api.as_ref()?);
        let speaks = !self.messages.all().is_empty();
        let ((names, lock), document_hash) = std::thread::scope(|scope| {
            // What depends on the text alone is worked out while names are chosen.
            let aside = move || {
                if speaks {
                    document.find_positions();
                }
                document.fingerprint()
            };
            let aside = std::thread::Builder::new().spawn_scoped(scope, aside).ok();
            let named = names::assign_with_lock(api, options.lock.as_ref(), &mut self.messages);
            let hash = aside.and_then(|aside| aside.join().ok());
            (named, hash.unwrap_or_else(|| document.fingerprint()))
        });
        let options = emit::Options { document_hash, ..options.emit.clone() };
        let regions = emit::regions(api, &names, &options);
        let rendered = emit::emit(api, &names, &options).render();
        let files = rendered.map_err(|problems| {
            for problem in problems {
                let help = "this is a fault of the generator; please report it";
                self.messages.error("internal-output", "", problem.to_string(), help);
            }
        });
        let files = files.ok().filter(|_| !self.messages.has_errors())?;
        Some(Emitted { files, regions, lock })
    }
}

/// Operations that are methods, and those that sets stand for.
fn count_operations(api: &ir::Api) -> usize {
    api.documented().count() + api.sets.iter().map(|set| set.operations).sum::<usize>()
}

/// Types that are reached from a request or a reply, and types of identifiers.
fn count_types(api: &ir::Api) -> usize {
    api.types.iter().filter(|ty| ty.usage.request || ty.usage.reply).count() + api.ids.len()
}
