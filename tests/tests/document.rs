//! Documents, right and wrong: what is said of them, and the typed document that comes out.

use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::{Diagnostics, Severity};
use generator::document::{Document, Format, Loader, NoFiles, Source};

/// Reads files beside a fixture; the generator has refused whatever leaves the folder.
struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&self, relative: &str) -> Result<String, String> {
        fs::read_to_string(self.0.join(relative)).map_err(|_| "there is no such file".to_owned())
    }
}

fn messages(d: &Diagnostics) -> String {
    d.all().iter().map(|message| format!("{message}\n")).collect()
}

/// Everything a run says of a document, then the typed document.
fn check(path: &Path) -> String {
    let mut d = Diagnostics::new();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return error.to_string(),
    };
    let Some(document) = Document::read(Source { name, text }, &Folder(folder), &mut d) else { return messages(&d) };
    let openapi = document.to_openapi(&mut d);
    document.locate_all(&mut d);
    match openapi {
        None => messages(&d),
        Some(openapi) => format!("{}---\n{}", messages(&d), serde_yaml::to_string(&openapi).unwrap_or_default()),
    }
}

#[test]
fn fixtures() {
    insta::glob!("../fixtures/document", "*/openapi.*", |path| {
        insta::assert_snapshot!(check(path));
    });
}

fn read(name: &str, text: &str) -> (Option<Document>, Diagnostics) {
    let mut d = Diagnostics::new();
    let source = Source { name: name.to_owned(), text: text.to_owned() };
    let document = Document::read(source, &NoFiles, &mut d);
    (document, d)
}

/// Later stages speak of the typed document, where things may stand elsewhere than in the files.
#[test]
fn what_was_moved_is_located_where_it_stands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/document");
    for (case, pointer, place) in [
        (
            "hoisting",
            "/components/schemas/BerthPlace2/properties/inner",
            "openapi.yaml:45 /components/schemas/Berth/properties/place/properties/inner",
        ),
        (
            "hoisting",
            "/components/parameters/GetBerthsPage/schema",
            "openapi.yaml:17 /paths/~1berths/get/parameters/0/schema",
        ),
        ("hoisting", "/paths/~1boats/get/responses/200", "openapi.yaml:8 /paths/~1ships/get/responses/200"),
        (
            "hoisting",
            "/paths/~1boats/get/responses/200/allOf/0",
            "openapi.yaml:8 /paths/~1ships/get/responses/200/allOf/0",
        ),
        ("other-files", "/components/schemas/AllShip/properties/owner", "schemas/all.yaml:5 /Ship/properties/owner"),
        ("other-files", "/paths/~1ships/get", "paths/ships.yaml:1 /get"),
        ("other-files", "/components/schemas/Ship", "openapi.yaml:16 /components/schemas/Ship"),
    ] {
        let folder = folder.join(case);
        let text = fs::read_to_string(folder.join("openapi.yaml")).unwrap_or_default();
        let mut d = Diagnostics::new();
        let source = Source { name: "openapi.yaml".to_owned(), text };
        let document = Document::read(source, &Folder(folder), &mut d);
        let mut found = generator::diagnostics::Place::pointer(pointer);
        if let Some(document) = document {
            assert!(document.to_openapi(&mut d).is_some());
            document.locate(&mut found);
        }
        let shown = format!("{}:{} {}", found.file.unwrap_or_default(), found.line.unwrap_or_default(), found.pointer);
        assert_eq!(shown, place, "{case} {pointer}");
    }
}

#[test]
fn deep_nesting_is_a_message() {
    let texts = [
        ("a.json", format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("a.json", format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000))),
        ("a.yaml", format!("a: {}1{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("a.yaml", (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect()),
        ("a.json", "[".repeat(10_000)),
    ];
    for (name, text) in texts {
        let (document, d) = read(name, &text);
        assert!(document.is_none());
        let codes: Vec<_> = d.all().iter().map(|message| message.code).collect();
        assert_eq!(codes, ["nesting-too-deep"], "{name} {:.20}", text);
        assert!(d.all()[0].place.line.is_some());
    }
}

/// As deep as the reader goes, the later stages go too.
#[test]
fn the_deepest_schema_is_converted() {
    let depth = 59;
    let schema =
        format!("{}{{\"type\":[\"string\",\"null\"]}}{}", "{\"items\":".repeat(depth * 2), "}".repeat(depth * 2));
    let text = format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"a\",\"version\":\"1\"}},\"paths\":{{}},\"components\":{{\"schemas\":{{\"Deep\":{schema}}}}}}}"
    );
    let (document, mut d) = read("a.json", &text);
    let openapi = document.and_then(|document| document.to_openapi(&mut d));
    assert!(openapi.is_some(), "{}", messages(&d));
}

#[test]
fn rendering_and_reading_again_changes_nothing() {
    let text = "openapi: 3.1.0\ninfo: {title: 'a: b', version: '1.10'}\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: 'yes'}\n        default: {description: \"multi\\nline\\ttext \\u0007\"}\nx-values: [1, -1, 1.5, null, true, '1', 'true', '~', '', {}, [], '2026-01-01']\n";
    let (document, d) = read("a.yaml", text);
    assert!(d.all().is_empty(), "{}", messages(&d));
    let document = document.as_ref();
    for format in [Format::Json, Format::Yaml] {
        let rendered = document.map(|document| document.render(format)).unwrap_or_default();
        let (again, d) = read("b", &rendered);
        assert!(d.all().is_empty(), "{}", messages(&d));
        assert_eq!(again.as_ref().map(Document::tree), document.map(Document::tree));
        assert_eq!(again.map(|again| again.render(format)), Some(rendered));
    }
}

/// Whatever is cut off or overwritten in a document, the outcome is a document or a message, never a panic.
#[test]
fn damaged_documents_are_never_a_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/document");
    let mut seen = 0;
    for case in ["lowering", "lenient", "hoisting", "several-at-once"] {
        let Ok(text) = fs::read_to_string(folder.join(case).join("openapi.yaml")) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            for replaced in ["", "null", "[7]", "{}", "{\"$ref\": '#/paths'}"] {
                let indent = &line[..line.len() - line.trim_start().len()];
                let key = line.split_once(':').map_or(String::new(), |(key, _)| format!("{key}: {replaced}"));
                for new in [format!("{indent}{replaced}"), key] {
                    let mut damaged = lines.clone();
                    damaged[index] = &new;
                    let (document, mut d) = read("a.yaml", &damaged.join("\n"));
                    let Some(document) = document else {
                        assert!(d.has_errors());
                        continue;
                    };
                    let openapi = document.to_openapi(&mut d);
                    document.locate_all(&mut d);
                    assert_eq!(openapi.is_none(), d.has_errors());
                    assert!(d.all().iter().all(|message| message.place.line.is_some()));
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 0);
}

/// Real documents, suites and documents that are meant to be wrong: each gives a typed document or an error with its place.
#[test]
fn other_peoples_documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/specs");
    if !folder.is_dir() {
        {
            eprintln!("left out: ../shared/conformance/specs is not here");
        }
        return;
    }
    let table = fs::read_to_string(folder.join("INDEX.tsv")).unwrap_or_default();
    let mut refused = Vec::new();
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(name), Some(kind)) = (columns.first(), columns.get(columns.len() - 2)) else { continue };
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let (document, mut d) = read(name, &text);
        let openapi = document.as_ref().and_then(|document| document.to_openapi(&mut d));
        if let Some(document) = &document {
            document.locate_all(&mut d);
        }
        assert_eq!(openapi.is_none(), d.has_errors(), "{name}");
        assert!(d.all().iter().all(|message| message.place.line.is_some()), "{name}");
        if openapi.is_none() {
            let codes: std::collections::BTreeSet<_> = d
                .all()
                .iter()
                .filter(|message| message.severity == Severity::Error)
                .map(|message| message.code)
                .collect();
            refused.push(format!("{kind} {name} {codes:?}"));
        }
    }
    insta::assert_snapshot!(refused.join("\n"));
}
