//! The text of a file into a value tree: one visitor behind `serde_json` and `serde_yaml`.

mod numbers;
mod visitor;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::position::Positions;
use super::{Format, Source};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use visitor::{Finding, Found, Node};

/// Both readers stop at this many levels, so that a document of brackets exhausts no stack; it is their own limit.
pub(super) const DEPTH_LIMIT: usize = 128;

/// A file that was read: its text stays for positions.
#[derive(Debug)]
pub(super) struct File {
    /// Name as the caller wrote it.
    pub(super) name: String,
    /// Text without a byte order mark.
    pub(super) text: String,
    /// Which reader took it.
    pub(super) format: Format,
    /// Which of several YAML documents in the text was taken.
    pub(super) part: usize,
    positions: std::sync::OnceLock<Positions>,
}

impl File {
    /// Where everything stands; worked out when first asked for.
    pub(super) fn positions(&self) -> &Positions {
        self.positions.get_or_init(|| Positions::of(&self.text, self.format, self.part))
    }
}

/// Reads a file into a tree. `None` after an error that leaves no tree.
pub(super) fn read(source: Source, d: &mut Diagnostics) -> Option<(File, Value)> {
    let text = match source.text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => source.text,
    };
    let mut file =
        File { name: source.name, format: Format::of(&text), text, part: 0, positions: std::sync::OnceLock::new() };
    let mut found = Found::default();
    let value = match parse(&mut file, &mut found) {
        Ok(Some(value)) => value,
        Ok(None) => {
            d.push(at(&file, None, "empty-document", "the file holds nothing", "give an OpenAPI document"));
            return None;
        }
        Err(fault) => {
            d.push(fault.into_diagnostic(&file));
            return None;
        }
    };
    let odd_numbers = found.odd_numbers;
    report(&file, found, d);
    numbers::check(&file, odd_numbers, d);
    Some((file, value))
}

/// A message about the file as a whole or about a line of it.
fn at(
    file: &File,
    position: Option<(usize, usize)>,
    code: &'static str,
    message: impl Into<String>,
    help: &str,
) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        place: Place {
            pointer: String::new(),
            file: Some(file.name.clone()),
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
        },
        message: message.into(),
        help: Some(help.to_owned()),
    }
}

/// What a reader had to say, before it is a diagnostic.
struct Fault {
    message: String,
    position: Option<(usize, usize)>,
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message).to_owned();
        Self { message, position: (line > 0).then_some((line, column.max(1))) }
    }
}

impl From<serde_yaml::Error> for Fault {
    fn from(error: serde_yaml::Error) -> Self {
        let position = error.location().map(|location| (location.line(), location.column()));
        let mut message = error.to_string();
        if let Some((line, column)) = position {
            message = message.replacen(&format!(" at line {line} column {column}"), "", 1);
        }
        Self { message, position }
    }
}

impl Fault {
    fn into_diagnostic(self, file: &File) -> Diagnostic {
        let Self { message, position } = self;
        if message.contains("recursion limit exceeded") {
            let message = format!("nested deeper than {DEPTH_LIMIT} levels");
            return at(
                file,
                position,
                "nesting-too-deep",
                message,
                "name inner schemas under components and refer to them",
            );
        }
        if message.contains("repetition limit exceeded") {
            let message = "YAML aliases repeat so much that the document would grow out of bounds";
            return at(
                file,
                position,
                "alias-limit",
                message,
                "write the repeated parts under components and refer to them by $ref",
            );
        }
        let (name, help) = match file.format {
            Format::Json => ("JSON", "mend the JSON; nothing after this place was read"),
            Format::Yaml => ("YAML", "mend the YAML; nothing after this place was read"),
        };
        at(file, position, "syntax", format!("not valid {name}: {message}"), help)
    }
}

fn parse(file: &mut File, found: &mut Found) -> Result<Option<Value>, Fault> {
    match file.format {
        Format::Yaml => parse_yaml(file, found),
        Format::Json => match parse_json(&file.text, found) {
            // A flow mapping is YAML that begins like JSON; the file's name tells.
            Err(fault) if is_yaml_name(&file.name) && !fault.message.contains("recursion limit") => {
                *found = Found::default();
                let value = parse_yaml(file, found).map_err(|_| fault)?;
                file.format = Format::Yaml;
                Ok(value)
            }
            other => other,
        },
    }
}

fn is_yaml_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".yaml") || lower.ends_with(".yml")
}

fn parse_json(text: &str, found: &mut Found) -> Result<Option<Value>, Fault> {
    let patched = numbers::out_of_range(text, &mut found.odd_numbers);
    let mut reader = serde_json::Deserializer::from_str(patched.as_deref().unwrap_or(text));
    let value = Node { found, merge_keys: false }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(Some(value))
}

/// The first document of the stream that is not empty; of further ones only that they are there is kept.
fn parse_yaml(file: &mut File, found: &mut Found) -> Result<Option<Value>, Fault> {
    let mut taken = None;
    for (part, reader) in serde_yaml::Deserializer::from_str(&file.text).enumerate() {
        if taken.is_some() {
            found.further_documents = true;
            break;
        }
        let value = Node { found, merge_keys: true }.deserialize(reader)?;
        if !value.is_null() {
            file.part = part;
            taken = Some(value);
        }
    }
    Ok(taken)
}

fn report(file: &File, found: Found, d: &mut Diagnostics) {
    if found.further_documents {
        d.push(Diagnostic {
            severity: Severity::Warning,
            ..at(
                file,
                None,
                "several-documents",
                "the file holds several YAML documents; only the first is read",
                "keep each document in a file of its own",
            )
        });
    }
    for (finding, pointer) in found.into_pointers() {
        let place = file.place(&pointer);
        let (code, severity, message, help) = match finding {
            Finding::Duplicate(key) => (
                "duplicate-key",
                Severity::Error,
                format!("the key {key:?} stands more than once in this object"),
                "keep one of them; readers disagree on which one counts",
            ),
            Finding::Tag(tag) => (
                "yaml-tag",
                Severity::Note,
                format!("the YAML tag {tag:?} is not used; the value is read as if it were untagged"),
                "remove the tag",
            ),
            Finding::NotFinite => (
                "number-spelling",
                Severity::Note,
                "an infinite number or none at all cannot be written in JSON; it is kept as text".to_owned(),
                "quote it",
            ),
        };
        d.push(Diagnostic { code, severity, place, message, help: Some(help.to_owned()) });
    }
}

impl File {
    /// The place of a pointer into this file.
    pub(super) fn place(&self, pointer: &str) -> Place {
        let (line, column) = self.positions().find(pointer);
        Place { pointer: pointer.to_owned(), file: Some(self.name.clone()), line: Some(line), column: Some(column) }
    }
}
