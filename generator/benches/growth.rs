//! How the time of a generation grows with the operations of the document: the exponent of a power law.
//!
//! `cargo bench -p openapi-client-codegen --bench growth`; exits with 1 where the exponent is over its bound.
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement prints what it found; sizes and milliseconds are far below what a float holds exactly"
)]

use std::process::ExitCode;
use std::time::Instant;

use generator::document::{NoFiles, Source};
use generator::emit::{self, RuntimeSource};
use generator::{Input, Options, generate, lower};
use serde_json::{Map, Value, json};

/// Sizes, and how often each is measured; the least time counts, since a busy machine only ever adds to it.
const SIZES: [(usize, usize); 4] = [(10, 30), (100, 20), (1_000, 5), (10_000, 2)];

/// A little over linear is sorting; what is quadratic shows as more.
const BOUND: f64 = 1.1;

fn main() -> ExitCode {
    let mut points = Vec::new();
    for (operations, runs) in SIZES {
        let text = document(operations);
        let seconds = (0..runs).map(|_| seconds(&text, operations)).fold(f64::INFINITY, f64::min);
        println!("{operations:>6} operations  {:>9.2} ms", seconds * 1e3);
        points.push(((operations as f64).ln(), seconds.ln()));
    }
    let (all, last) = (slope(&points), slope(&points[points.len() - 2..]));
    println!("exponent {all:.3} over all sizes, {last:.3} over the last two; the bound is {BOUND}");
    if all <= BOUND { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn seconds(text: &str, operations: usize) -> f64 {
    let document = Source { name: "growth.json".to_owned(), text: text.to_owned() };
    let input = Input { document, overlays: Vec::new() };
    let start = Instant::now();
    let generated = generate(input, &NoFiles, &options());
    let seconds = start.elapsed().as_secs_f64();
    assert!(generated.files.is_some() && generated.operations == operations, "{:?}", generated.diagnostics);
    seconds
}

fn options() -> Options {
    let emit = emit::Options {
        whole_crate: true,
        crate_name: "growth-client".to_owned(),
        runtime: RuntimeSource::Embedded,
        document: "growth.json".to_owned(),
        document_hash: String::new(),
    };
    Options { repair: true, select: lower::Selection::default(), lock: None, emit }
}

/// The slope of the line that fits best.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let (above, below) = points.iter().fold((0.0, 0.0), |(above, below), point| {
        (above + (point.0 - x) * (point.1 - y), below + (point.0 - x).powi(2))
    });
    above / below
}

/// Two operations a resource, ten resources a tag; each resource has a schema of its own, with an object and an
/// enumeration inside, and an example.
fn document(operations: usize) -> String {
    let resources = operations / 2;
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for number in 0..resources {
        paths.insert(format!("/shelf-{}/thing-{number}", number / 10), item(number));
        schemas.insert(format!("Thing{number}"), schema(number));
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Growth", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn item(number: usize) -> Value {
    let reference = json!({ "$ref": format!("#/components/schemas/Thing{number}") });
    let example = json!({ "id": format!("t-{number}"), "size": 3, "kind": "small", "maker": { "name": "A" } });
    let tag = format!("Shelf {}", number / 10);
    let list = json!({ "type": "object", "properties": {
        "results": { "type": "array", "items": reference }, "next": { "type": "string", "nullable": true } } });
    json!({
        "get": {
            "operationId": format!("listThing{number}"), "tags": [tag],
            "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } }],
            "responses": { "200": { "description": "All.", "content": { "application/json": {
                "schema": list, "example": { "results": [example], "next": null } } } } },
        },
        "post": {
            "operationId": format!("createThing{number}"), "tags": [tag],
            "requestBody": { "content": { "application/json": { "schema": reference } } },
            "responses": { "201": { "description": "Made.", "content": { "application/json": {
                "schema": reference, "example": example } } } },
        },
    })
}

fn schema(number: usize) -> Value {
    json!({ "type": "object", "description": format!("The thing {number}."), "required": ["id"], "properties": {
        "id": { "type": "string" },
        "size": { "type": "integer", "format": "int32" },
        "kind": { "type": "string", "enum": ["small", "large", format!("of {number}")] },
        "made_at": { "type": "string", "format": "date-time" },
        format!("note_{number}"): { "type": "string", "description": "What somebody wrote." },
        "maker": { "type": "object", "properties": {
            "name": { "type": "string" }, "city": { "type": "string" }, format!("since_{number}"): { "type": "string" } } },
    } })
}
