//! Commands that get a newcomer going: a configuration file, an excerpt under a message, the doctor, a mock server.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tests::{root, scratch, shared, text, xtask};

const CONFIG: &str = "[[client]]\nname = \"dogs-client\"\nspec = \"api.yaml\"\nout = \"clients/dogs\"\n";

#[test]
fn a_configuration_file_names_what_is_generated() {
    let folder = scratch("config").expect("scratch");
    std::fs::create_dir_all(&folder).expect("a folder");
    let document = root().join("tests/fixtures/emit/features/openapi.yaml");
    std::fs::copy(document, folder.join("api.yaml")).expect("the document");
    let config = folder.join("openapi-client.toml");
    std::fs::write(&config, CONFIG).expect("the file");
    let config = config.display().to_string();

    let output = xtask(&["generate", "--quiet", "--config", &config]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(folder.join("clients/dogs/runtime/src/lib.rs").is_file(), "the runtime is copied where nothing is said");
    let output = xtask(&["generate", "--quiet", "--config", &config, "--check"]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));

    std::fs::write(folder.join("clients/dogs/src/generated/fake.rs"), "// @generated\n// changed\n").expect("the file");
    let output = xtask(&["generate", "--quiet", "--config", &config, "--check"]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));

    std::fs::write(&config, CONFIG.replace("spec", "sepc")).expect("the file");
    let output = xtask(&["generate", "--config", &config]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("`sepc` is not known"), "{}", text(&output));
}

#[test]
fn a_configuration_file_chooses_operations_and_features() {
    let folder = scratch("config-choice").expect("scratch");
    std::fs::copy(root().join("tests/fixtures/selection/openapi.yaml"), folder.join("api.yaml")).expect("the document");
    let config = folder.join("openapi-client.toml");
    let generate = |more: &str| {
        std::fs::write(&config, format!("{CONFIG}{more}")).expect("the file");
        xtask(&["generate", "--config", &config.display().to_string()]).expect("cargo runs")
    };
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap_or_default();

    let output = generate("include = ['tag=C*']\nexclude = ['tag=Captains']\nfeatures = ['native-tls']\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(read("clients/dogs/Cargo.toml").contains("\ndefault = [\"native-tls\"]\n"));
    assert!(read("clients/dogs/src/generated/client.rs").contains("pub fn cranes("));
    assert!(!read("clients/dogs/src/generated/client.rs").contains("pub fn captains("));

    let output = generate("lock = 'names.lock'\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(read("names.lock").contains("\"GET /ships\" = \"list_ships\""), "the lock stands beside the file");

    for (more, expected) in [
        ("features = ['native']", "the crate has no feature `native`; it has"),
        ("include = ['tag=Boats']", "[selector-unmatched]"),
        ("lock = 'names.lock'\nexclude = ['tag=C*']", "client 1: a lock keeps the names of the whole document"),
    ] {
        let output = generate(more);
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert!(text(&output).contains(expected), "{expected}: {}", text(&output));
    }
}

#[test]
fn a_message_shows_the_line_it_speaks_of() {
    let folder = scratch("excerpt").expect("scratch");
    std::fs::create_dir_all(&folder).expect("a folder");
    let document = folder.join("api.yaml");
    let lines = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /x:\n    get:\n      responses:\n        '200': {$ref: '#/components/responses/Nowhere'}\n";
    std::fs::write(&document, lines).expect("the document");
    let (document, out) = (document.display().to_string(), folder.join("out").display().to_string());
    let output = xtask(&["generate", "--spec", &document, "--out", &out, "--name", "x"]).expect("cargo runs");
    let said = text(&output);
    assert!(said.contains("[ref-missing]"), "{said}");
    assert!(said.contains("7 |         '200': {$ref: '#/components/responses/Nowhere'}"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours in a pipe: {said}");
}

#[test]
fn the_doctor_finds_what_the_tests_run_on() {
    let output = xtask(&["doctor"]).expect("cargo runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("Rust toolchain: rustc 1."), "{}", text(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    for arguments in [&["completion", "bash"][..], &["explain"]] {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(root()).args(["run", "--quiet", "--package", "xtask", "--"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("cargo runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{arguments:?}: {}", text(&output));
    }
}

/// The command and what it starts; stopped when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// `cargo xtask mock`, once it listens.
#[cfg(unix)]
fn mock(document: &Path, more: &[&str]) -> (Running, u16) {
    use std::os::unix::process::CommandExt;

    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).expect("a port").port();
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()).args(["run", "--quiet", "--package", "xtask", "--", "mock"]).arg(document);
    command.args(["--port", &port.to_string(), "--token", "word"]).args(more).stdout(Stdio::piped()).process_group(0);
    let mut running = Running(command.spawn().expect("cargo runs"));
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(600), "the server does not listen");
        assert_eq!(running.0.try_wait().expect("a child"), None, "the command ended");
        std::thread::sleep(Duration::from_millis(200));
    }
    (running, port)
}

/// One after the other: the command keeps one folder for the crate that it serves.
#[cfg(unix)]
#[test]
fn documents_are_served_to_programs_in_any_language() {
    let (mut running, port) = mock(&root().join("tests/fixtures/emit/features/openapi.yaml"), &[]);
    assert!(get(port, "/nowhere", "word").starts_with("HTTP/1.1 404"));
    assert!(get(port, "/nowhere", "other").starts_with("HTTP/1.1 401"));
    let mut log = running.0.stdout.take().expect("an output");
    drop(running);
    let mut said = String::new();
    log.read_to_string(&mut said).expect("text");
    assert!(said.contains("404 GET /nowhere  (the document has no such path)"), "{said}");

    let Some(community) = shared("upstream/iru/openapi-kandji-2025-08.json") else { return };
    let (_running, port) = mock(&community, &["--empty"]);
    let send = |method: &str, path: &str, body: &str| request(port, &format!("{method} {path}"), "word", FORM, body);
    // The document requires nearly everything, of changes as well.
    let others =
        "enrollment_code.is_active=true&enrollment_code.code=897526&source.type=blueprint&source.id=16&type=map";
    let created = send("POST", "/api/v1/blueprints", &format!("name=First&{others}"));
    assert!(created.starts_with("HTTP/1.1 201"), "{created}");
    let (_, id) = created.split_once("\"id\":\"").expect("an id");
    let path = format!("/api/v1/blueprints/{}", id.split('"').next().unwrap_or_default());
    let read = get(port, &path, "word");
    assert!(read.starts_with("HTTP/1.1 200") && read.contains("\"name\":\"First\""), "{read}");
    let changed = send("PATCH", &path, &format!("name=Second&description=None&{others}"));
    assert!(changed.starts_with("HTTP/1.1 200"), "{changed}");
    let list = get(port, "/api/v1/blueprints", "word");
    assert!(list.contains("\"count\":1") && list.contains("\"name\":\"Second\""), "{list}");
    let refused = request(port, "POST /api/v1/tags", "word", "application/json", "{\"name\": 5}");
    assert!(refused.starts_with("HTTP/1.1 400") && refused.contains("`name` is no string"), "{refused}");
    assert!(send("DELETE", &path, "").starts_with("HTTP/1.1 200"));
    assert!(get(port, &path, "word").starts_with("HTTP/1.1 404"));
}

const FORM: &str = "application/x-www-form-urlencoded";

fn get(port: u16, path: &str, token: &str) -> String {
    request(port, &format!("GET {path}"), token, FORM, "")
}

/// A request by hand: no client of ours is asked.
fn request(port: u16, line: &str, token: &str, media: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    let length = body.len();
    let request = format!(
        "{line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: {media}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("written");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("read");
    reply
}
