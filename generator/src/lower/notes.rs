//! Diagnostics of lowering, each said once: a schema that is merged in several places speaks once.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;

/// The collector, with what was said already.
pub(super) struct Notes<'d> {
    diagnostics: &'d mut Diagnostics,
    said: BTreeSet<(&'static str, String, String)>,
}

impl<'d> Notes<'d> {
    pub(super) fn new(diagnostics: &'d mut Diagnostics) -> Self {
        Self { diagnostics, said: BTreeSet::new() }
    }

    fn is_new(&mut self, code: &'static str, pointer: &str, message: &str) -> bool {
        self.said.insert((code, pointer.to_owned(), message.to_owned()))
    }

    /// Adds a note.
    pub(super) fn note(&mut self, code: &'static str, pointer: impl Into<String>, message: impl Into<String>) {
        let (pointer, message) = (pointer.into(), message.into());
        if self.is_new(code, &pointer, &message) {
            self.diagnostics.note(code, pointer, message);
        }
    }

    /// Adds a warning.
    pub(super) fn warning(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (pointer, message) = (pointer.into(), message.into());
        if self.is_new(code, &pointer, &message) {
            self.diagnostics.warning(code, pointer, message, help);
        }
    }

    /// Adds an error.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (pointer, message) = (pointer.into(), message.into());
        if self.is_new(code, &pointer, &message) {
            self.diagnostics.error(code, pointer, message, help);
        }
    }

    /// Says that an extension has a value that nothing can be made of.
    pub(super) fn refuse(&mut self, pointer: &str, key: &str, expected: &str) {
        self.warning(
            "bad-extension",
            super::pointer::push(pointer, key),
            format!("`{key}` was not understood and is ignored"),
            format!("write {expected}"),
        );
    }
}
