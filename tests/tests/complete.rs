//! Nothing is dropped in silence: whatever is taken out of a document that has every construct is seen to be missing,
//! in the emitted crate or in the messages.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::document::{Document, Format, NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::lower::Selection;
use generator::{Input, Options};
use serde_json::Value;

/// What a run shows of a document: files, and messages with their number. Places are left out: they shift with what
/// stands before them.
type Seen = (BTreeMap<String, String>, BTreeMap<String, usize>);

fn seen(text: String) -> Seen {
    let input = Input { document: Source { name: "openapi".to_owned(), text }, overlays: Vec::new() };
    let emit = emit::Options {
        whole_crate: true,
        crate_name: "complete".to_owned(),
        runtime: RuntimeSource::Embedded,
        document: "openapi".to_owned(),
        document_hash: String::new(),
    };
    let options = Options { repair: false, select: Selection::default(), lock: None, emit };
    let generated = generator::generate(input, &NoFiles, &options);
    let mut messages: BTreeMap<String, usize> = BTreeMap::new();
    for message in &generated.diagnostics {
        *messages.entry(format!("{} {}", message.code, message.message)).or_default() += 1;
    }
    let mut files = generated.files.unwrap_or_default();
    files.remove("src/generated/document.rs");
    (files, messages)
}

/// Pointers of everything that can be taken out. What stands inside an example is data, not a construct.
fn removable(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => return,
    };
    let properties = at.ends_with("/properties");
    for (key, value) in children {
        let pointer = format!("{at}/{key}");
        if !matches!(key.as_str(), "example" | "value" | "default") || properties {
            removable(value, &pointer, found);
        }
        found.push(pointer);
    }
}

fn without(tree: &Value, pointer: &str) -> Value {
    let mut tree = tree.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match tree.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.shift_remove(&key.replace("~1", "/").replace("~0", "~"))),
        Some(Value::Array(list)) => drop(list.remove(key.parse().unwrap())),
        _ => {}
    }
    tree
}

/// The document as JSON.
fn tree(version: &str) -> Value {
    let path = tests::root().join("tests/fixtures/complete").join(format!("{version}.yaml"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut messages = generator::diagnostics::Diagnostics::new();
    let document = Document::read(Source { name: version.to_owned(), text }, &NoFiles, &mut messages).unwrap();
    serde_json::from_str(&document.render(Format::Json)).unwrap()
}

/// What says nothing that is not said beside it as well. Everything else has to be seen.
fn is_redundant(tree: &Value, pointer: &str) -> bool {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let siblings = tree.pointer(parent).and_then(Value::as_object);
    let beside = |keys: &[&str]| siblings.is_some_and(|map| keys.iter().any(|key| map.contains_key(*key)));
    let redundant = match key {
        // A schema with properties is an object, one with items an array, and so on; what is neither is text.
        "type" => siblings.is_some_and(|map| map.len() > 1) || parent.contains("/parameters/"),
        // A path parameter is required anyway (OpenAPI 3.0.4, Parameter Object).
        "required" => beside(&["in"]) || parent.ends_with("/Planet/allOf/1"),
        // Replies are read as if nothing were required.
        "0" => parent.ends_with("/Planet/allOf/1/required"),
        _ => false,
    };
    redundant || WHOLES.iter().any(|whole| pointer.contains(whole))
}

/// What a message names as a whole, or what stands for itself: its parts have no effect of their own.
const WHOLES: &[&str] = &[
    // `unused-component`, `unused-schema`.
    "/Unused/",
    // `method-not-carried`: what OpenAPI 3.2 has beside the methods of 3.1.
    "/query/",
    "/additionalOperations/",
    "/mediaTypes/Plain/",
    // The caller writes the headers of a part as text, whatever a schema says.
    "/encoding/image/headers/X-Sum/",
    // What stands beside a reference takes the place of what it refers to (OpenAPI 3.1, Reference Object).
    "/components/responses/Done/description",
    // Text, pictures and bytes are what they are, whatever a schema says.
    "/content/text~1csv/",
    "/content/text~1plain/",
    "/content/image~1png/",
    "/content/application~1octet-stream/",
];

/// What can be taken out without anybody seeing it.
fn silent(version: &str) -> BTreeSet<String> {
    let tree = tree(version);
    let whole = seen(tree.to_string());
    assert!(!whole.0.is_empty(), "{version}: {:#?}", whole.1);
    let mut pointers = Vec::new();
    removable(&tree, "", &mut pointers);
    assert!(pointers.len() > 30, "{version} has {} constructs", pointers.len());
    let (next, silent) = (AtomicUsize::new(0), Mutex::new(BTreeSet::new()));
    let work = || {
        while let Some(pointer) = pointers.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !is_redundant(&tree, pointer) && seen(without(&tree, pointer).to_string()) == whole {
                silent.lock().unwrap().insert(pointer.clone());
            }
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
    silent.into_inner().unwrap()
}

#[test]
fn nothing_of_3_0_is_dropped_in_silence() {
    assert_eq!(silent("3.0"), BTreeSet::new());
}

#[test]
fn nothing_of_3_1_is_dropped_in_silence() {
    assert_eq!(silent("3.1"), BTreeSet::new());
}

#[test]
fn nothing_of_3_2_is_dropped_in_silence() {
    assert_eq!(silent("3.2"), BTreeSet::new());
}
