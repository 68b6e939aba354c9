//! A place in the document into candidate names for the type that stands there.

use super::words::{Words, is_plural, join, singular_words, split};
use crate::ir::NameHint;

/// Property names that say nothing without the name of their owner.
const VAGUE: &[&str] = &[
    "action",
    "actions",
    "all",
    "args",
    "arguments",
    "attributes",
    "body",
    "category",
    "code",
    "config",
    "configuration",
    "content",
    "context",
    "count",
    "counts",
    "data",
    "defaults",
    "detail",
    "details",
    "display",
    "entries",
    "entry",
    "error",
    "errors",
    "extra",
    "field",
    "fields",
    "filter",
    "filters",
    "flags",
    "format",
    "general",
    "info",
    "information",
    "input",
    "item",
    "items",
    "key",
    "keys",
    "kind",
    "level",
    "limits",
    "list",
    "location",
    "meta",
    "metadata",
    "method",
    "mode",
    "name",
    "names",
    "object",
    "objects",
    "options",
    "other",
    "output",
    "overview",
    "params",
    "parameters",
    "payload",
    "properties",
    "reason",
    "record",
    "records",
    "result",
    "results",
    "role",
    "scope",
    "settings",
    "source",
    "spec",
    "state",
    "status",
    "summary",
    "target",
    "total",
    "totals",
    "type",
    "types",
    "value",
    "values",
    "version",
];

/// Names under which a reply wraps its list.
const LIST_WRAPPERS: &[&str] = &[
    "content", "data", "elements", "entries", "entities", "items", "list", "nodes", "objects", "records", "results",
    "rows", "values",
];

/// What the types of a place and below it could be called.
#[derive(Debug, Clone, Default)]
pub(super) struct Hint {
    /// Candidates for the type itself, shortest first.
    pub(super) own: Vec<Words>,
    /// What the types below are qualified with, shortest first.
    pub(super) scopes: Vec<Words>,
    /// Candidates for an element of the list that the place wraps (`results`).
    pub(super) item: Vec<Words>,
    /// The document's own name.
    given: Option<String>,
    /// How good a claim the type has to its first candidate.
    pub(super) claim: Claim,
}

/// How good a claim a type has to its first candidate, where several have the same: best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Claim {
    /// It is what an operation reads.
    Read,
    /// It stands in a list that an operation reads.
    Listed,
    /// It is what an operation answers when it makes or changes the thing.
    Made,
    /// It stands somewhere within.
    #[default]
    Part,
}

impl Hint {
    /// A place named by the document.
    pub(super) fn given(name: &str) -> Self {
        let words = split(name);
        let item = vec![singular_words(&without_wrapper_word(&words))];
        Self { own: vec![words.clone()], scopes: vec![words], item, given: Some(name.to_owned()), claim: Claim::Part }
    }

    /// A place with candidates made up elsewhere.
    pub(super) fn of(own: Vec<Words>, scopes: Vec<Words>, item: Vec<Words>) -> Self {
        Self { own: unique(own), scopes: unique(scopes), item: unique(item), given: None, claim: Claim::Part }
    }

    /// The same place with a claim to its first candidate.
    pub(super) fn claiming(self, claim: Claim) -> Self {
        Self { claim, ..self }
    }

    /// The same place with the title that the document gives it: the first candidate, since titles repeat.
    pub(super) fn titled(&self, title: &str) -> Self {
        let mut hint = self.clone();
        if hint.given.is_none() {
            hint.own.insert(0, split(title));
            hint.own = unique(hint.own);
            hint.scopes.insert(0, split(title));
            hint.scopes = unique(hint.scopes);
        }
        hint
    }

    /// The property `name` of the object at this place.
    pub(super) fn property(&self, name: &str) -> Self {
        let words = split(name);
        if words.is_empty() {
            return self.below("value");
        }
        let mut own = self.qualified(&words);
        if !is_vague(&words) {
            own.insert(0, words.clone());
        }
        let own = unique(own);
        let wraps_list = words.len() == 1 && LIST_WRAPPERS.contains(&words[0].as_str()) && !self.item.is_empty();
        let item = if wraps_list { self.item.clone() } else { own.iter().map(|o| singular_words(o)).collect() };
        let claim = if wraps_list { self.claim } else { Claim::Part };
        Self { scopes: own.clone(), own, item: unique(item), given: None, claim }
    }

    /// An element of the array at this place.
    pub(super) fn element(&self) -> Self {
        let mut own = if self.item.is_empty() {
            self.own.iter().map(|words| singular_words(words)).collect()
        } else {
            self.item.clone()
        };
        if self.given.is_some() {
            own.extend(self.qualified(&split("item")));
        }
        let claim = if self.claim == Claim::Read { Claim::Listed } else { Claim::Part };
        Self { claim, ..Self::of(own.clone(), own.clone(), own) }
    }

    /// A value of the map at this place.
    pub(super) fn map_value(&self) -> Self {
        let own: Vec<Words> = if self.own.iter().any(|words| is_plural(words)) || self.given.is_none() {
            let mut own: Vec<Words> = self.own.iter().map(|words| singular_words(words)).collect();
            own.extend(self.qualified(&split("value")));
            own
        } else {
            self.qualified(&split("value"))
        };
        Self::of(own.clone(), own.clone(), own)
    }

    /// A member of the union at this place.
    pub(super) fn member(&self, name: &str) -> Self {
        let words = split(name);
        if words.is_empty() {
            return self.below("option");
        }
        let mut own = self.qualified(&words);
        if !is_vague(&words) && !is_type_word(&words) {
            own.push(words);
        }
        Self::of(own.clone(), own.clone(), Vec::new())
    }

    /// The object at this place holds one page or list of something: it is named for that.
    pub(super) fn wrapper(&self, word: &str) -> Self {
        if self.given.is_some() {
            return self.clone();
        }
        let suffix = split(word);
        let own = self.own.iter().map(|words| join(&singular_words(without_reply_word(words)), &suffix)).collect();
        Self { own: unique(own), ..self.clone() }
    }

    /// Something below this place that has no name of its own.
    fn below(&self, word: &str) -> Self {
        let own = self.qualified(&split(word));
        Self::of(own.clone(), own, Vec::new())
    }

    fn qualified(&self, words: &[String]) -> Vec<Words> {
        self.scopes.iter().map(|scope| join(scope, words)).collect()
    }

    /// What `names/` is handed.
    pub(super) fn name(&self) -> NameHint {
        match &self.given {
            Some(name) => NameHint::Given(name.clone()),
            None => NameHint::Derived(self.own.iter().filter(|words| !words.is_empty()).cloned().collect()),
        }
    }
}

/// `list devices reply` that is a page is `list devices page`.
fn without_reply_word(words: &[String]) -> &[String] {
    match words {
        [rest @ .., last] if !rest.is_empty() && (last == "reply" || last == "result") => rest,
        words => words,
    }
}

/// `DeviceList`, `DevicePage`: what they wrap is a `Device`.
fn without_wrapper_word(words: &[String]) -> Words {
    let wrapper = |word: &String| {
        ["list", "page", "paged", "paginated", "response", "result", "results", "collection", "search"]
            .contains(&word.as_str())
    };
    let kept: Words = words.iter().filter(|word| !wrapper(word)).cloned().collect();
    if kept.is_empty() { words.to_vec() } else { kept }
}

fn is_vague(words: &[String]) -> bool {
    words.len() == 1 && (VAGUE.contains(&words[0].as_str()) || words[0].len() < 3)
}

fn is_type_word(words: &[String]) -> bool {
    words.len() == 1
        && ["text", "integer", "number", "flag", "list", "object", "map", "json"].contains(&words[0].as_str())
}

/// Without repeats and empty ones; order kept.
pub(super) fn unique(candidates: Vec<Words>) -> Vec<Words> {
    let mut kept: Vec<Words> = Vec::with_capacity(candidates.len());
    for words in candidates {
        if !words.is_empty() && !kept.contains(&words) {
            kept.push(words);
        }
    }
    kept
}

/// Whether a property of this name usually wraps the list of a reply.
pub(super) fn wraps_list(name: &str) -> bool {
    LIST_WRAPPERS.contains(&name)
}

/// Whether a title or `x-name` can serve as a type's name: short, and nothing but words.
pub(super) fn is_sane_name(name: &str) -> bool {
    let words = split(name);
    let starts_well = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    starts_well
        && words.len() <= 5
        && name.len() <= 48
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
        && !matches!(words.last().map(String::as_str), Some("schema" | "example" | "untitled"))
        && !words.iter().any(|word| matches!(word.as_str(), "inline" | "untitled" | "response200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(hint: &Hint) -> Vec<String> {
        hint.own.iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn properties_are_named_for_themselves_first() {
        let root = Hint::of(vec![split("device details")], vec![split("device details")], vec![]);
        assert_eq!(shown(&root.property("lost_mode")), ["lost mode", "device details lost mode"]);
        assert_eq!(shown(&root.property("status")), ["device details status"]);
        assert_eq!(shown(&root.property("volumes").element()), ["volume", "device details volume"]);
    }

    #[test]
    fn lists_in_wrappers_are_named_for_what_they_hold() {
        let root = Hint::of(vec![split("blueprints")], vec![split("list blueprints")], vec![split("blueprint")]);
        assert_eq!(shown(&root.wrapper("page")), ["blueprint page"]);
        assert_eq!(shown(&root.property("results").element()), ["blueprint"]);
    }
}
