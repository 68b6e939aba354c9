//! The examples, run as a user would, against the fake tenant.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a test that cannot run its program has failed")]

use std::process::Command;

/// What an example prints; none where it was not built, which `cargo test --test examples` alone does not do.
fn run(name: &str, arguments: &[&str]) -> Option<String> {
    let own = std::env::current_exe().expect("this program");
    let folder = own.parent().and_then(std::path::Path::parent).expect("the folder of the build").join("examples");
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        eprintln!("left out: the example {name} is not built; `cargo test -p iru-client` builds it");
        return None;
    }
    let mut command = Command::new(program);
    command.args(arguments).env_remove("IRU_API_TOKEN").env_remove("IRU_TENANT").env_remove("IRU_URL");
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn each_example_does_what_it_says() {
    for (name, expected) in [
        ("list_devices", "601 devices"),
        ("not_seen", "ZX8PL4"),
        ("upload_installer", "companies/"),
        ("assign_everywhere", "curl --request POST"),
        ("blocking", "front"),
        ("own_transport", "Rosa's MacBook Pro"),
        ("wait_for_command", "nothing yet"),
    ] {
        if let Some(printed) = run(name, &[]) {
            assert!(printed.contains(expected), "{name} printed {printed}");
        }
    }
}

#[test]
fn every_operation_is_answered_by_the_fake_tenant() {
    let tenant = iru_client::fake::start(Default::default()).expect("a tenant");
    let arguments = ["--base-url", &tenant.base_url(), "--token", tenant.token()];
    if let Some(printed) = run("every_operation", &arguments) {
        assert_eq!(printed.lines().last(), Some("133 called, 0 failed"), "{printed}");
    }
}

#[test]
fn a_reply_at_hand_is_decoded() {
    if let Some(printed) = run("decode", &["--list"]) {
        assert_eq!(printed.lines().count(), 133, "{printed}");
    }
    if let Some(printed) = run("mock", &["--help"]) {
        assert!(printed.starts_with("usage: mock"), "{printed}");
    }
}

#[test]
fn the_inventory_is_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("inventory.csv");
    if run("inventory_csv", &[path.to_str().expect("a path of text")]).is_some() {
        let mut table = csv::Reader::from_path(path).expect("a file");
        assert_eq!(table.records().filter(Result::is_ok).count(), 601);
    }
}

#[test]
fn assigning_is_asked_for_by_name() {
    if let Some(printed) = run("assign_everywhere", &["--yes"]) {
        assert!(printed.contains(": assigned") && !printed.contains("curl"), "{printed}");
    }
}

#[test]
fn memory_stays_flat_in_small_too() {
    if cfg!(target_os = "linux")
        && let Some(printed) = run("transfer_memory", &["64"])
    {
        let over = printed.lines().filter_map(|line| line.split(": ").nth(1)?.split(' ').next()?.parse::<f64>().ok());
        assert_eq!(over.clone().filter(|over| *over < 30.0).count(), 2, "{printed}");
    }
}

#[test]
fn drift_is_written_down_as_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drift.jsonl");
    if run("drift_log", &[path.to_str().expect("a path of text")]).is_some() {
        let lines = std::fs::read_to_string(path).expect("a file");
        let expected =
            [("/0/platform", "unknown-value"), ("/0/battery", "unknown-field"), ("/1/battery", "unknown-field")]
                .map(|(path, kind)| serde_json::json!({"operation": "devices.list", "path": path, "kind": kind}));
        let lines: Vec<serde_json::Value> = lines.lines().flat_map(serde_json::from_str).collect();
        assert_eq!(lines, expected);
    }
}
