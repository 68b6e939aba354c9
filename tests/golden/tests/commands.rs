//! The examples of a generated crate, run as a user runs them.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use golden_client::fake::ROUTES;
use golden_client::rt::fake::{Options, Server};

fn run(example: &str, arguments: &[&str], input: &str) -> (i32, String, String) {
    // Cargo builds the examples along with this test, into the folder beside it.
    let test = std::env::current_exe().unwrap();
    let path = test.parent().unwrap().with_file_name("examples").join(format!("golden_{example}"));
    let mut command = Command::new(path);
    let mut child =
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read its input may be gone by now.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn decode_prints_the_value_and_what_was_set_aside() {
    let body = r#"[{"device_id":"d-1","serial_number":7},{"serial_number":"x"}]"#;
    let (code, out, err) = run("decode", &["GET /api/v1/devices", "200"], body);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains(r#""d-1""#), "{out}");
    assert!(err.contains("set aside $[0].serial_number: ") && err.contains("set aside $[1]: "), "{err}");
    assert_eq!(run("decode", &["--strict", "GET /api/v1/devices", "200"], body).0, 1);
    let (code, _, err) = run("decode", &["GET /api/v1/devices", "200"], r#"{"a":1}"#);
    assert!(code == 1 && err.trim_end().ends_with(" at $"), "{err}");
    assert_eq!(run("decode", &["GET /nowhere", "200"], "").0, 2);
    let (code, out, _) = run("decode", &["--list"], "");
    assert_eq!((code, out.lines().count(), out.lines().next()), (0, 5, Some("GET /api/v1/devices")));
}

#[test]
fn decode_takes_a_batch() {
    let path = std::env::temp_dir().join(format!("golden-batch-{}.jsonl", std::process::id()));
    let lines = r#"{"operation":"GET /api/v1/devices","status":200,"body":[{"device_id":"d-1"}]}
{"operation":"GET /api/v1/devices","status":200,"body":"[{\"device_id\":1}]"}
{"operation":"GET /api/v1/devices/{device_id}","status":200,"body":{"name":"no id"}}
"#;
    std::fs::write(&path, lines).unwrap();
    let (code, out, err) = run("decode", &["--batch", path.to_str().unwrap()], "");
    std::fs::remove_file(&path).unwrap();
    let results: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let fine: Vec<_> = results.iter().map(|result| result["ok"].as_bool().unwrap()).collect();
    assert_eq!((code, fine), (1, vec![true, true, false]), "{out}{err}");
    assert_eq!(results[2]["path"], "$");
}

#[test]
fn every_operation_is_called_once_and_only_on_this_machine() {
    let server = Server::start(ROUTES, Options::default()).unwrap();
    let (code, out, err) = run("every_operation", &["--base-url", &server.base_url(), "--token", server.token()], "");
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(out.lines().last(), Some("5 called, 0 failed"));
    assert!(out.contains("POST /api/v1/devices/{device_id}/action/erase → 200"), "{out}");
    let (code, out, _) = run("every_operation", &["--base-url", &server.base_url(), "--token", "wrong"], "");
    assert_eq!((code, out.lines().last()), (1, Some("5 called, 5 failed")));
    let (code, _, err) = run("every_operation", &["--base-url", "https://api.example.com", "--token", "t"], "");
    assert!(code == 2 && err.contains("not on this machine"), "{err}");
}
