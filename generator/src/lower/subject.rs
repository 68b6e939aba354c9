//! What an operation is about: words for the types that have no name but through it.

use std::cell::OnceCell;

use super::hint::{Claim, Hint, unique};
use super::naming::Naming;
use super::path::{nouns, segments};
use super::words::{Words, is_plural, join, singular_words, split};

/// Verbs of operation ids that read.
const READING: &[&str] = &[
    "describe", "download", "export", "fetch", "find", "get", "index", "list", "load", "lookup", "query", "read",
    "retrieve", "return", "returns", "search", "show", "view",
];
/// Verbs that make or change the thing they name.
const MAKING: &[&str] = &[
    "add", "change", "create", "edit", "insert", "modify", "new", "partial", "patch", "post", "put", "register",
    "replace", "save", "set", "update", "upsert",
];
/// Verbs that take it away.
const REMOVING: &[&str] = &["delete", "destroy", "remove"];

/// What kind of thing an operation does to its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Read,
    Make,
    Other,
}

/// What an operation is about.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// All words, verb included, shortest first: `create blueprint`, `lock device`.
    fulls: Vec<Words>,
    /// The things it is about, shortest first: `blueprint`, `devices`.
    nouns: Vec<Words>,
    deed: Deed,
    /// `created` or `updated`.
    made: Option<&'static str>,
    /// The place that all parameters stand in.
    parameters: OnceCell<Naming>,
}

impl Subject {
    /// From operation id, group, method and path.
    pub(super) fn new(id: Option<&str>, group: &str, tag: Option<&str>, method: &str, path: &str) -> Self {
        let group = split(group);
        let tag = split(tag.unwrap_or_default());
        let short = |id| without_group(without_group(clean(split(id)), &group), &tag);
        let named = id.map(short).filter(|words| is_telling(words));
        let (verb, noun) = named.as_deref().map_or((None, None), verb_and_noun);
        let one = path.trim_end_matches('/').ends_with('}');
        let by_path = nouns(path);
        let deed = deed(verb.as_deref(), method, path, named.is_some());
        let mut all = Vec::new();
        let noun_serves = deed != Deed::Other || verb.is_some();
        all.extend(
            noun.filter(|_| noun_serves)
                .map(|noun| if one && deed != Deed::Other { singular_words(&noun) } else { noun }),
        );
        all.extend(by_path.iter().cloned());
        if let Some(longest) = all.last().filter(|_| !group.is_empty()) {
            all.push(join(&singular_words(&group), longest));
        }
        let mut fulls = match named {
            Some(named) => vec![named],
            None => by_method(method, one, path, &by_path),
        };
        let longest = fulls.last().cloned().unwrap_or_else(|| vec![method.to_ascii_lowercase()]);
        fulls.push(join(&group, &longest));
        let made = match (verb.as_deref(), method) {
            (Some("add" | "create" | "insert" | "new" | "register"), _) | (None | Some("post"), "POST") => {
                Some("created")
            }
            (Some(verb), _) if MAKING.contains(&verb) => Some("updated"),
            (_, "PUT" | "PATCH") => Some("updated"),
            _ => None,
        };
        Self { fulls: unique(fulls), nouns: unique(all), deed, made, parameters: OnceCell::new() }
    }

    /// Names for the success reply.
    pub(super) fn reply(&self) -> Hint {
        let single = || self.nouns.iter().map(one_of).collect::<Vec<_>>();
        let mut items: Vec<Words> = self.nouns.iter().map(|noun| singular_words(noun)).collect();
        if let Some(first) = items.first().cloned() {
            items.push(join(&first, &split("list item")));
        }
        let (own, word, claim) = match self.deed {
            Deed::Read => (self.nouns.clone(), "reply", Claim::Read),
            Deed::Make => (single(), "result", Claim::Made),
            Deed::Other => (Vec::new(), "result", Claim::Part),
        };
        let mut all = own.clone();
        if let (Deed::Make, Some(made), Some(noun)) = (self.deed, self.made, own.first()) {
            all.push(join(&[made.to_owned()], noun));
        }
        Hint::of(self.with_full(all, word), self.scopes(own), self.with_full(items, "item")).claiming(claim)
    }

    /// Names for an error reply.
    pub(super) fn error(&self) -> Hint {
        let own: Vec<Words> = self.nouns.iter().map(|noun| join(&one_of(noun), &split("error"))).collect();
        let mut all = vec![split("error body")];
        all.extend(own.iter().cloned());
        Hint::of(self.with_full(all, "error"), own, Vec::new())
    }

    /// Names for the request body.
    pub(super) fn body(&self) -> Hint {
        Hint::of(self.with_full(Vec::new(), "body"), self.fulls.clone(), Vec::new())
    }

    /// Names for the type of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Naming {
        let all = self.parameters.get_or_init(|| {
            let scopes = self.scopes(self.nouns.iter().map(|noun| singular_words(noun)).collect());
            Hint::of(scopes.clone(), scopes, Vec::new()).into()
        });
        all.property(name)
    }

    /// The thing whose id a parameter called `id` is.
    pub(super) fn owner(&self) -> Hint {
        Hint::of(self.nouns.iter().map(|noun| singular_words(noun)).collect(), Vec::new(), Vec::new())
    }

    fn scopes(&self, mut nouns: Vec<Words>) -> Vec<Words> {
        nouns.extend(self.fulls.iter().cloned());
        nouns
    }

    fn with_full(&self, mut own: Vec<Words>, word: &str) -> Vec<Words> {
        own.extend(self.fulls.iter().map(|full| join(full, &[word.to_owned()])));
        unique(own)
    }
}

/// The singular, but of words that are plural by nature.
fn one_of(noun: &Words) -> Words {
    let plural_by_nature =
        ["credentials", "details", "preferences", "settings", "statistics", "stats", "options", "permissions"];
    if noun.last().is_some_and(|last| plural_by_nature.contains(&last.as_str())) {
        noun.clone()
    } else {
        singular_words(noun)
    }
}

/// Words for an operation without an id: `lock device` for `POST /devices/{id}/action/lock`, otherwise the verb of the
/// method and what the path leads to.
fn by_method(method: &str, one: bool, path: &str, nouns: &[Words]) -> Vec<Words> {
    let all = segments(path);
    let last_is_deed = !one && method == "POST" && all.iter().any(|segment| segment.picked);
    if let (true, Some(picked)) = (last_is_deed, all.iter().rposition(|segment| segment.picked)) {
        let deed: Words = all[picked + 1..]
            .iter()
            .filter(|segment| !matches!(segment.words.last().map(String::as_str), Some("action" | "actions")))
            .flat_map(|segment| segment.words.clone())
            .collect();
        let last = all.last().map(|segment| segment.words.clone()).unwrap_or_default();
        // `POST /devices/{id}/notes` makes a note; `…/lock` does something.
        if !is_plural(&last) && !deed.is_empty() {
            return vec![join(&deed, &all[picked].words)];
        }
    }
    let verb = [method_verb(method, one).to_owned()];
    let single = |noun: &Words| if method == "GET" && !one { noun.clone() } else { singular_words(noun) };
    nouns.iter().map(|noun| join(&verb, &single(noun))).collect()
}

/// Words of an operation id without versions, `api`, and what converters append.
fn clean(words: Words) -> Words {
    let version = |word: &str| {
        word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
    };
    let mut words: Words = words.into_iter().filter(|word| !version(word) && word != "api").collect();
    while words.len() > 1
        && words.last().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()) || last == "using")
    {
        words.pop();
    }
    // springdoc writes `getDeviceUsingGET`.
    if let [.., using, method] = words.as_slice()
        && using == "using"
        && ["get", "post", "put", "patch", "delete", "head"].contains(&method.as_str())
    {
        words.truncate(words.len() - 2);
    }
    words
}

/// Case and punctuation ignored: `inhouseApps` repeats `In-House Apps`.
fn without_group(words: Words, group: &[String]) -> Words {
    let whole = group.concat();
    let end = (1..words.len()).find(|end| words[..*end].concat() == whole);
    match end.filter(|_| group.first().is_some_and(|first| !is_verb(first))) {
        Some(end) => words[end..].to_vec(),
        None => words,
    }
}

fn is_verb(word: &str) -> bool {
    READING.contains(&word) || MAKING.contains(&word) || REMOVING.contains(&word)
}

/// Frameworks put the verb last (`devices_list`); others are as often nouns there (`request_export`).
fn is_last_verb(word: &str) -> bool {
    ["list", "retrieve", "read", "get", "create", "update", "destroy", "delete"].contains(&word)
}

fn is_telling(words: &[String]) -> bool {
    !words.is_empty() && words.len() <= 7
}

/// The verb at the start (`getDevice`) or end (`devices_list`) of an operation id, and what is left.
fn verb_and_noun(words: &[String]) -> (Option<String>, Option<Words>) {
    let trimmed = |noun: &[String]| -> Option<Words> {
        let cut = noun
            .iter()
            .position(|word| ["by", "for", "from", "using", "with", "of"].contains(&word.as_str()))
            .unwrap_or(noun.len());
        let start = usize::from(noun.first().is_some_and(|first| ["all", "a", "an", "the"].contains(&first.as_str())));
        let noun = noun.get(start..cut)?.to_vec();
        (!noun.is_empty() && noun.len() <= 4).then_some(noun)
    };
    match words {
        [first, rest @ ..] if is_verb(first) => (Some(first.clone()), trimmed(rest)),
        [rest @ .., partial, last] if partial == "partial" && is_last_verb(last) => (Some(last.clone()), trimmed(rest)),
        [rest @ .., last] if is_last_verb(last) && !rest.is_empty() => (Some(last.clone()), trimmed(rest)),
        words => (None, trimmed(words)),
    }
}

fn deed(verb: Option<&str>, method: &str, path: &str, named: bool) -> Deed {
    match (verb, method) {
        (Some(verb), _) if REMOVING.contains(&verb) => Deed::Other,
        (_, "DELETE") => Deed::Other,
        (Some(verb), _) if READING.contains(&verb) => Deed::Read,
        (_, "GET" | "HEAD" | "QUERY") => Deed::Read,
        (Some(verb), _) if MAKING.contains(&verb) => Deed::Make,
        (None, "PUT" | "PATCH") => Deed::Make,
        // Without an id the path decides: `POST /devices` makes one, `POST /devices/{id}/lock` does something to it.
        (None, "POST") if !named && !path.contains('{') => Deed::Make,
        _ => Deed::Other,
    }
}

fn method_verb(method: &str, one: bool) -> &'static str {
    match method {
        "GET" => "get",
        "POST" if !one => "create",
        "PUT" => "replace",
        "PATCH" => "update",
        "DELETE" => "delete",
        "HEAD" => "head",
        "OPTIONS" => "options",
        "TRACE" => "trace",
        _ => "send",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(hint: &Hint) -> String {
        hint.own.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn replies_are_named_for_what_they_are() {
        let details = Subject::new(
            Some("deviceInformation_getDeviceDetails"),
            "Device Information",
            None,
            "GET",
            "/api/v1/devices/{device_id}/details",
        );
        assert!(shown(&details.reply()).starts_with("device details, "), "{}", shown(&details.reply()));
        let list = Subject::new(Some("blueprints_listBlueprints"), "Blueprints", None, "GET", "/api/v1/blueprints");
        assert!(shown(&list.reply().element()).starts_with("blueprint, "), "{}", shown(&list.reply().element()));
        let vendor = Subject::new(None, "devices", None, "GET", "/api/v1/devices/{device_id}");
        assert!(shown(&vendor.reply()).starts_with("device, "), "{}", shown(&vendor.reply()));
        let lock = Subject::new(
            Some("deviceActions_lockDevice"),
            "Device Actions",
            None,
            "POST",
            "/api/v1/devices/{device_id}/action/lock",
        );
        assert!(shown(&lock.reply()).starts_with("lock device result, "), "{}", shown(&lock.reply()));
        let create = Subject::new(Some("blueprints_createBlueprint"), "Blueprints", None, "POST", "/api/v1/blueprints");
        assert!(shown(&create.body()).starts_with("create blueprint body, "), "{}", shown(&create.body()));
        assert!(shown(&create.reply()).starts_with("blueprint, "), "{}", shown(&create.reply()));
    }
}
