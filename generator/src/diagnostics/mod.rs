//! What a run has to say: code, severity, place, message, help; collected, so that one run reports everything.

mod codes;

pub use codes::CODES;

use std::fmt;

use serde::Serialize;

/// How much a message weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something the reader should know: a repair, a construct not carried.
    Note,
    /// Something that is probably not meant, though a client can be made.
    Warning,
    /// No client can be made until this is mended.
    Error,
}

/// Where in which file a message points.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Place {
    /// JSON pointer (RFC 6901) into the effective document.
    pub pointer: String,
    /// File as the caller named it; an overlay's where the overlay put the thing there.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
}

impl Place {
    /// A place known by its pointer alone; [`crate::document::Document::locate`] adds file, line and column.
    #[must_use]
    pub fn pointer(pointer: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), ..Self::default() }
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable kebab-case code; `cargo xtask explain CODE` tells more.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is the case, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.place.file {
            write!(f, "{file}:")?;
            if let (Some(line), Some(column)) = (self.place.line, self.place.column) {
                write!(f, "{line}:{column}:")?;
            }
            write!(f, " ")?;
        }
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        if !self.place.pointer.is_empty() {
            write!(f, "\n  at {}", self.place.pointer)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// The collector that every stage is handed.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty collector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds a note at a pointer.
    pub fn note(&mut self, code: &'static str, pointer: impl Into<String>, message: impl Into<String>) {
        self.add(Severity::Note, code, pointer, message, None);
    }

    /// Adds a warning at a pointer.
    pub fn warning(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Severity::Warning, code, pointer, message, Some(help.into()));
    }

    /// Adds an error at a pointer.
    pub fn error(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Severity::Error, code, pointer, message, Some(help.into()));
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.all.push(Diagnostic { code, severity, place: Place::pointer(pointer), message: message.into(), help });
    }

    /// Whether anything stands in the way of a client.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All messages, in the order in which they were found.
    #[must_use]
    pub fn all(&self) -> &[Diagnostic] {
        &self.all
    }

    /// All messages, to change their places.
    pub fn all_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.all
    }

    /// Takes the messages out.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.all
    }
}
