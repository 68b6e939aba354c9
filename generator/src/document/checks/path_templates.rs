//! Path templates against the path parameters that are declared: a missing declaration is added, an idle one removed.

use serde_json::{Map, Value, json};

use super::{METHODS, identity, operation_pointer, operations, parameters, path_items};
use crate::diagnostics::Diagnostics;
use crate::document::path;

/// What is to be done to one operation or path item.
struct Change {
    path: String,
    method: Option<&'static str>,
    add: Vec<String>,
    remove: Vec<usize>,
}

/// Makes templates and declarations agree, with a warning for each change.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    let mut changes = Vec::new();
    for (path, item) in path_items(tree) {
        template(path, d);
        compare(tree, path, item, &mut changes, d);
    }
    for change in changes {
        apply(tree, change);
    }
}

/// A path that no request could be made of.
fn template(path: &str, d: &mut Diagnostics) {
    let pointer = path::join("/paths", path);
    if !path.starts_with('/') {
        d.error("path-template", &pointer, "a path begins with a slash", "write it with a slash in front");
    }
    let mut depth = 0_i32;
    let balanced = path.chars().all(|char| {
        depth += i32::from(char == '{') - i32::from(char == '}');
        (0..=1).contains(&depth)
    });
    if !balanced || depth != 0 || path.contains("{}") {
        d.error("path-template", &pointer, "the braces of this path do not match", "write each parameter as `{name}`");
    }
    if let Some(name) = names(path).into_iter().find(|name| path.matches(&format!("{{{name}}}")).count() > 1) {
        let message = format!("the path names `{name}` twice");
        d.error("path-template", &pointer, message, "give each place a name of its own");
    }
    if path.contains(['?', '#']) {
        let help = "describe what follows `?` as query parameters; leave out what follows `#`";
        d.warning(
            "path-query",
            &pointer,
            "a path holds neither a query nor a fragment; a server would not understand it",
            help,
        );
    }
}

fn compare(tree: &Value, path: &str, item: &Map<String, Value>, changes: &mut Vec<Change>, d: &mut Diagnostics) {
    let wanted = names(path);
    let shared = path_parameters(tree, item);
    let mut used = false;
    for (method, operation) in operations(item) {
        used = true;
        let own = path_parameters(tree, operation);
        let is_declared = |name: &str| own.iter().chain(&shared).any(|(_, declared)| *declared == name);
        let add: Vec<String> = wanted.iter().filter(|name| !is_declared(name)).map(|name| (*name).to_owned()).collect();
        for name in &add {
            let message = format!("the path parameter {name:?} is not declared; text is taken");
            d.warning(
                "path-parameter-undeclared",
                operation_pointer(path, method),
                message,
                "declare it under `parameters` with `in: path`",
            );
        }
        let remove = idle(&own, &wanted, &operation_pointer(path, method), d);
        changes.push(Change { path: path.to_owned(), method: Some(method), add, remove });
    }
    if used {
        let remove = idle(&shared, &wanted, &path::join("/paths", path), d);
        changes.push(Change { path: path.to_owned(), method: None, add: Vec::new(), remove });
    }
}

/// Indexes of the path parameters that the template does not have.
fn idle(declared: &[(usize, &str)], wanted: &[&str], pointer: &str, d: &mut Diagnostics) -> Vec<usize> {
    let mut out = Vec::new();
    for (index, name) in declared.iter().filter(|(_, name)| !wanted.contains(name)) {
        let message = format!("the path has no {{{name}}}; this parameter is left out");
        d.warning(
            "path-parameter-unused",
            format!("{pointer}/parameters/{index}"),
            message,
            "remove it, or put it into the path",
        );
        out.push(*index);
    }
    out
}

/// The declared path parameters, with their index in the list.
fn path_parameters<'v>(tree: &'v Value, item: &'v Map<String, Value>) -> Vec<(usize, &'v str)> {
    parameters(item)
        .iter()
        .enumerate()
        .filter_map(|(index, parameter)| match identity(tree, parameter)? {
            (name, "path") => Some((index, name)),
            _ => None,
        })
        .collect()
}

/// The names between the braces, each once.
fn names(path: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for part in path.split('{').skip(1) {
        let Some((name, _)) = part.split_once('}') else { continue };
        if !name.is_empty() && !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

fn apply(tree: &mut Value, change: Change) {
    let Change { path, method, add, mut remove } = change;
    if add.is_empty() && remove.is_empty() {
        return;
    }
    let item = tree.get_mut("paths").and_then(|paths| paths.get_mut(&path));
    let holder = match method {
        Some(method) if METHODS.contains(&method) => item.and_then(|item| item.get_mut(method)),
        _ => item,
    };
    let Some(Value::Object(holder)) = holder else { return };
    let list = holder.entry("parameters").or_insert_with(|| Value::Array(Vec::new()));
    if list.is_null() {
        *list = Value::Array(Vec::new());
    }
    let Value::Array(list) = list else { return };
    remove.sort_unstable();
    for index in remove.into_iter().rev() {
        list.remove(index);
    }
    list.extend(
        add.into_iter()
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_template() {
        assert_eq!(names("/a/{b}/{c}.{d}/{b}"), ["b", "c", "d"]);
        assert!(names("/a/b").is_empty());
    }
}
