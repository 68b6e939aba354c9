//! Operations into the methods of their groups' handles: id or method and path → `list_devices`.

use super::english::{singular, subject};
use super::ident::{Kind, ident};
use super::lock::{Keeper, Section};
use super::path::Paths;
use super::unique::{Scope, Wish};
use super::words::words;
use super::{keywords, path};
use crate::ir;

/// The words and the identifier of each operation's method, in the document's order.
#[derive(Debug, Clone)]
pub(super) struct Method {
    /// Words that it came from, for the call's name.
    pub(super) words: Vec<String>,
    /// Its identifier.
    pub(super) name: String,
    /// Whether another operation of the group keeps the name it wanted.
    pub(super) moved: bool,
}

/// A method for each operation, unique within its group.
pub(super) fn methods(api: &ir::Api, keys: &[String], keeper: &mut Keeper<'_>) -> Vec<Method> {
    let paths = Paths::of(api);
    let mut methods: Vec<Option<Method>> = vec![None; api.operations.len()];
    for (group, info) in api.groups.iter().enumerate() {
        let group_words = words(&info.name);
        let members: Vec<(usize, &ir::Operation)> =
            api.operations.iter().enumerate().filter(|(_, operation)| operation.group == group).collect();
        let mut plain = Scope::with(keywords::ON_HANDLES);
        for kept in members.iter().filter_map(|(at, _)| keeper.last(Section::Methods, &keys[*at])) {
            plain.take(&kept);
        }
        let wishes: Vec<Wish> =
            members.iter().map(|(_, operation)| wish(&paths, operation, &group_words, &mut plain)).collect();
        let own: Vec<String> = members.iter().map(|(at, _)| keys[*at].clone()).collect();
        let mut scope = Scope::with(keywords::ON_HANDLES);
        let names = keeper.assign(Section::Methods, &own, wishes.clone(), &mut scope);
        for (((at, _), wish), name) in members.into_iter().zip(wishes).zip(names) {
            methods[at] = Some(method(wish, name));
        }
    }
    // An operation of no group is a fault of lowering; it still gets a name.
    methods.into_iter().enumerate().map(|(at, method)| method.unwrap_or_else(|| nameless(at))).collect()
}

fn method(wish: Wish, name: String) -> Method {
    let moved = wish.candidates.first().is_some_and(|plain| ident(Kind::Method, plain) != name);
    let chosen = wish.candidates.into_iter().find(|words| ident(Kind::Method, words) == name);
    Method { words: chosen.unwrap_or_else(|| words(&name)), name, moved }
}

fn nameless(at: usize) -> Method {
    let words = vec!["call".to_owned(), at.to_string()];
    Method { name: ident(Kind::Method, &words), words, moved: false }
}

/// What a method and path would be called is the way out for an id that is taken.
fn wish(paths: &Paths<'_>, operation: &ir::Operation, group: &[String], plain: &mut Scope) -> Wish {
    let mut candidates = candidates(paths, operation, group);
    let free = candidates.first().is_some_and(|first| plain.take(&ident(Kind::Method, first)));
    if !free && (operation.id.is_some() || operation.rename.is_some()) {
        let variant = operation.variant.as_deref().map(words).unwrap_or_default();
        let by_path = path::candidates(paths, operation, group).into_iter();
        candidates.extend(by_path.map(|plain| [plain, variant.clone()].concat()));
    }
    Wish::among(Kind::Method, candidates)
}

fn candidates(paths: &Paths<'_>, operation: &ir::Operation, group: &[String]) -> Vec<Vec<String>> {
    let mut candidates = match (&operation.rename, &operation.id) {
        (Some(rename), _) => vec![words(rename)],
        (None, Some(id)) => from_id(operation, id, group),
        (None, None) => path::candidates(paths, operation, group),
    };
    let awkward = candidates.first().is_some_and(|plain| is_awkward(plain, operation.rename.is_some()));
    if awkward {
        let plain = candidates[0].iter().cloned();
        candidates[0] = plain.chain(singular(&subject(group))).collect();
    }
    if let Some(variant) = &operation.variant {
        candidates.iter_mut().for_each(|candidate| candidate.extend(words(variant)));
    }
    candidates
}

/// `move` reads better as `move_file` than as `r#move`, unless somebody asked for it.
fn is_awkward(words: &[String], asked_for: bool) -> bool {
    let name = words.join("_");
    keywords::ON_HANDLES.contains(&name.as_str()) || (!asked_for && keywords::is_keyword(&name))
}

/// The id without a prefix that repeats the group; the whole id where that is taken.
fn from_id(operation: &ir::Operation, id: &str, group: &[String]) -> Vec<Vec<String>> {
    let short = without_path(operation, id);
    let whole = words(id);
    let plain = words(short);
    if plain.is_empty() {
        return vec![whole];
    }
    let tag = words(operation.tag.as_deref().unwrap_or_default());
    vec![without_prefix(without_prefix(&plain, group), &tag).to_vec(), plain.clone(), whole]
}

/// Some frameworks end an id with its path and method (`list_users_api_v1_users_get`), to make it unique.
fn without_path<'a>(operation: &ir::Operation, id: &'a str) -> &'a str {
    let path: String = operation.path.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
    let tail = format!("{path}_{}", operation.method.to_lowercase());
    match id.strip_suffix(tail.as_str()).map(|head| head.trim_end_matches('_')) {
        Some(head) if !head.is_empty() => head,
        _ => id,
    }
}

/// Case and punctuation ignored: `In-HouseApps` repeats `In-House Apps`.
fn without_prefix<'a>(id: &'a [String], group: &[String]) -> &'a [String] {
    let group = group.concat();
    let end = (1..id.len()).find(|&end| id[..end].concat() == group);
    end.map_or(id, |end| &id[end..])
}
