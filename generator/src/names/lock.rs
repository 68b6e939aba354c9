//! `names.lock` beside a document: the names chosen last time, as text in and out.
//!
//! A name stays for as long as what it names is there and wants the same plain name, whatever else the document gains.
//! The file is a small subset of TOML, sorted, so that it merges like code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::ident::Kind;
use super::keywords;
use super::unique::{Scope, Wish};
use crate::output::HEADER;

/// Names chosen in an earlier generation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock {
    sections: BTreeMap<String, BTreeMap<String, Entry>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    name: String,
    /// The plain name, where something else had it.
    wanted: Option<String>,
}

impl Entry {
    fn wanted(&self) -> &str {
        self.wanted.as_deref().unwrap_or(&self.name)
    }
}

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("names.lock, line {line}: {problem}; restore the file, or delete it and choose all names anew")]
pub struct LockProblem {
    /// From 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: &'static str,
}

impl Lock {
    /// Reads the text of a lock.
    ///
    /// # Errors
    /// The first line that is none of a lock, such as a marker of a merge conflict.
    pub fn parse(text: &str) -> Result<Self, LockProblem> {
        let mut lock = Self::default();
        let mut section: Option<String> = None;
        for (at, line) in text.lines().enumerate() {
            let problem = |problem| LockProblem { line: at + 1, problem };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[') {
                section = Some(name.strip_suffix(']').ok_or(problem("a section without end"))?.to_owned());
                continue;
            }
            let (key, entry) = parse_entry(line).map_err(problem)?;
            let section = section.clone().ok_or(problem("an entry before the first section"))?;
            if lock.sections.entry(section).or_default().insert(key, entry).is_some() {
                return Err(problem("an entry that stands there twice"));
            }
        }
        Ok(lock)
    }

    /// The text of the lock.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out =
            format!("# {HEADER}\n# A name stays while what it names is there. To change one, say so in the overlay.\n");
        for (section, entries) in self.sections.iter().filter(|(_, entries)| !entries.is_empty()) {
            let _ = write!(out, "\n[{section}]\n");
            for (key, entry) in entries {
                let key = serde_json::Value::String(key.clone());
                let _ = match &entry.wanted {
                    None => writeln!(out, "{key} = \"{}\"", entry.name),
                    Some(wanted) => writeln!(out, "{key} = {{ name = \"{}\", wanted = \"{wanted}\" }}", entry.name),
                };
            }
        }
        out
    }

    fn get(&self, section: Section, key: &str) -> Option<&Entry> {
        self.sections.get(section.name())?.get(key)
    }
}

fn parse_entry(line: &str) -> Result<(String, Entry), &'static str> {
    let mut strings = serde_json::Deserializer::from_str(line).into_iter::<String>();
    let key = strings.next().and_then(Result::ok).ok_or("no entry")?;
    let rest = line.get(strings.byte_offset()..).unwrap_or_default().trim_start();
    let value = rest.strip_prefix('=').ok_or("no `=` behind the key")?.trim();
    let (name, wanted) = match value.strip_prefix('{').map(|inner| inner.strip_suffix('}')) {
        None => (quoted(value), None),
        Some(inner) => {
            let (name, wanted) = inner.and_then(|inner| inner.split_once(',')).ok_or("no name and wanted name")?;
            (member(name, "name"), Some(member(wanted, "wanted").ok_or("no wanted name")?))
        }
    };
    Ok((key, Entry { name: name.ok_or("no name")?, wanted }))
}

fn member(text: &str, name: &str) -> Option<String> {
    quoted(text.trim().strip_prefix(name)?.trim_start().strip_prefix('=')?.trim())
}

/// An identifier in quotes; nothing else may come from this file into code.
fn quoted(text: &str) -> Option<String> {
    let name = text.strip_prefix('"')?.strip_suffix('"')?;
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let starts = plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let goes_on = plain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (starts && goes_on).then(|| name.to_owned())
}

/// Kinds of names that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Modules,
    Accessors,
    Handles,
    Methods,
    Calls,
    Types,
    Inputs,
    Ids,
    /// Fields, variants and arguments: only those of which several want one name.
    Members,
}

impl Section {
    fn name(self) -> &'static str {
        match self {
            Self::Modules => "modules",
            Self::Accessors => "accessors",
            Self::Handles => "handles",
            Self::Methods => "methods",
            Self::Calls => "calls",
            Self::Types => "types",
            Self::Inputs => "inputs",
            Self::Ids => "ids",
            Self::Members => "members",
        }
    }
}

/// Hands out the names of the last generation, and writes down those of this one.
#[derive(Debug)]
pub(super) struct Keeper<'a> {
    old: Option<&'a Lock>,
    pub(super) new: Lock,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(old: Option<&'a Lock>) -> Self {
        Self { old, new: Lock::default() }
    }

    /// The wish with the name it had, if it still wants the same.
    pub(super) fn remind(&self, section: Section, key: &str, mut wish: Wish) -> Wish {
        let entry = self.old.and_then(|old| old.get(section, key));
        let kept = entry.filter(|entry| entry.wanted() == wish.plain() && is_usable(wish.kind, &entry.name));
        wish.kept = kept.map(|entry| entry.name.clone());
        wish
    }

    /// For types without a name of their own, whose place moves when an equal type comes before: a name that
    /// nobody has any more and that the type would have chosen too.
    pub(super) fn remind_orphan(&self, section: Section, keys: &BTreeSet<String>, mut wish: Wish) -> Wish {
        let names: Vec<String> = wish.candidates.iter().map(|words| super::ident::ident(wish.kind, words)).collect();
        let entries = self.old.and_then(|old| old.sections.get(section.name()));
        let orphan = entries
            .into_iter()
            .flatten()
            .find(|(key, entry)| !keys.contains(*key) && entry.wanted() == wish.plain() && names.contains(&entry.name));
        wish.kept = orphan.map(|(_, entry)| entry.name.clone());
        wish
    }

    /// The name that something had, whatever it wants now.
    pub(super) fn last(&self, section: Section, key: &str) -> Option<String> {
        Some(self.old?.get(section, key)?.name.clone())
    }

    /// Writes a name down.
    pub(super) fn keep(&mut self, section: Section, key: &str, wanted: String, name: &str) {
        let entry = Entry { name: name.to_owned(), wanted: Some(wanted).filter(|wanted| wanted != name) };
        self.new.sections.entry(section.name().to_owned()).or_default().insert(key.to_owned(), entry);
    }

    /// Names for wishes with these keys: kept ones first, all written down.
    pub(super) fn assign(
        &mut self,
        section: Section,
        keys: &[String],
        wishes: Vec<Wish>,
        scope: &mut Scope,
    ) -> Vec<String> {
        let wishes: Vec<Wish> = keys.iter().zip(wishes).map(|(key, wish)| self.remind(section, key, wish)).collect();
        let names = scope.assign(&wishes);
        let contested = contested(section, &wishes);
        for (((key, wish), name), contested) in keys.iter().zip(&wishes).zip(&names).zip(contested) {
            if contested {
                self.keep(section, key, wish.plain(), name);
            }
        }
        names
    }
}

/// Which names are worth writing down: of members those that several want, of the rest all.
fn contested(section: Section, wishes: &[Wish]) -> Vec<bool> {
    if section != Section::Members {
        return vec![true; wishes.len()];
    }
    let plain: Vec<String> = wishes.iter().map(Wish::plain).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *count.entry(name).or_default() += 1;
    }
    plain.iter().map(|name| count.get(name.as_str()).is_some_and(|count| *count > 1)).collect()
}

/// A lock that somebody edited makes no program that does not compile.
fn is_usable(kind: Kind, name: &str) -> bool {
    let raw = name.starts_with("r#");
    match kind {
        Kind::Type | Kind::Handle => !raw && !keywords::is_taken_type(name) && !keywords::is_keyword(name),
        Kind::Module => !raw && !keywords::is_taken_module(name),
        Kind::Variant | Kind::Constant => !raw && !keywords::is_never(name),
        Kind::Field | Kind::Method => {
            let plain = name.strip_prefix("r#").unwrap_or(name);
            raw == keywords::is_keyword(plain) && !keywords::is_never(plain)
        }
    }
}

/// Keys of which no two are equal: the second of a kind gets a number.
pub(super) fn distinct(keys: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    keys.into_iter()
        .map(|key| {
            let count = seen.entry(key.clone()).or_default();
            *count += 1;
            if *count == 1 { key } else { format!("{key} #{count}") }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_is_text_out() {
        let text = format!(
            "# {HEADER}\n# A name stays while what it names is there. To change one, say so in the overlay.\n\n\
             [methods]\n\"GET /a\\\"b\" = \"get\"\n\"GET /c\" = {{ name = \"get_c\", wanted = \"r#move\" }}\n\n\
             [types]\n\"/x\" = \"X\"\n"
        );
        let lock = Lock::parse(&text);
        assert_eq!(lock.as_ref().map(Lock::render), Ok(text));
        assert_eq!(Lock::parse(&Lock::default().render()), Ok(Lock::default()));
    }

    #[test]
    fn what_is_no_lock_is_said_with_its_line() {
        let table = [
            ("<<<<<<< HEAD", 1, "no entry"),
            ("[a]\n\"k\" \"v\"", 2, "no `=` behind the key"),
            ("\"k\" = \"v\"", 1, "an entry before the first section"),
            ("[a]\n\"k\" = \"v\"\n\"k\" = \"w\"", 3, "an entry that stands there twice"),
            ("[a]\n\"k\" = \"evil; fn main() {}\"", 2, "no name"),
            ("[a]\n\"k\" = { name = \"a\" }", 2, "no name and wanted name"),
            ("[a]\n\"k\" = { name = \"a\", wanted = \"*/\" }", 2, "no wanted name"),
            ("[a", 1, "a section without end"),
        ];
        for (text, line, problem) in table {
            assert_eq!(Lock::parse(text), Err(LockProblem { line, problem }), "{text}");
        }
    }
}
