//! Method and path of an operation without an id into the words of its method:
//! `GET /devices/{id}/notes` → `list device notes`.

use std::collections::BTreeSet;

use super::english::{is_action, is_plural, singular, subject};
use super::words::words;
use crate::ir;

/// A literal part of a path.
#[derive(Debug, Clone)]
struct Step {
    words: Vec<String>,
    /// Whether a parameter picks one of them.
    item: bool,
}

/// A document's operations, and the paths that go on with one parameter: `/ade` is a collection where there is an
/// `/ade/{token}`.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    api: &'a ir::Api,
    collections: BTreeSet<&'a str>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(api: &'a ir::Api) -> Self {
        let items = api.operations.iter().filter_map(|operation| {
            let (collection, item) = operation.path.trim_end_matches('/').rsplit_once("/{")?;
            (item.find('}')? + 1 == item.len()).then_some(collection)
        });
        Self { api, collections: items.collect() }
    }
}

/// Candidates in words, the best first.
pub(super) fn candidates(paths: &Paths<'_>, operation: &ir::Operation, group: &[String]) -> Vec<Vec<String>> {
    let all = steps(operation);
    let (version, steps) = without_version(all.clone());
    let inner = without_group(steps.clone(), group);
    let best = phrase(paths, operation, &inner, group);
    let extended =
        |more: &[&str]| best.iter().cloned().chain(more.iter().flat_map(|text| words(text))).collect::<Vec<_>>();
    let mut candidates = vec![best.clone()];
    // The first version is the plain one.
    candidates.extend(version.filter(|version| version != "v1").map(|version| extended(&[&version])));
    candidates.push(phrase(paths, operation, &steps, group));
    if let Some(parameter) = last_path_parameter(operation) {
        candidates.push(extended(&["by", stem(parameter)]));
    }
    candidates.push(phrase(paths, operation, &all, group));
    candidates.push(extended(&["by", &operation.method]));
    candidates
}

/// Verb and noun of a path.
fn phrase(paths: &Paths<'_>, operation: &ir::Operation, steps: &[Step], group: &[String]) -> Vec<String> {
    if let Some(action) = action(operation, steps) {
        return action;
    }
    let last_is_item = steps.last().is_none_or(|step| step.item);
    let many = !last_is_item && speaks_of_many(paths, operation, steps);
    let verb = match operation.method.as_str() {
        "GET" if many => "list",
        "GET" => "get",
        "POST" => "create",
        "PUT" => "replace",
        "PATCH" => "update",
        "DELETE" => "delete",
        "HEAD" => "head",
        other => return words(other).into_iter().chain(noun(operation, steps, false, group)).collect(),
    };
    [verb.to_owned()].into_iter().chain(noun(operation, steps, verb == "create", group)).collect()
}

fn noun(operation: &ir::Operation, steps: &[Step], one: bool, group: &[String]) -> Vec<String> {
    let count = steps.len();
    let phrase: Vec<String> = steps
        .iter()
        .enumerate()
        .flat_map(|(at, step)| {
            let single = step.item || (one && at + 1 == count);
            if single { singular(&step.words) } else { step.words.clone() }
        })
        .collect();
    if !phrase.is_empty() {
        return phrase;
    }
    last_path_parameter(operation).map_or_else(|| singular(&subject(group)), |parameter| words(stem(parameter)))
}

/// `…/action/lock` is `lock`, `…/assign-library-item` says itself what it does, `…/custom-apps/upload` needs its object.
fn action(operation: &ir::Operation, steps: &[Step]) -> Option<Vec<String>> {
    let (last, before) = steps.split_last()?;
    if last.item {
        return None;
    }
    let under_action = before
        .last()
        .is_some_and(|step| matches!(step.words.as_slice(), [word] if word == "action" || word == "actions"));
    if under_action {
        return Some(last.words.clone());
    }
    if !is_action(&last.words, operation.method == "GET") {
        return None;
    }
    let object = if last.words.len() == 1 { object(before, operation.method != "GET") } else { Vec::new() };
    Some(last.words.iter().cloned().chain(object).collect())
}

/// What an action is done to: the literals before it, back to the last parameter.
fn object(before: &[Step], one: bool) -> Vec<String> {
    let Some((last, earlier)) = before.split_last() else { return Vec::new() };
    let start = earlier.iter().rposition(|step| step.item).map_or(0, |at| at + 1);
    let head = earlier[start..].iter().flat_map(|step| step.words.clone());
    head.chain(if last.item || one { singular(&last.words) } else { last.words.clone() }).collect()
}

/// Whether a reply of this path is a list, by what the document says of it, or else by its last word.
fn speaks_of_many(paths: &Paths<'_>, operation: &ir::Operation, steps: &[Step]) -> bool {
    let list = operation.replies.iter().any(|reply| match &reply.content {
        ir::ReplyContent::Json(ty) => is_list(paths.api, ty),
        _ => false,
    });
    let plural = steps.last().and_then(|step| step.words.last()).is_some_and(|word| is_plural(word));
    operation.paging.is_some() || list || plural || paths.collections.contains(operation.path.trim_end_matches('/'))
}

fn is_list(api: &ir::Api, ty: &ir::Type) -> bool {
    match ty {
        ir::Type::List(_) | ir::Type::NullableList(_) => true,
        ir::Type::Named(id) => match api.types.get(id.0).map(|def| &def.shape) {
            Some(ir::Shape::Alias(target)) => matches!(target, ir::Type::List(_) | ir::Type::NullableList(_)),
            _ => false,
        },
        _ => false,
    }
}

fn last_path_parameter(operation: &ir::Operation) -> Option<&str> {
    let last = operation.parameters.iter().rfind(|parameter| parameter.location == ir::Location::Path)?;
    Some(last.wire.as_str())
}

/// What a parameter identifies: `device_id` → `device`.
fn stem(parameter: &str) -> &str {
    ["_id", "Id", "-id"]
        .iter()
        .find_map(|end| parameter.strip_suffix(end))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(parameter)
}

fn steps(operation: &ir::Operation) -> Vec<Step> {
    let summary = operation.summary.as_deref().map(words).unwrap_or_default();
    let mut steps: Vec<Step> = Vec::new();
    for segment in operation.path.split('/') {
        let starts_with_parameter = segment.starts_with('{');
        if let Some(step) = steps.last_mut().filter(|_| starts_with_parameter) {
            step.item = true;
        }
        let literal = words_of_literal(segment, &summary);
        if !literal.is_empty() {
            steps.push(Step { words: literal, item: !starts_with_parameter && segment.contains('{') });
        }
    }
    steps
}

/// The words of a segment outside its braces. What is written together comes apart where the summary says how.
fn words_of_literal(segment: &str, summary: &[String]) -> Vec<String> {
    let mut literal = String::new();
    let mut depth = 0_usize;
    for c in segment.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => literal.push(c),
            _ => {}
        }
    }
    if !literal.contains(|c: char| c.is_alphanumeric()) {
        return Vec::new();
    }
    words(&literal).into_iter().flat_map(|word| apart(&word, summary).unwrap_or_else(|| vec![word])).collect()
}

/// `clearpasscode` with the summary "Clear the passcode" → `clear passcode`: words of the summary, in its order,
/// that make up the whole word.
fn apart(word: &str, summary: &[String]) -> Option<Vec<String>> {
    // For each length of the word's head: the summary's words that make it up.
    let mut heads: Vec<Option<Vec<&String>>> = vec![None; word.len() + 1];
    heads[0] = Some(Vec::new());
    for piece in summary {
        for at in (0..word.len()).rev() {
            let end = at + piece.len();
            let fits = word.get(at..).is_some_and(|rest| rest.starts_with(piece.as_str()));
            // A single letter proves nothing: `xprotect` is not `x protect`.
            if !fits || piece.len() < 2 || heads[end].is_some() {
                continue;
            }
            heads[end] = heads[at].clone().map(|head| head.into_iter().chain([piece]).collect());
        }
    }
    let found = heads.pop()??;
    (found.len() > 1).then(|| found.into_iter().cloned().collect())
}

fn is_version(words: &[String]) -> bool {
    let joined = words.concat();
    joined.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The version, and the path without it and without `api` before it.
fn without_version(mut steps: Vec<Step>) -> (Option<String>, Vec<Step>) {
    let version = steps.iter().find(|step| is_version(&step.words)).map(|step| step.words.join(" "));
    let named = steps.iter().any(|step| !is_version(&step.words));
    if named {
        steps.retain(|step| !is_version(&step.words));
    }
    while steps.len() > 1 && !steps[0].item && matches!(steps[0].words.concat().as_str(), "api" | "rest") {
        steps.remove(0);
    }
    (version, steps)
}

/// The handle says already what a leading segment with the group's name says.
fn without_group(mut steps: Vec<Step>, group: &[String]) -> Vec<Step> {
    if steps.len() > 1 && !steps[0].item && steps[0].words.concat() == group.concat() {
        steps.remove(0);
    }
    steps
}
