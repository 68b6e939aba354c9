//! Small documents that ask for much: each ends soon, in a client or in a message.

use std::fmt::Write as _;

use generator::Generated;
use serde_json::{Value, json};
use tests::pipeline;

/// Allocations for each byte of a document, on the thread that does all but printing: what explodes needs billions.
const FOR_A_BYTE: u64 = 500;

fn generate(text: &str) -> Generated {
    generate_within(text, FOR_A_BYTE * text.len() as u64)
}

fn generate_within(text: &str, most: u64) -> Generated {
    let mut generated = None;
    let cost = allocation_counter::measure(|| generated = Some(pipeline::generate(text, None)));
    assert!(cost.count_total < most, "{} allocations for {} bytes", cost.count_total, text.len());
    generated.expect("it was measured")
}

/// A document whose one reply is the component `S`.
fn document(schemas: Value) -> String {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/S"}}});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/s": {"get": {"responses": {"200": {"description": "d", "content": content}}}}},
        "components": {"schemas": schemas},
    })
    .to_string()
}

/// Floors whose every member leads to all members of the floor below; the ground is `S0_*`.
fn tower(floors: usize, members: usize, floor: impl Fn(usize, Vec<Value>) -> Value) -> String {
    let mut schemas = json!({"S": reference(floors, 0)});
    for height in 0..=floors {
        for member in 0..members {
            let below = (0..members).map(|member| reference(height.saturating_sub(1), member)).collect();
            let ground = json!({"type": "object", "properties": {format!("p{member}"): {"type": "string"}}});
            schemas[format!("S{height}_{member}")] = if height == 0 { ground } else { floor(member, below) };
        }
    }
    document(schemas)
}

fn reference(floor: usize, member: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/S{floor}_{member}")})
}

fn has(generated: &Generated, code: &str) -> bool {
    generated.diagnostics.iter().any(|message| message.code == code)
}

#[test]
fn towers_of_alternatives() {
    assert!(generate(&tower(14, 6, |_, below| json!({"oneOf": below}))).files.is_some());
    assert!(generate(&tower(14, 6, |_, below| json!({"allOf": below}))).files.is_some());
    let lists = |_, below| json!({"type": "array", "items": {"anyOf": below}});
    assert!(generate(&tower(14, 6, lists)).files.is_some());
}

/// Alternatives beside properties are types of their own for each way that leads to them: those multiply.
#[test]
fn products_of_alternatives_end_in_free_json() {
    let floor = |member: usize, below: Vec<Value>| json!({"properties": {format!("q{member}"): {}}, "oneOf": below});
    let generated = generate(&tower(12, 4, floor));
    assert!(generated.files.is_some() && has(&generated, "too-deep"));
    let group = |name: &str| {
        let members: Vec<Value> = (0..12).map(|at| json!({"properties": {format!("{name}{at}"): {}}})).collect();
        json!({"oneOf": members})
    };
    let groups: Vec<Value> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(group).into();
    let generated = generate(&document(json!({"S": {"allOf": groups}})));
    assert!(generated.files.is_some() && has(&generated, "union-flattened"));
}

/// Path items are copied where they are referred to, for `openapiv3` has no reference there.
#[test]
fn references_that_are_copied_do_not_fill_the_memory() {
    let mut paths = json!({});
    let operation = |callbacks: Value| json!({"responses": {"200": {"description": "d"}}, "callbacks": callbacks});
    for floor in 0..24 {
        let below = json!({"$ref": format!("#/paths/~1p{}", floor + 1)});
        let callbacks = json!({"a": {"{$url}": below}, "b": {"{$url}": below}});
        paths[format!("/p{floor}")] = json!({"post": operation(callbacks)});
    }
    paths["/p24"] = json!({"post": operation(json!({}))});
    let document = json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths});
    // The copies themselves, up to the limit, whatever the document's length.
    let generated = generate_within(&document.to_string(), 20_000_000);
    assert!(generated.files.is_none() && has(&generated, "ref-limit"));
}

#[test]
fn aliases_do_not_fill_the_memory() {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\nx0: &x0 [a, a]\n");
    for floor in 1..40 {
        let _ = writeln!(text, "x{floor}: &x{floor} [*x{0}, *x{0}]", floor - 1);
    }
    assert!(has(&generate(&text), "alias-limit"));
}

/// One level below the reader's limit: every stage walks it.
#[test]
fn the_deepest_document_goes_all_the_way() {
    let wraps: [fn(Value) -> Value; 4] = [
        |inner| json!({"type": "array", "items": inner}),
        |inner| json!({"additionalProperties": inner}),
        |inner| json!({"properties": {"a": inner}}),
        |inner| json!({"allOf": [inner]}),
    ];
    let fits = |schema: &Value| serde_json::from_str::<Value>(&document(json!({"S": schema}))).is_ok();
    for wrap in wraps {
        let mut deepest = json!({"type": "string"});
        while fits(&wrap(deepest.clone())) {
            deepest = wrap(deepest);
        }
        assert!(generate(&document(json!({"S": deepest}))).files.is_some());
        let generated = generate(&document(json!({"S": wrap(deepest)})));
        assert!(generated.files.is_none() && has(&generated, "nesting-too-deep"));
    }
}

#[test]
fn ten_thousand_levels_are_a_message() {
    let text = document(json!({"S": "@"})).replace("\"@\"", &format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000)));
    assert!(has(&generate(&text), "nesting-too-deep"));
}

/// What is quadratic in a name's namesakes or a schema's members shows here.
#[test]
fn much_of_one_kind() {
    let properties: Value =
        (0..4_000).map(|at| (format!("a{}", "-".repeat(at % 60)) + &at.to_string(), json!({}))).collect();
    let values: Vec<String> = (0..4_000).map(|at| format!("v{}{at}", " ".repeat(at % 9))).collect();
    let members: Vec<Value> = (0..300).map(|at| json!({"type": "object", "required": [format!("r{at}")]})).collect();
    let schema = json!({
        "type": "object",
        "properties": {"all": {"properties": properties}, "some": {"enum": values}, "one": {"oneOf": members}},
    });
    assert!(generate(&document(json!({"S": schema}))).files.is_some());
}

#[test]
fn descriptions_that_open_and_never_close() {
    for piece in ["[", "<a ", "*", "`", "> ", "| ", "- ", "&", "![", "<!--", "_", "```\n", "{", "\\", "](", "<b>"] {
        let text = piece.repeat(5_000);
        let schema = json!({"type": "object", "description": text, "properties": {"a": {"description": text}}});
        assert!(generate(&document(json!({"S": schema}))).files.is_some(), "{piece}");
    }
}

/// Tags that agree in all that fits into the name of a file.
#[test]
fn long_names_are_told_apart() {
    let mut paths = json!({});
    for at in 0..30 {
        let tag = format!("{} {}", "a long word ".repeat(7), "x".repeat(at));
        paths[format!("/p{at}")] = json!({"get": {"tags": [tag], "responses": {"204": {"description": "d"}}}});
    }
    let document = json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths});
    assert!(generate(&document.to_string()).files.is_some());
}
