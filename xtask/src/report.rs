//! What people and programs read: messages with colours, and one JSON object.

use std::io::Write;
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};
use generator::diagnostics::{Diagnostic, Severity};

use crate::excerpt;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// Whether `--quiet` was said.
static QUIET: OnceLock<bool> = OnceLock::new();

/// Notes whether `--quiet` was said; once, at the start.
pub(crate) fn set_quiet(quiet: bool) {
    QUIET.get_or_init(|| quiet);
}

/// Whether only results, findings and errors are wanted.
pub(crate) fn is_quiet() -> bool {
    QUIET.get().is_some_and(|quiet| *quiet)
}

/// An error that ended the command.
pub(crate) fn failure(error: &anyhow::Error) {
    line(&format!("{ERROR}error{ERROR:#}: {error:#}"));
}

/// A line for people, on standard error: standard output belongs to results.
pub(crate) fn line(text: &str) {
    anstream::eprintln!("{text}");
}

/// A line for people that is neither a result nor a finding: `--quiet` leaves it out.
pub(crate) fn aside(text: &str) {
    if !is_quiet() {
        line(text);
    }
}

/// A result, on standard output.
pub(crate) fn result(text: &str) {
    // A reader that has seen enough, as `head` has, is no failure.
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// One message with its place and help.
pub(crate) fn diagnostic(diagnostic: &Diagnostic) {
    if let Some(text) = excerpt::rendered(diagnostic) {
        return line(&text);
    }
    let (style, word) = match diagnostic.severity {
        Severity::Error => (ERROR, "error"),
        Severity::Warning => (WARNING, "warning"),
        Severity::Note => (NOTE, "note"),
    };
    line(&format!("{style}{word}[{}]{style:#}: {}", diagnostic.code, diagnostic.message));
    let place = &diagnostic.place;
    if let Some(file) = &place.file {
        let position = match (place.line, place.column) {
            (Some(line), Some(column)) => format!(":{line}:{column}"),
            _ => String::new(),
        };
        line(&format!("  {DIM}-->{DIM:#} {file}{position}"));
    }
    if !place.pointer.is_empty() {
        line(&format!("  {DIM}at{DIM:#} {}", place.pointer));
    }
    if let Some(help) = &diagnostic.help {
        line(&format!("  {DIM}help:{DIM:#} {help}"));
    }
}

/// Errors and warnings in full; notes in full where asked for, otherwise one line per code with its count. With
/// `--quiet` the errors alone.
pub(crate) fn diagnostics(all: &[Diagnostic], notes_in_full: bool) {
    if is_quiet() {
        return all.iter().filter(|message| message.severity == Severity::Error).for_each(diagnostic);
    }
    for message in all {
        if notes_in_full || message.severity != Severity::Note {
            diagnostic(message);
        }
    }
    if notes_in_full {
        return;
    }
    let mut counts = std::collections::BTreeMap::new();
    for note in all.iter().filter(|message| message.severity == Severity::Note) {
        *counts.entry(note.code).or_insert(0usize) += 1;
    }
    if counts.is_empty() {
        return;
    }
    let list: Vec<String> = counts.iter().map(|(code, count)| format!("{code} × {count}")).collect();
    line(&format!("{NOTE}notes{NOTE:#}: {}", list.join(", ")));
    line(&format!("  {DIM}help:{DIM:#} `--notes` shows them all, `cargo xtask explain CODE` says what one means"));
}
