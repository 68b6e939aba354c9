//! `cargo xtask import` as a user runs it: one sentence for each bad file, recordings of a server, and doing it twice.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use golden_client::fake::ROUTES;
use golden_client::rt::fake::{Options, Server};
use serde_json::{Value, json};
use tests::{scratch, text, xtask};

fn import(files: &[&Path], into: &Path) -> (Option<i32>, String) {
    let mut arguments = vec!["import".to_owned()];
    arguments.extend(files.iter().map(|file| file.display().to_string()));
    arguments.extend(["--into".to_owned(), into.display().to_string()]);
    let output = xtask(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).expect("cargo runs");
    (output.status.code(), text(&output))
}

#[test]
fn bad_input_gets_a_sentence_and_changes_nothing() {
    let folder = scratch("import-bad-input").expect("scratch");
    let cases: [(&str, &[u8]); 9] = [
        (
            "truncated.har",
            br#"{"log": {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "https://a.exam"#,
        ),
        (
            "not-utf-8.har",
            b"{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", \"url\": \"https://\xff\"}}]}}",
        ),
        ("no-entries.har", br#"{"log": {"version": "1.2"}}"#),
        ("entries-are-text.har", br#"{"log": {"entries": "none"}}"#),
        (
            "truncated.json",
            br#"{"info": {"name": "Lamps", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/c"#,
        ),
        ("not-utf-8.json", b"{\"info\": {\"name\": \"L\xe4mpchen\"}, \"item\": []}"),
        ("archive.json", b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe"),
        ("compressed.json", b"\x1f\x8b\x08\x00\xff"),
        ("page.html", b"<!doctype html><title>Sign in</title>"),
    ];
    let into = folder.join("openapi.yaml");
    let mut shown = String::new();
    for (name, bytes) in cases {
        let file = folder.join(name);
        std::fs::write(&file, bytes).expect("scratch is writable");
        let (code, said) = import(&[&file], &into);
        assert_eq!(code, Some(2), "{name}: {said}");
        assert!(!into.exists(), "{name}");
        shown += &said;
    }
    insta::assert_snapshot!(shown);
}

/// An entry of a recording, as a browser writes it, of one exchange with the server.
fn entry(server: &Server, method: &str, path: &str) -> Value {
    let address = server.base_url();
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).expect("the server listens");
    let body = if method == "POST" { r#"{"name": "SECRET"}"# } else { "" };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        server.token(),
        body.len()
    )
    .expect("the server reads");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("the server answers with text");
    let (head, text) = reply.split_once("\r\n\r\n").expect("a reply has a head");
    let status: u16 = head.get(9..12).and_then(|status| status.parse().ok()).expect("a status line");
    let media_type = if text.is_empty() { "" } else { "application/json" };
    let posted = (!body.is_empty()).then(|| json!({ "mimeType": "application/json", "text": body }));
    let headers = json!([{ "name": "Authorization", "value": format!("Bearer {}", server.token()) }]);
    let mut request = json!({ "method": method, "url": format!("{address}{path}"), "headers": headers });
    if let Some(posted) = posted {
        request["postData"] = posted;
    }
    json!({
        "startedDateTime": "2024-01-01T00:00:00Z",
        "request": request,
        "response": { "status": status, "content": { "size": text.len(), "mimeType": media_type, "text": text } },
    })
}

/// What a server answers, recorded, becomes a document with its types and none of its values.
#[test]
fn a_recording_of_the_fake_server_is_imported() {
    let server = Server::start(ROUTES, Options::default()).expect("a loopback port");
    let paths = ROUTES.iter().map(|route| (route.method, route.path.replace("{device_id}", "4711")));
    let entries: Vec<Value> = paths.map(|(method, path)| entry(&server, method, &path)).collect();
    let folder = scratch("import-recording").expect("scratch");
    let (recording, into) = (folder.join("recording.har"), folder.join("openapi.yaml"));
    std::fs::write(&recording, json!({ "log": { "version": "1.2", "entries": entries } }).to_string())
        .expect("scratch is writable");
    let (code, said) = import(&[&recording], &into);
    assert_eq!(code, Some(0), "{said}");
    let document = std::fs::read_to_string(&into).expect("the document was written");
    for value in ["SECRET", "C02A", "d-1", "Wi-Fi", "4711", "one", server.token()] {
        assert!(!document.contains(value), "{value} is in the document");
    }
    insta::assert_snapshot!(document.replace(&server.base_url(), "http://127.0.0.1"));
    // The same recording a second time has nothing to add.
    let (code, said) = import(&[&recording], &into);
    assert_eq!((code, std::fs::read_to_string(&into).ok()), (Some(0), Some(document)), "{said}");
}

/// The vendor's newest collection: every item is accounted for, a second time nothing changes, and the document generates.
#[test]
fn the_newest_collection_is_imported_twice() {
    let Some(upstream) = tests::shared("upstream/iru") else { return };
    let folder = scratch("import-collection").expect("scratch");
    let (into, collection) = (folder.join("openapi.yaml"), upstream.join("postman-iru-2026-05.json"));
    let (code, said) = import(&[&collection], &into);
    assert_eq!(code, Some(0), "{said}");
    // 134 items: one has the URL of another, two are uploads to a signed URL.
    assert_eq!(said.matches("import-conflict").count(), 1, "{said}");
    assert!(said.contains("import-foreign × 2"), "{said}");
    let document = std::fs::read_to_string(&into).expect("the document was written");
    assert_eq!(document.matches("operationId:").count(), 131);
    let (code, said) = import(&[&collection], &into);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(std::fs::read_to_string(&into).ok(), Some(document), "{said}");
    let (into, out) = (into.display().to_string(), folder.join("client").display().to_string());
    let output = xtask(&["generate", "--spec", &into, "--name", "imported", "--out", &out]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("131 of 131 operations"), "{}", text(&output));
}
