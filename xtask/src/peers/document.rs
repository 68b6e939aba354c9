//! The documents that are measured on → their files, their success examples, and the call of the program.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{files, report};

/// A document to measure on.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// As folders and tables call it.
    pub(super) name: String,
    /// Where it is.
    pub(super) file: PathBuf,
    /// Operation of the program with one call; otherwise the first that needs nothing to be said.
    pub(super) call: Option<&'static str>,
    /// Whether building its crate takes minutes.
    pub(super) is_large: bool,
}

struct Known {
    name: &'static str,
    title: &'static str,
    file: Option<&'static str>,
    call: Option<&'static str>,
}

const KNOWN: &[Known] = &[
    Known {
        name: "community",
        title: "the community document of the Iru API",
        file: Some("../shared/upstream/iru/openapi-kandji-2025-08.json"),
        call: Some("GET /api/v1/devices"),
    },
    Known {
        name: "jamf-pro",
        title: "Jamf Pro",
        file: Some("../shared/conformance/specs/jamf-pro-11.30.json"),
        call: None,
    },
    Known {
        name: "hetzner-cloud",
        title: "Hetzner Cloud",
        file: Some("../shared/conformance/specs/hetzner-cloud.json"),
        call: Some("GET /servers"),
    },
    Known { name: "github", title: "GitHub", file: None, call: Some("GET /issues") },
];

/// The package that GitHub's document is in.
const GITHUB: &str = "@octokit/openapi";

/// A name in full; documents that are not known have only the one.
pub(super) fn title(name: &str) -> String {
    KNOWN.iter().find(|known| known.name == name).map_or(name, |known| known.title).to_owned()
}

/// Names in the order of the tables: those that are known first.
pub(super) fn ordered<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let place = |name: &str| KNOWN.iter().position(|known| known.name == name).unwrap_or(KNOWN.len());
    let mut names: Vec<&String> = names.collect();
    names.sort_by_key(|name| (place(name), *name));
    names
}

/// The documents that were named, `NAME` of a known one or `NAME=FILE`; all that are known, where none was.
pub(super) fn chosen(named: &[String], cache: &Path) -> Result<Vec<Document>> {
    let all: Vec<String> = KNOWN.iter().map(|known| known.name.to_owned()).collect();
    let named = if named.is_empty() { &all[..] } else { named };
    named.iter().map(|one| document(one, cache)).collect()
}

fn document(named: &str, cache: &Path) -> Result<Document> {
    let (name, file) = named.split_once('=').map_or((named, None), |(name, file)| (name, Some(PathBuf::from(file))));
    let known = KNOWN.iter().find(|known| known.name == name);
    let file = match (file, known) {
        (Some(file), _) => file,
        (None, Some(Known { file: Some(file), .. })) => files::workspace().join(file),
        (None, Some(_)) => github(cache)?,
        (None, None) => {
            let names: Vec<&str> = KNOWN.iter().map(|known| known.name).collect();
            bail!("no document is known as {name}; write NAME=FILE, or one of {}", names.join(", "))
        }
    };
    let file = file.canonicalize().with_context(|| format!("cannot read {}", files::shown(&file)))?;
    let is_large = std::fs::metadata(&file).is_ok_and(|data| data.len() > 5_000_000);
    Ok(Document { name: name.to_owned(), file, call: known.and_then(|known| known.call), is_large })
}

/// GitHub's document, from npm.
fn github(cache: &Path) -> Result<PathBuf> {
    let file = cache.join("package/generated/api.github.com.json");
    if !file.exists() {
        report::line(&format!("fetching {GITHUB}"));
        std::fs::create_dir_all(cache)?;
        let packed = Command::new("npm").args(["pack", "--silent", GITHUB]).current_dir(cache).output();
        let packed = packed.context("npm is not there; name the document as github=FILE")?;
        let archive = String::from_utf8_lossy(&packed.stdout).trim().to_owned();
        let unpacked = Command::new("tar").arg("xzf").arg(&archive).current_dir(cache).status();
        if !unpacked.is_ok_and(|status| status.success()) {
            bail!("{GITHUB} could not be fetched; name the document as github=FILE");
        }
    }
    Ok(file)
}

/// An operation, as its document has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Operation {
    /// Upper case.
    pub(super) method: String,
    pub(super) path: String,
    pub(super) id: Option<String>,
    /// Whether a call needs no argument and has no body.
    pub(super) is_plain: bool,
    /// Whether a success has a JSON body.
    pub(super) has_json: bool,
    /// Status and value of its first success example.
    pub(super) example: Option<(u16, Value)>,
}

impl Operation {
    /// `GET /path`.
    pub(super) fn request(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// All operations of a document.
pub(super) fn operations(document: &Document) -> Result<Vec<Operation>> {
    let text = files::read_document(&document.file)?;
    let tree: Value = match serde_json::from_str(&text) {
        Ok(tree) => tree,
        Err(_) => serde_yaml::from_str(&text).with_context(|| format!("{} is no document", document.name))?,
    };
    Ok(of(&tree))
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn of(tree: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in tree.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let item = resolved(tree, item);
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                found.push(one(tree, path, item, method, operation));
            }
        }
    }
    unwrap(&mut found);
    found
}

/// Some converters write `{"value": …}`, which is how an entry of `examples` begins, under `example`. Where hardly any
/// example of a document is otherwise, what is inside is what the server sends.
fn unwrap(operations: &mut [Operation]) {
    let inner = |value: &mut Value| match value {
        Value::Object(members) if members.len() == 1 => members.get_mut("value").map(Value::take),
        _ => None,
    };
    let examples = || operations.iter().filter_map(|one| one.example.clone());
    let (all, wrapped) = (examples().count(), examples().filter_map(|(_, mut value)| inner(&mut value)).count());
    if wrapped < 3 || wrapped * 10 < all * 9 {
        return;
    }
    for (_, value) in operations.iter_mut().filter_map(|one| one.example.as_mut()) {
        if let Some(inner) = inner(value) {
            *value = inner;
        }
    }
}

fn one(tree: &Value, path: &str, item: &Value, method: &str, operation: &Value) -> Operation {
    let lists = [item.get("parameters"), operation.get("parameters")];
    let mut parameters = lists.into_iter().flatten().filter_map(Value::as_array).flatten();
    let is_required = |one: &Value| resolved(tree, one).get("required") == Some(&Value::Bool(true));
    let bodies = successes(tree, operation);
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        id: operation.get("operationId").and_then(Value::as_str).map(str::to_owned),
        is_plain: method == "get" && !parameters.any(is_required) && operation.get("requestBody").is_none(),
        has_json: !bodies.is_empty(),
        example: bodies.iter().find_map(|(status, body)| Some((*status, example(tree, body)?))),
    }
}

/// The JSON bodies of success replies, the lowest status first.
fn successes<'a>(tree: &'a Value, operation: &'a Value) -> Vec<(u16, &'a Value)> {
    let mut found = Vec::new();
    for (status, reply) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
        let Some(status) = status.parse::<u16>().ok().filter(|status| status / 100 == 2) else { continue };
        let content = resolved(tree, reply).get("content").and_then(Value::as_object);
        let is_json = |kind: &str| {
            let kind = kind.split(';').next().unwrap_or_default().trim().to_lowercase();
            kind == "application/json" || kind.ends_with("+json")
        };
        let body = content.into_iter().flatten().find(|(kind, _)| is_json(kind));
        found.extend(body.map(|(_, body)| (status, body)));
    }
    found.sort_by_key(|(status, _)| *status);
    found
}

/// The first example of a body; one that is JSON in a string is read.
fn example(tree: &Value, body: &Value) -> Option<Value> {
    let named = || body.get("examples")?.as_object()?.values().next().map(|one| resolved(tree, one))?.get("value");
    let value = body.get("example").or_else(named)?;
    let read =
        value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()).filter(|read| !read.is_string());
    Some(read.unwrap_or_else(|| value.clone()))
}

fn resolved<'a>(tree: &'a Value, mut value: &'a Value) -> &'a Value {
    // A circle of references ends somewhere in it.
    for _ in 0..8 {
        let Some(pointer) = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) else {
            break;
        };
        let Some(target) = tree.pointer(&pointer.replace("%7B", "{").replace("%7D", "}")) else { break };
        value = target;
    }
    value
}

/// The operation that the program calls.
pub(super) fn call<'a>(document: &Document, operations: &'a [Operation]) -> Option<&'a Operation> {
    let wanted = |one: &&Operation| document.call.is_some_and(|call| one.request() == call);
    let plain = |one: &&Operation| one.is_plain && one.has_json;
    operations.iter().find(wanted).or_else(|| operations.iter().find(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_found_wherever_they_may_stand() {
        let tree = serde_json::json!({
            "paths": {
                "/a": { "get": { "operationId": "a", "responses": {
                    "201": { "content": { "application/json": { "example": { "late": 1 } } } },
                    "200": { "$ref": "#/components/responses/A" },
                    "404": { "content": { "application/json": { "example": {} } } },
                } } },
                "/b/{b}": {
                    "parameters": [{ "$ref": "#/components/parameters/b" }],
                    "get": { "responses": { "200": { "content": { "text/plain": { "example": "x" } } } } },
                },
            },
            "components": {
                "parameters": { "b": { "name": "b", "in": "path", "required": true } },
                "responses": { "A": { "content": { "application/json; charset=utf-8": {
                    "examples": { "one": { "value": "{\"n\": 1}" } },
                } } } },
            },
        });
        let [a, b] = &of(&tree)[..] else { panic!("two operations") };
        assert_eq!((a.request().as_str(), a.id.as_deref(), a.is_plain), ("GET /a", Some("a"), true));
        assert_eq!(a.example, Some((200, serde_json::json!({ "n": 1 }))));
        assert_eq!((b.is_plain, b.has_json, &b.example), (false, false, &None));
    }

    #[test]
    fn what_a_converter_wrapped_is_unwrapped() {
        let operation = |example: Value| {
            let content = serde_json::json!({ "application/json": { "example": example } });
            serde_json::json!({ "get": { "responses": { "200": { "content": content } } } })
        };
        let wrapped = operation(serde_json::json!({ "value": [1] }));
        let habit = of(&serde_json::json!({ "paths": { "/a": wrapped, "/b": wrapped, "/c": wrapped } }));
        let once = of(&serde_json::json!({ "paths": { "/a": wrapped, "/b": operation(serde_json::json!([1])) } }));
        assert!(habit.iter().all(|one| one.example == Some((200, serde_json::json!([1])))));
        assert_eq!(once.first().and_then(|one| one.example.clone()), Some((200, serde_json::json!({ "value": [1] }))));
    }
}
