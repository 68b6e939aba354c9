//! What holds of every comparison: nothing but what users or the wire notice is a change.

use std::path::PathBuf;

use generator::diagnostics::Diagnostics;
use generator::diff::{Kind, Level, render, wire};
use generator::document::Source;
use serde_json::{Value, json};
use tests::root;

use super::{Made, accepted, made, read, report, side};

/// The base with its keys the other way round, and in another notation.
#[test]
fn order_and_spelling_change_nothing() {
    let base: Value = serde_yaml::from_str(&read("base.yaml")).expect("the base is YAML");
    let reformatted = serde_json::to_string_pretty(&base).expect("it is JSON");
    let same = [("reversed", reversed(&base).to_string()), ("reformatted", reformatted)];
    let one = side(None);
    for (what, text) in same {
        let other = made(Source { name: "openapi.json".to_owned(), text });
        let report = report(&one, &other);
        assert!(report.changes.is_empty(), "{what}: {}", render::text(&report));
        assert_eq!(wire::compare(&one.tree, &other.tree), [], "{what}");
    }
}

/// Where a schema stands gives its type its name, and a name is what users write: without a name of its own an inlined
/// schema is called otherwise, and nothing else of the client changes.
#[test]
fn a_schema_put_in_place_of_its_references_changes_names_of_types_alone() {
    let one = side(None);
    let mut inlined: Value = serde_yaml::from_str(&read("base.yaml")).expect("the base is YAML");
    let root = inlined.clone();
    inline(&mut inlined, &root, 0);
    assert_ne!(inlined, root);
    let other = made(Source { name: "openapi.json".to_owned(), text: inlined.to_string() });
    for (from, to) in [(&one, &other), (&other, &one)] {
        assert_eq!(wire::compare(&from.tree, &to.tree), []);
        let report = report(from, to);
        let about_names = ["type-renamed", "type-removed", "type-added", "name-shifted", "docs-changed"];
        let wrong = report.changes.iter().filter(|change| !about_names.contains(&change.id));
        let wrong: Vec<_> = wrong.map(|change| (change.id, &change.item, &change.message)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(report.changes.iter().any(|change| change.client == Level::Major && change.kind == Kind::Compile));
    }
}

/// With the name that it had as a component, in place, it is the same type.
#[test]
fn a_schema_that_keeps_its_name_can_stand_anywhere() {
    let one = side(None);
    let mut tree: Value = serde_yaml::from_str(&read("base.yaml")).expect("the base is YAML");
    for (component, at) in [
        ("Order", "/paths/~1orders/post/responses/200/content/application~1json/schema"),
        ("Line", "/paths/~1orders/post/requestBody/content/application~1json/schema/items"),
        ("Color", "/components/schemas/Item/properties/color"),
    ] {
        let mut schema = tree["components"]["schemas"][component].clone();
        schema["x-name"] = json!(component);
        *tree.pointer_mut(at).expect("it refers there") = schema;
        let schemas = tree["components"]["schemas"].as_object_mut().expect("there are schemas");
        schemas.remove(component);
    }
    let other = made(Source { name: "openapi.json".to_owned(), text: tree.to_string() });
    for (from, to) in [(&one, &other), (&other, &one)] {
        let report = report(from, to);
        assert!(report.changes.is_empty(), "{}", render::text(&report));
    }
}

/// Whatever `generate` makes a client of can be compared: with itself there is no change, and with any other document
/// each difference has a rule.
#[test]
fn what_can_be_generated_can_be_compared() {
    let mut all = Vec::new();
    let folders =
        ["complete", "document", "emit", "endless", "evidence", "hostile", "lower", "merge", "perturb", "selection"];
    for folder in folders.map(|folder| format!("tests/fixtures/{folder}")) {
        collect(root().join(folder), &mut all);
    }
    all.sort();
    let mut before: Option<(PathBuf, Made)> = None;
    let mut compared = 0;
    for path in all {
        let name = path.display().to_string();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let twin = Source { name: name.clone(), text: text.clone() };
        let Some(one) = accepted(Source { name, text }, &mut Diagnostics::new()) else { continue };
        let other = accepted(twin, &mut Diagnostics::new()).expect("it was accepted before");
        let same = report(&one, &other);
        assert!(same.changes.is_empty(), "{}: {}", path.display(), render::text(&same));
        if let Some((last, before)) = &before {
            for (from, to) in [(before, &one), (&one, before)] {
                let report = report(from, to);
                let unhandled: Vec<_> = report.changes.iter().filter(|change| change.id == "unhandled").collect();
                assert!(unhandled.is_empty(), "{} and {}: {unhandled:#?}", last.display(), path.display());
            }
        }
        before = Some((path, one));
        compared += 1;
    }
    assert!(compared > 40, "{compared} documents were compared");
}

/// Operations with one id are refused on both ways; two paths that mean one endpoint are not, and stay apart.
#[test]
fn operations_that_share_an_id_or_an_endpoint() {
    let operation =
        |id: &str| json!({"operationId": id, "tags": ["x"], "responses": {"204": {"description": "Done."}}});
    let parameter = |name: &str| json!([{"name": name, "in": "path", "required": true, "schema": {"type": "string"}}]);
    let document = |first: &str, paths: [&str; 2]| {
        let mut all = serde_json::Map::new();
        for (path, id) in paths.iter().zip([first, "second"]) {
            let name = path.trim_matches(|c: char| "/a{}".contains(c));
            all.insert((*path).to_owned(), json!({"parameters": parameter(name), "get": operation(id)}));
        }
        json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": all})
    };
    let of = |value: &Value| {
        let mut messages = Diagnostics::new();
        let source = Source { name: "openapi.json".to_owned(), text: value.to_string() };
        (accepted(source, &mut messages), messages)
    };
    let (refused, messages) = of(&document("second", ["/a/{one}", "/a/{two}"]));
    assert!(refused.is_none());
    assert!(messages.all().iter().any(|message| message.code == "duplicate-operation-id"), "{:?}", messages.all());
    let (one, messages) = of(&document("first", ["/a/{one}", "/a/{two}"]));
    let Some(one) = one else { panic!("{:?}", messages.all()) };
    let (Some(same), _) = of(&reversed(&document("first", ["/a/{one}", "/a/{two}"]))) else {
        panic!("it was accepted")
    };
    let report = report(&one, &same);
    assert!(report.changes.is_empty(), "{}", render::text(&report));
}

/// Two methods that take and give the same and swap their names: every program compiles, and does the other thing.
#[test]
fn swapped_names_compile_and_are_told() {
    let of = |first: &str, second: &str| {
        let post = |id: &str| json!({"post": {"operationId": id, "tags": ["x"], "responses": {"204": {"description": "Done."}}}});
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": {"/a": post(first), "/b": post(second)}
        });
        made(Source { name: "openapi.json".to_owned(), text: document.to_string() })
    };
    let report = report(&of("open", "close"), &of("close", "open"));
    let majors: Vec<_> = report.changes.iter().filter(|change| change.client == Level::Major).collect();
    assert_eq!(majors.len(), 2, "{}", render::text(&report));
    let retargeted = |change: &&&generator::diff::Change| change.id == "method-retargeted";
    assert_eq!(majors.iter().filter(retargeted).count(), 2, "{}", render::text(&report));
}

fn collect(folder: PathBuf, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => collect(path, into),
            Some("yaml" | "json") => into.push(path),
            _ => {}
        }
    }
}

fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect(),
        Value::Array(items) => items.iter().map(reversed).collect(),
        other => other.clone(),
    }
}

/// References to schemas into what they lead to, where that is not too deep: `Tree` and `Shelf` hold themselves, and a
/// mapping of a discriminator leads to components.
fn inline(value: &mut Value, root: &Value, depth: usize) {
    let target = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
    let bound = ["/Tree", "/Shelf", "/Card", "/Cash"];
    let stays = target.is_some_and(|target| bound.iter().any(|name| target.ends_with(name)));
    if let Some(target) = target.filter(|_| depth < 5 && !stays).and_then(|target| root.pointer(target)) {
        let mut target = target.clone();
        inline(&mut target, root, depth + 1);
        *value = target;
        return;
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|member| inline(member, root, depth)),
        Value::Array(items) => items.iter_mut().for_each(|item| inline(item, root, depth)),
        _ => {}
    }
}
