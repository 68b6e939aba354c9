//! `cargo xtask drift` as a user runs it: what clients noticed, and what is fetched.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use tests::{root, scratch, text, xtask};

fn fixture(name: &str) -> String {
    root().join("tests/fixtures/drift").join(name).display().to_string()
}

fn drift(arguments: &[&str]) -> Output {
    let spec = fixture("openapi.yaml");
    let mut all = vec!["drift", "--spec", spec.as_str()];
    all.extend(arguments);
    xtask(&all).expect("cargo runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn what_clients_noticed_is_drift() {
    let (overlay, noticed) = (fixture("overlay.yaml"), fixture("noticed.jsonl"));
    let output = drift(&["--overlay", &overlay, "--against", &noticed]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    insta::assert_snapshot!(stdout(&output));
}

/// Without the overlays of the client its names lead nowhere, and a broken line is not passed over.
#[test]
fn observations_that_cannot_be_placed_are_refused() {
    let output = drift(&["--against", &fixture("noticed.jsonl")]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(text(&output).contains("no operation `lighting.all`"), "{}", text(&output));
    let folder = scratch("drift-observations").expect("scratch");
    let broken = folder.join("noticed.jsonl");
    let lines =
        "{\"operation\": \"lamps.get\", \"path\": \"/watts\", \"kind\": \"wrong-type\"}\n{\"operation\": \"lamps";
    std::fs::write(&broken, lines).expect("scratch is writable");
    let output = drift(&["--against", &broken.display().to_string()]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(text(&output).contains("line 2 is no observation"), "{}", text(&output));
}

/// Answers one request with these bytes, from another thread.
fn serve(head: &'static str, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        let mut lines = BufReader::new(stream.try_clone().expect("a socket can be cloned")).lines();
        while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
        let length = body.len();
        // Whoever had enough hangs up.
        let _ = write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(&body);
    });
    format!("http://{address}/openapi")
}

fn document() -> Vec<u8> {
    std::fs::read(Path::new(&fixture("openapi.yaml"))).expect("the fixture is there")
}

#[test]
fn what_is_fetched_is_compared() {
    let output = drift(&["--url", &serve("200 OK", document())]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let more = String::from_utf8_lossy(&document()).replace("watts:", "volts:").into_bytes();
    let output = drift(&["--url", &serve("200 OK", more)]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(stdout(&output).contains("The property `volts` is not in the document."), "{}", text(&output));
}

#[test]
fn what_cannot_be_fetched_is_said_in_a_sentence() {
    let cases = [
        (serve("404 Not Found", b"no".to_vec()), "answers 404"),
        (serve("302 Found\r\nLocation: https://example.org/", Vec::new()), "answers 302"),
        (serve("200 OK", vec![b' '; 65 * 1024 * 1024]), "up to 67 MB"),
        ("http://example.org/openapi.yaml".to_owned(), "name an https address"),
        ("http://127.0.0.1.example.org/openapi.yaml".to_owned(), "name an https address"),
        ("file:///etc/hosts".to_owned(), "name an https address"),
        ("http://127.0.0.1:1/openapi.yaml".to_owned(), "cannot fetch"),
    ];
    for (url, said) in cases {
        let output = drift(&["--url", &url]);
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert!(text(&output).contains(said), "{url}: {}", text(&output));
    }
}
