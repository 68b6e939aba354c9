//! The invariants of ARCHITECTURE.md that the text of the sources shows.

use std::path::{Path, PathBuf};

use serde_json::json;
use tests::{pipeline, root};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder exists").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Files of the generator that contain one of the words outside the places where it belongs.
fn outside(words: &[&str], places: &[&str]) -> Vec<String> {
    let generator = root().join("generator/src");
    let mut found = Vec::new();
    for path in sources(&generator) {
        let name = path.strip_prefix(&generator).expect("it lies below").to_string_lossy().into_owned();
        if places.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("sources are readable");
        // Tests may do what the library may not.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines().enumerate();
        for (number, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if words.iter().any(|word| has_word(line, word)) {
                found.push(format!("{name}:{number}: {line}"));
            }
        }
    }
    found
}

/// Whether the text stands in the line, not as the end of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let starts_a_name = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| starts_a_name(at))
}

#[test]
fn tokens_are_written_in_emit_only() {
    assert_eq!(outside(&["quote!(", "quote! {", "use quote"], &["emit"]), Vec::<String>::new());
}

#[test]
fn identifiers_are_made_in_names_only() {
    assert_eq!(outside(&["heck::", "use heck"], &["names"]), Vec::<String>::new());
}

#[test]
fn openapi_types_end_at_lower() {
    assert_eq!(outside(&["openapiv3::"], &["document", "lower", "lib.rs"]), Vec::<String>::new());
}

#[test]
fn the_generator_is_pure() {
    let words = [
        "std::fs",
        "std::env::",
        "std::net",
        "std::process::Command",
        "SystemTime",
        "Instant::now",
        "HashMap",
        "HashSet",
    ];
    assert_eq!(outside(&words, &[]), Vec::<String>::new());
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in ["generator/src", "generated-client/runtime/src", "generated-client/iru/src", "xtask/src", "tests"] {
        for path in sources(&root().join(folder)) {
            let name = path.display().to_string();
            if ["/fixtures/", "/golden/fail/", "/golden/pass/", "/ui/"].iter().any(|place| name.contains(place)) {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("sources are readable");
            let first = text.lines().find(|line| !line.starts_with("// ")).unwrap_or_default();
            assert!(first.starts_with("//!"), "{name} begins with {first:?}");
        }
    }
}

/// The public functions that a macro of the runtime writes.
fn written_by(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("generated-client/runtime/src/macros").join(path));
    let text = text.expect("the macro is there");
    let functions = text.lines().filter_map(|line| line.trim_start().strip_prefix("pub fn ")?.split('(').next());
    functions.map(str::to_owned).collect()
}

#[test]
fn no_name_of_a_document_is_one_that_a_macro_writes() {
    let (of_clients, of_calls) = (written_by("client.rs"), written_by("call.rs"));
    assert!(of_clients.iter().any(|name| name == "rate_limit") && of_calls.iter().any(|name| name == "send"));
    let parameter = |name: &String| json!({"name": name, "in": "query", "schema": {"type": "string"}});
    let parameters: Vec<_> = of_calls.iter().map(parameter).collect();
    let path = |name: &String| {
        (
            format!("/{name}"),
            json!({"get": {
                "operationId": format!("{name}_list"), "tags": [name], "parameters": parameters, "responses": {}
            }}),
        )
    };
    let paths: serde_json::Map<_, _> = of_clients.iter().map(path).collect();
    let variables: serde_json::Map<_, _> =
        of_clients.iter().map(|name| (name.clone(), json!({"default": "x"}))).collect();
    let url: String = of_clients.iter().map(|name| format!("/{{{name}}}")).collect();
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths,
        "servers": [{"url": format!("https://x.example{url}"), "variables": variables}],
    });
    let generated = pipeline::generate(&document.to_string(), None);
    let taken = |text: &str, names: &[String]| -> Vec<String> {
        names.iter().filter(|name| text.contains(&format!("pub fn {name}("))).cloned().collect()
    };
    for (path, text) in generated.files.iter().flatten() {
        let names = if path.ends_with("client.rs") { &of_clients } else { &of_calls };
        assert_eq!(taken(text, names), Vec::<String>::new(), "{path}");
    }
}
