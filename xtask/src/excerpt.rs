//! A message with a place → the message with the lines of the document that it speaks of.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use generator::diagnostics::{Diagnostic, Severity};

use crate::files;

/// Longer lines are minified documents, of which an excerpt shows nothing.
const LONGEST: usize = 400;

/// The message over its line of the document; `None` where the place or the file is not at hand.
pub(crate) fn rendered(diagnostic: &Diagnostic) -> Option<String> {
    let place = &diagnostic.place;
    let (file, line, column) = (place.file.as_deref()?, place.line?, place.column?);
    let text = line_of(file, line)?;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let span = AnnotationKind::Primary.span(span(&text, column));
    let snippet = Snippet::source(text.as_str()).line_start(line).path(file).annotation(span);
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let at = format!("at {}", place.pointer);
    let mut group = title.element(snippet);
    if !place.pointer.is_empty() {
        group = group.element(Level::NOTE.no_name().message(at.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Some(Renderer::styled().render(&[group]))
}

/// One line of a file that messages name as it is shown.
fn line_of(file: &str, line: usize) -> Option<String> {
    let here = Path::new(file);
    let path = if here.is_file() { here.to_owned() } else { files::workspace().join(here) };
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().nth(line.checked_sub(1)?)?;
    // A tab would be shown wider than it is counted.
    (line.len() <= LONGEST && !line.is_empty()).then(|| line.replace('\t', " "))
}

/// The bytes of the word or value at a column.
fn span(line: &str, column: usize) -> std::ops::Range<usize> {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(index, _)| index);
    let rest = line.get(start..).unwrap_or_default();
    let end = rest.find([':', ',', '}', ']', ' ']).filter(|end| *end > 0).unwrap_or(rest.len());
    start..(start + end).max(start)
}

#[cfg(test)]
mod tests {
    use generator::diagnostics::Place;

    use super::*;

    #[test]
    fn the_word_at_a_column_is_marked() {
        assert_eq!(span("  type: [string]", 3), 2..6);
        assert_eq!(span("a: ü b", 4), 3..5);
        assert_eq!(span("short", 99), 5..5);
    }

    #[test]
    fn a_place_that_is_no_file_has_no_excerpt() {
        let place = Place { file: Some("HEAD:x.yaml".to_owned()), line: Some(1), column: Some(1), ..Place::default() };
        let message = String::new();
        let diagnostic = Diagnostic { code: "x", severity: Severity::Note, place, message, help: None };
        assert_eq!(rendered(&diagnostic), None);
    }
}
