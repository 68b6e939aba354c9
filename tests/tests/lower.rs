//! Documents lowered to the IR: `fixtures/lower/*/input.yaml` against snapshots.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its data has failed")]

use generator::diagnostics::Diagnostics;
use generator::document::{Document, NoFiles, Source};
use generator::ir::Api;
use tests::ir_dump::dump;

fn lowered(name: &str, text: String) -> (Api, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = Source { name: name.to_owned(), text };
    let document =
        Document::read(source, &NoFiles, &mut diagnostics).unwrap_or_else(|| panic!("{name}: {:?}", diagnostics.all()));
    let openapi = document.to_openapi(&mut diagnostics).unwrap_or_else(|| panic!("{name}: {:?}", diagnostics.all()));
    let mut diagnostics = Diagnostics::new();
    let api = generator::lower::lower(&openapi, &mut diagnostics);
    (api, diagnostics)
}

#[test]
fn fixtures_are_lowered() {
    insta::glob!("../fixtures/lower", "*/input.yaml", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (api, diagnostics) = lowered("input.yaml", text);
        let notes: Vec<String> =
            diagnostics.all().iter().map(|note| format!("{} {}", note.code, note.place.pointer)).collect();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{}\n{}", dump(&api), notes.join("\n")));
        });
    });
}

/// A tower of `allOf`s whose every floor names the one below twice has 2^60 paths and 60 schemas.
#[test]
fn towers_of_all_of_stay_small() {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /x:\n    get:\n      responses:\n        '200':\n          description: d\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/S60'}\ncomponents:\n  schemas:\n    S0: {type: object, properties: {p0: {type: string}}}\n",
    );
    for floor in 1..=60 {
        let below = floor - 1;
        text.push_str(&format!(
            "    A{floor}: {{allOf: [{{$ref: '#/components/schemas/S{below}'}}]}}\n    S{floor}: {{allOf: [{{$ref: '#/components/schemas/S{below}'}}, {{$ref: '#/components/schemas/A{floor}'}}, {{type: object, properties: {{p{floor}: {{type: string}}}}}}]}}\n"
        ));
    }
    let (api, _) = lowered("tower.yaml", text);
    assert_eq!(api.types.len(), 1);
    assert!(dump(&api).contains("p60: text") && dump(&api).contains("p0: text"));
}

/// A chain of thousands of schemas is walked without recursion.
#[test]
fn long_chains_do_not_exhaust_the_stack() {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /x:\n    get:\n      responses:\n        '200':\n          description: d\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/S0'}\ncomponents:\n  schemas:\n",
    );
    for link in 0..3_000 {
        let next = link + 1;
        text.push_str(&format!("    S{link}: {{type: object, properties: {{n{link}: {{type: array, items: {{$ref: '#/components/schemas/S{next}'}}}}}}}}\n"));
    }
    text.push_str("    S3000: {type: object, properties: {end: {type: string}}}\n");
    let (api, _) = lowered("chain.yaml", text);
    assert_eq!(api.types.len(), 3_001);
}
