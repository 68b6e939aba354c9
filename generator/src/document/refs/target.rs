//! The text of a reference into the place it leads to.

use std::cell::OnceCell;

use serde_json::Value;

use super::anchors::Anchors;
use super::files::{Others, base_name};
use crate::document::loader::confine;
use crate::document::path::{self, Path};
use crate::document::shape::Kind;

/// How many references a pointer may pass through.
const HOPS: usize = 32;

/// A place in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Index into the document's files.
    pub(super) file: usize,
    /// Pointer into its tree.
    pub(super) pointer: String,
}

/// Why a reference leads nowhere.
pub(super) enum Fault {
    /// Its cycle was reported already.
    Reported,
    /// Code, message, help.
    Text(&'static str, String, &'static str),
}

impl Fault {
    pub(super) fn cycle(way: &str) -> Self {
        Self::Text(
            "ref-cycle",
            format!("these references lead to one another and to nothing else: {way}"),
            "let one of them be a schema of its own",
        )
    }

    pub(super) fn wrong_kind(reference: &str, section: &str) -> Self {
        Self::Text(
            "ref-wrong-kind",
            format!("{reference:?} leads into components/{section}, which holds something else than is needed here"),
            "refer to an object of the right kind",
        )
    }

    fn missing(reference: &str) -> Self {
        Self::Text(
            "ref-missing",
            format!("{reference:?} leads to nothing"),
            "correct the reference, or add what it refers to",
        )
    }

    fn file(reference: &str, reason: &str) -> Self {
        Self::Text(
            "ref-file",
            format!("the file of {reference:?} cannot be used: {reason}"),
            "put the file beside the document, or put its content under components",
        )
    }

    pub(super) fn too_much(reference: &str) -> Self {
        Self::Text(
            "ref-limit",
            format!("{reference:?} is put in place of itself so often that the document would grow out of bounds"),
            "refer to schemas instead of whole path items or callbacks",
        )
    }

    /// What to say, if anything.
    pub(super) fn text(&self) -> Option<(&'static str, String, &'static str)> {
        match self {
            Self::Reported => None,
            Self::Text(code, message, help) => Some((code, message.clone(), help)),
        }
    }
}

/// The trees of all files, as they were before any reference was resolved.
#[derive(Clone, Copy)]
pub(super) struct Trees<'a> {
    pub(super) main: &'a Value,
    pub(super) main_name: &'a str,
    pub(super) others: &'a Others,
    pub(super) anchors: &'a OnceCell<Anchors>,
}

impl<'a> Trees<'a> {
    /// Whether a reference is `#/components/<section>/<name>` as it should be, and leads to something.
    pub(super) fn is_component(&self, reference: &str, kind: Kind) -> bool {
        let Some(rest) = reference.strip_prefix("#/components/") else { return false };
        let Some((section, name)) = rest.split_once('/') else { return false };
        Some(section) == kind.section()
            && !name.contains(['/', '~', '%'])
            && self.main.get("components").and_then(|components| components.get(section)?.get(name)).is_some()
    }

    /// What stands at a place.
    pub(super) fn get(&self, spot: &Spot) -> Option<&'a Value> {
        self.tree(spot.file)?.pointer(&spot.pointer)
    }

    fn tree(&self, file: usize) -> Option<&'a Value> {
        if file == 0 { Some(self.main) } else { self.others.by_number(file).map(|(_, tree)| tree) }
    }

    /// Path of a file relative to the document's folder.
    pub(super) fn path(&self, file: usize) -> &'a str {
        if file == 0 {
            base_name(self.main_name)
        } else {
            self.others.by_number(file).map(|(path, _)| path).unwrap_or_default()
        }
    }

    /// Where a reference, standing at `from` in a file, leads.
    pub(super) fn find(&self, reference: &str, file: usize, from: &Path<'_>) -> Result<Spot, Fault> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match path {
            "" => file,
            path => match self.anchors().id(path).cloned() {
                Some(spot) => return self.fragment(spot, fragment, None).ok_or_else(|| Fault::missing(reference)),
                None => self.file(path, file).map_err(|reason| Fault::file(reference, &reason))?,
            },
        };
        let root = Spot { file, pointer: String::new() };
        self.fragment(root, fragment, Some(from)).ok_or_else(|| Fault::missing(reference))
    }

    fn file(&self, path: &str, from: usize) -> Result<usize, String> {
        let base = if from == 0 { "" } else { self.path(from) };
        let path = confine(base, &percent_decoded(path))?;
        if path == base_name(self.main_name) {
            return Ok(0);
        }
        match self.others.get(&path) {
            Some(Ok(other)) => Ok(other.file),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err("it was not read with the document (overlays cannot bring in files)".to_owned()),
        }
    }

    fn anchors(&self) -> &'a Anchors {
        self.anchors.get_or_init(|| Anchors::of(std::iter::once((0, self.main)).chain(self.others.trees())))
    }

    fn fragment(&self, base: Spot, fragment: &str, from: Option<&Path<'_>>) -> Option<Spot> {
        let fragment = percent_decoded(fragment);
        if fragment.is_empty() {
            return Some(base);
        }
        if !fragment.starts_with('/') {
            return self.anchors().anchor(base.file, &fragment).cloned();
        }
        let direct = self.follow(Spot { pointer: format!("{}{fragment}", base.pointer), ..base.clone() }, HOPS);
        direct.or_else(|| self.local(&base, &fragment, from?))
    }

    /// `#/$defs/x` within a schema means that schema's where it has an `$id`; many write it without one.
    fn local(&self, base: &Spot, fragment: &str, from: &Path<'_>) -> Option<Spot> {
        if !fragment.starts_with("/$defs/") && !fragment.starts_with("/definitions/") {
            return None;
        }
        let here = from.pointer();
        let mut ancestor = here.as_str();
        while let Some((parent, _)) = ancestor.rsplit_once('/') {
            let spot = Spot { file: base.file, pointer: format!("{ancestor}{fragment}") };
            if self.get(&spot).is_some() {
                return Some(spot);
            }
            ancestor = parent;
        }
        None
    }

    /// The place of a pointer, whose way may lead through references.
    fn follow(&self, spot: Spot, hops: usize) -> Option<Spot> {
        let tree = self.tree(spot.file)?;
        let mut value = tree;
        let whole = spot.pointer.clone();
        let mut steps = path::steps(&whole);
        while let Some(step) = steps.next() {
            match path::child(value, &step) {
                Some(child) => value = child,
                None => {
                    let reference = value.get("$ref")?.as_str()?;
                    let through = self.find_bounded(reference, spot.file, hops.checked_sub(1)?)?;
                    let mut pointer = path::join(&through.pointer, &step);
                    steps.for_each(|step| path::push(&mut pointer, &step));
                    return self.follow(Spot { file: through.file, pointer }, hops - 1);
                }
            }
        }
        Some(spot)
    }

    fn find_bounded(&self, reference: &str, file: usize, hops: usize) -> Option<Spot> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if path.is_empty() { file } else { self.file(path, file).ok()? };
        self.follow(Spot { file, pointer: percent_decoded(fragment).into_owned() }, hops)
    }
}

/// The name in `/components/<section>/<name>`.
pub(super) fn component_name(pointer: &str, section: &str) -> Option<String> {
    let mut steps = path::steps(pointer);
    let found = (steps.next()?, steps.next()?, steps.next()?, steps.next());
    match found {
        (components, under, name, None) if components == "components" && under == section => Some(name.into_owned()),
        _ => None,
    }
}

/// The section of `/components/<section>/<name>` where it holds another kind of object.
pub(super) fn other_section(pointer: &str, kind: Kind) -> Option<&str> {
    let mut parts = pointer.split('/').skip(1);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("components"), Some(section), Some(_), None) if Some(section) != kind.section() => Some(section),
        _ => None,
    }
}

/// A URI part without its percent-encoding (RFC 3986, 2.1); what is not UTF-8 afterwards stays as it is.
pub(in crate::document) fn percent_decoded(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or_else(|_| text.into(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding() {
        assert_eq!(percent_decoded("/a%20b%7Bc%7d%"), "/a b{c}%");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }

    #[test]
    fn components_are_told_apart() {
        assert_eq!(component_name("/components/schemas/A~1b", "schemas").as_deref(), Some("A/b"));
        assert_eq!(component_name("/components/schemas/A/items", "schemas"), None);
        assert_eq!(other_section("/components/responses/A", Kind::Schema), Some("responses"));
        assert_eq!(other_section("/components/responses/A/content", Kind::Schema), None);
    }
}
