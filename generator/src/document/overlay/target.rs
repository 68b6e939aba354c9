//! The text of a JSONPath (RFC 9535) into the places it selects.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::document::path;

/// A JSONPath that was understood.
pub(super) struct Target {
    text: String,
    query: JsonPath,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Target {
    /// Understands a target.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if !text.starts_with('$') {
            return Err("a JSONPath begins with `$`, the document".to_owned());
        }
        if ways(text) > MOST_WAYS {
            return Err("it selects the same values in too many ways; say with fewer `..` what is meant".to_owned());
        }
        let query = JsonPath::parse(&quote_dashes(text)).map_err(|error| error.to_string())?;
        Ok(Self { text: text.to_owned(), query })
    }

    /// What it selects: each place once, outer ones before inner ones, elements in their order.
    pub(super) fn select(&self, tree: &Value) -> Vec<Location> {
        let mut locations: Vec<Location> = self
            .query
            .query_located(tree)
            .locations()
            .map(|location| Location(location.iter().map(Step::from).collect()))
            .collect();
        locations.sort();
        locations.dedup();
        locations
    }
}

/// In so many ways may one value be selected: `..` three times over, or brackets of some thousand names in all.
const MOST_WAYS: usize = 100_000;

/// About how many values a value of the document is selected as: a list of nodes keeps repeats (RFC 9535, 2.1.2), so that
/// each `..` multiplies them by the depth of the document, and each bracket by its selectors.
fn ways(text: &str) -> usize {
    let mut ways = 1_usize;
    let mut open = Vec::new();
    let (mut quote, mut before) = (None, ' ');
    for char in text.chars() {
        match (quote, char) {
            (Some(_), _) if before == '\\' => {
                before = ' ';
                continue;
            }
            (Some(mark), char) if mark == char => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(char),
            (None, '.') if before == '.' => ways = ways.saturating_mul(40),
            (None, '[') => open.push(1),
            (None, ',') => open.last_mut().map_or((), |selectors| *selectors += 1),
            (None, ']') => ways = ways.saturating_mul(open.pop().unwrap_or(1)),
            (None, _) => {}
        }
        before = char;
    }
    ways
}

/// `$.get.x-paging` as `$.get['x-paging']`: RFC 9535 has no dash in a shorthand name, yet extensions have, and overlays use it.
fn quote_dashes(text: &str) -> Cow<'_, str> {
    if !text.contains('-') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut quote = None;
    while let Some(char) = rest.chars().next() {
        let (head, tail) = rest.split_at(char.len_utf8());
        match (quote, char) {
            (Some(_), '\\') => {
                let escaped = tail.chars().next().map_or(0, char::len_utf8);
                out.push_str(head);
                out.push_str(&tail[..escaped]);
                rest = &tail[escaped..];
                continue;
            }
            (Some(open), char) if open == char => quote = None,
            (None, '\'' | '"') => quote = Some(char),
            (None, '.') => {
                let name = shorthand(tail);
                if name.contains('-') {
                    // Of `..name` the second dot is this one, and stays.
                    let dots = if out.ends_with('.') { "." } else { "" };
                    out.push_str(&format!("{dots}['{name}']"));
                    rest = &tail[name.len()..];
                    continue;
                }
            }
            _ => {}
        }
        out.push_str(head);
        rest = tail;
    }
    Cow::Owned(out)
}

/// The name at the front, dashes allowed.
fn shorthand(text: &str) -> &str {
    let is_first = |char: char| char.is_ascii_alphabetic() || char == '_' || !char.is_ascii();
    if !text.starts_with(is_first) {
        return "";
    }
    let end = text.find(|char: char| !(is_first(char) || char.is_ascii_digit() || char == '-')).unwrap_or(text.len());
    &text[..end]
}

/// A place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location(Vec<Step>);

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Index(usize),
    Key(String),
}

impl From<&PathElement<'_>> for Step {
    fn from(element: &PathElement<'_>) -> Self {
        match element {
            PathElement::Name(name) => Self::Key((*name).to_owned()),
            PathElement::Index(index) => Self::Index(*index),
        }
    }
}

impl Location {
    /// As a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut out = String::new();
        for step in &self.0 {
            match step {
                Step::Key(key) => path::push(&mut out, key),
                Step::Index(index) => path::push(&mut out, &index.to_string()),
            }
        }
        out
    }

    /// What stands there.
    pub(super) fn get<'v>(&self, tree: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(tree, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Index(index) => value.get(index),
        })
    }

    /// What stands there, to be changed.
    pub(super) fn get_mut<'v>(&self, tree: &'v mut Value) -> Option<&'v mut Value> {
        self.0.iter().try_fold(tree, |value, step| match step {
            Step::Key(key) => value.get_mut(key),
            Step::Index(index) => value.get_mut(index),
        })
    }

    /// The place around it and the last step; `None` for the whole document.
    pub(super) fn split_last(mut self) -> Option<(Self, Step)> {
        let last = self.0.pop()?;
        Some((self, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_in_names_are_quoted() {
        assert_eq!(quote_dashes("$.paths.*.get.x-paging"), "$.paths.*.get['x-paging']");
        assert_eq!(quote_dashes("$..x-a.b[?@.x-b-c == 'a.x-y']"), "$..['x-a'].b[?@['x-b-c'] == 'a.x-y']");
        assert_eq!(quote_dashes("$.paths['/a.x-b'].get"), "$.paths['/a.x-b'].get");
        assert_eq!(quote_dashes("$.a[-1]"), "$.a[-1]");
    }

    #[test]
    fn what_selects_the_same_over_and_over_is_refused() {
        for text in ["$..*..*..*..*", "$..[?@..a[?@..b[?@..c]]]", &format!("${}", "[*,*,*,*]".repeat(9))] {
            assert!(Target::parse(text).is_err_and(|error| error.contains("too many ways")), "{text}");
        }
        for text in ["$..a..b..c", "$['a..b..c..d..e']", "$[?@.a == '..\\'......']", "$.paths['/a','/b']['get','put']"]
        {
            assert!(!Target::parse(text).is_err_and(|error| error.contains("too many ways")), "{text}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["", "info.version", "£", "$.", "$.paths[", "$['a"] {
            assert!(Target::parse(text).is_err(), "{text}");
        }
        for text in
            ["$", "$..a", "$.a.*", "$.a[?(@.b == 'c')]", "$.a[?@.b]", "$['a'][\"b\"]", "$.a[?(@.b && (@.c || $.d))]"]
        {
            assert!(Target::parse(text).is_ok(), "{text}");
        }
    }
}
