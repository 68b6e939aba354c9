//! `--include` and `--exclude` → which operations of a document are wanted.

use std::str::FromStr;

use openapiv3::Operation;

use super::{Lowerer, extension};

/// Which operations are wanted. The empty selection takes all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// An operation has to match one of these, if there are any.
    pub include: Vec<Selector>,
    /// An operation that matches one of these is left out.
    pub exclude: Vec<Selector>,
}

/// What an operation is told by. `*` in a pattern stands for any text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// One of its tags, or the group that the overlay put it in.
    Tag(String),
    /// Its path.
    Path(String),
    /// Its id, or method and path: `GET /devices`.
    Operation(String),
}

/// A selector that nobody understands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} selects nothing: write `tag=Devices`, `path=/devices/*` or `operation=listDevices`")]
pub struct BadSelector(String);

impl FromStr for Selector {
    type Err = BadSelector;

    fn from_str(text: &str) -> Result<Self, BadSelector> {
        let bad = || BadSelector(text.to_owned());
        let (kind, pattern) = text.split_once('=').ok_or_else(bad)?;
        let pattern = Some(pattern.trim()).filter(|pattern| !pattern.is_empty()).ok_or_else(bad)?.to_owned();
        match kind.trim() {
            "tag" => Ok(Self::Tag(pattern)),
            "path" => Ok(Self::Path(pattern)),
            "operation" => Ok(Self::Operation(pattern)),
            _ => Err(bad()),
        }
    }
}

impl std::fmt::Display for Selector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(pattern) => write!(f, "tag={pattern}"),
            Self::Path(pattern) => write!(f, "path={pattern}"),
            Self::Operation(pattern) => write!(f, "operation={pattern}"),
        }
    }
}

impl Selection {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether an operation is wanted.
    pub(super) fn admits(&self, path: &str, method: &str, operation: &Operation) -> bool {
        let any = |list: &[Selector]| list.iter().any(|selector| selector.matches(path, method, operation));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }
}

impl Selector {
    fn matches(&self, path: &str, method: &str, operation: &Operation) -> bool {
        match self {
            Self::Tag(pattern) => {
                let group = extension::text(&operation.extensions, "x-group");
                operation.tags.iter().map(String::as_str).chain(group).any(|tag| fits(pattern, tag))
            }
            Self::Path(pattern) => fits(pattern, path),
            Self::Operation(pattern) => {
                let place = format!("{} {path}", method.to_ascii_uppercase());
                operation.operation_id.as_deref().is_some_and(|id| fits(pattern, id)) || fits(pattern, &place)
            }
        }
    }
}

/// Whether a text fits a pattern in which `*` stands for any text: greedy from the left, the last part at the end.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

impl Lowerer<'_, '_> {
    /// A selector that fits nothing is a slip of the pen: what it was to leave out would be there in silence.
    pub(super) fn report_unmatched(&mut self) {
        let select = self.select;
        for selector in select.include.iter().chain(&select.exclude) {
            if self.document.operations().all(|(path, method, one)| !selector.matches(path, method, one)) {
                let known = self.known(selector);
                self.diagnostics.error(
                    "selector-unmatched",
                    "/paths",
                    format!("no operation fits `{selector}`"),
                    known,
                );
            }
        }
    }

    /// What could have been meant.
    fn known(&self, selector: &Selector) -> String {
        let mut all: Vec<&str> = Vec::new();
        for (path, _, operation) in self.document.operations() {
            let texts: Vec<&str> = match selector {
                Selector::Tag(_) => operation.tags.iter().map(String::as_str).collect(),
                Selector::Path(_) => vec![path],
                Selector::Operation(_) => operation.operation_id.as_deref().into_iter().collect(),
            };
            for text in texts {
                if !all.contains(&text) && all.len() < 20 {
                    all.push(text);
                }
            }
        }
        format!("the document has, among others: {}", all.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        let table = [
            ("/a/*", "/a/b/c", true),
            ("/a/*", "/a/", true),
            ("/a", "/a/b", false),
            ("*", "", true),
            ("/*/b", "/a/b/b", true),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "ab", false),
            ("ab*b", "ab", false),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_selector_is_written_as_it_is_read() {
        for text in ["tag=Devices", "path=/a/*", "operation=GET /a"] {
            assert_eq!(text.parse::<Selector>().map(|selector| selector.to_string()), Ok(text.to_owned()));
        }
        assert!("devices".parse::<Selector>().is_err());
        assert!("tag=".parse::<Selector>().is_err());
        assert!("tags=a".parse::<Selector>().is_err());
    }
}
