//! The place of a schema (or the like) that is copied into `components` into the name it gets there.

use std::borrow::Cow;

use serde_json::Value;

use super::target::{Spot, Trees};
use crate::document::path;

/// Names to try, the best first.
pub(super) fn candidates(trees: &Trees<'_>, spot: &Spot) -> Vec<String> {
    let file = file_words(trees.path(spot.file));
    let steps: Vec<Cow<'_, str>> = path::steps(&spot.pointer).collect();
    let inside = match steps.first().map(Cow::as_ref) {
        None => file.clone(),
        Some("paths" | "webhooks") => path_words(trees, spot, &steps),
        Some("components") => words(steps.get(2..).unwrap_or_default()),
        Some(_) => words(&steps),
    };
    let with_file = format!("{file}{inside}");
    match (spot.file, inside.is_empty()) {
        (_, true) => vec![file],
        (0, false) => vec![inside],
        (_, false) => vec![inside, with_file],
    }
}

/// The first candidate that is free, or the last one with a number.
pub(super) fn choose(candidates: &[String], is_free: impl Fn(&str) -> bool) -> String {
    if let Some(free) = candidates.iter().find(|name| is_free(name)) {
        return free.clone();
    }
    let last = candidates.last().map_or("Part", String::as_str);
    // A number is free at the latest when it exceeds the number of components.
    (2_u32..).map(|number| format!("{last}{number}")).find(|name| is_free(name)).unwrap_or_default()
}

/// Whether a name can stand in a reference as it is (the pattern of the Components Object, and what is harmless beside it).
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '~', '%'])
}

/// `common/error-body.yaml` as `ErrorBody`.
fn file_words(file: &str) -> String {
    let base = file.rsplit('/').next().unwrap_or(file);
    let name = capitalised(base.split('.').next().unwrap_or(base));
    if name.is_empty() { "Part".to_owned() } else { name }
}

/// `/paths/~1pets/get/responses/200/…/schema` by the operation's id or its method and path, and by what of it is meant.
fn path_words(trees: &Trees<'_>, spot: &Spot, steps: &[Cow<'_, str>]) -> String {
    let path = steps.get(1).map(Cow::as_ref).unwrap_or_default();
    let Some(method) = steps.get(2) else { return capitalised(path) };
    let operation = format!("/{}/{}/{method}", steps[0], path::escape(path));
    let id = trees.get(&Spot { file: spot.file, pointer: format!("{operation}/operationId") }).and_then(Value::as_str);
    let mut name = id.map_or_else(|| format!("{}{}", capitalised(method), capitalised(path)), capitalised);
    let mut rest = steps.get(3..).unwrap_or_default();
    match rest.first().map(Cow::as_ref) {
        Some("responses") => {
            let status = rest.get(1).map(Cow::as_ref).filter(|status| !status.starts_with('2')).unwrap_or_default();
            name.push_str("Response");
            name.push_str(&capitalised(status));
            rest = rest.get(2..).unwrap_or_default();
        }
        Some("requestBody") => {
            name.push_str("Request");
            rest = &rest[1..];
        }
        Some("parameters") => {
            let parameter = trees.get(spot).and_then(|parameter| parameter.get("name")).and_then(Value::as_str);
            name.push_str(&capitalised(parameter.unwrap_or("Parameter")));
            rest = rest.get(2..).unwrap_or_default();
        }
        _ => {}
    }
    name.push_str(&words(rest));
    name
}

/// Steps in capitals, without those that say nothing of what is meant, media types among them.
fn words(steps: &[Cow<'_, str>]) -> String {
    const SILENT: [&str; 9] =
        ["properties", "schema", "content", "allOf", "anyOf", "oneOf", "$defs", "definitions", "examples"];
    let mut out = String::new();
    let mut media_type = false;
    for step in steps {
        let silent = std::mem::replace(&mut media_type, step == "content");
        match step.as_ref() {
            _ if silent => {}
            "items" => out.push_str("Item"),
            silent if SILENT.contains(&silent) => {}
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => {}
            word => out.push_str(&capitalised(word)),
        }
    }
    out
}

/// `pet-food_id` as `PetFoodId`; letters outside ASCII and signs are left out.
fn capitalised(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let (first, rest) = word.split_at(1);
        out.push_str(&first.to_ascii_uppercase());
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_last() {
        let candidates = ["A".to_owned(), "FileA".to_owned()];
        assert_eq!(choose(&candidates, |_| true), "A");
        assert_eq!(choose(&candidates, |name| name != "A"), "FileA");
        assert_eq!(choose(&candidates, |name| !name.ends_with('A')), "FileA2");
    }

    #[test]
    fn words_of_steps() {
        let steps: Vec<_> = path::steps("/Device/properties/os-version/items").collect();
        assert_eq!(words(&steps), "DeviceOsVersionItem");
    }
}
