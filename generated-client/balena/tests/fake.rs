//! The fake server of the calls outside the sets, asked for each of them once.

use std::process::Command;

#[test]
fn every_operation_is_answered() {
    let own = std::env::current_exe().expect("this program");
    let folder = own.parent().and_then(std::path::Path::parent).expect("the folder of the build").join("examples");
    let program = folder.join(format!("balena_every_operation{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        eprintln!("left out: the example is not built; `cargo test -p balena-client` builds it");
        return;
    }
    let server = balena_client::fake::start(Default::default()).expect("a server");
    let mut command = Command::new(program);
    let output = command.args(["--base-url", &server.base_url(), "--token", server.token()]).output().expect("it runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.trim_end().ends_with(" called, 0 failed"), "{printed}");
}
