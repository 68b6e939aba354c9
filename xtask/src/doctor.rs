//! `cargo xtask doctor`: what this machine has → what works here and what is missing for the rest.

use std::process::{Command, Stdio};

use anstyle::{AnsiColor, Style};
use anyhow::Result;

use crate::{Outcome, files, report};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const LESS: Style = AnsiColor::Yellow.on_default().bold();

/// Say what is missing on this machine, and what for.
///
/// Exits with 1 if something is missing that building and testing need; what only one command needs is said.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Something that is looked for.
struct Tool {
    name: &'static str,
    /// The program and its arguments; any of them will do.
    tries: &'static [&'static [&'static str]],
    /// What needs it.
    purpose: &'static str,
    needed: bool,
    /// How it is had.
    remedy: &'static str,
}

const TOOLS: &[Tool] = &[
    Tool {
        name: "Rust toolchain",
        tries: &[&["rustc", "--version"]],
        purpose: "everything",
        needed: true,
        remedy: "install Rust 1.88 or later from rustup.rs",
    },
    Tool {
        name: "rustfmt",
        tries: &[&["cargo", "fmt", "--version"]],
        purpose: ".ci/run",
        needed: true,
        remedy: "rustup component add rustfmt",
    },
    Tool {
        name: "clippy",
        tries: &[&["cargo", "clippy", "--version"]],
        purpose: ".ci/run",
        needed: true,
        remedy: "rustup component add clippy",
    },
    Tool {
        name: "C compiler",
        tries: &[&["cc", "--version"], &["clang", "--version"], &["gcc", "--version"]],
        purpose: "TLS of the clients (ring)",
        needed: true,
        remedy: "install gcc or clang",
    },
    Tool {
        name: "git",
        tries: &[&["git", "--version"]],
        purpose: "documents named REV:path, in `diff` and `drift`",
        needed: false,
        remedy: "install git",
    },
    Tool {
        name: "npx, of Node.js",
        tries: &[&["npx", "--version"]],
        purpose: "`cargo xtask prism`",
        needed: false,
        remedy: "install Node.js 20 or later",
    },
    Tool {
        name: "Python",
        // Some systems have Python without venv.
        tries: &[&["python3", "-c", "import sys, venv; print(sys.version.split()[0])"]],
        purpose: "`cargo xtask schemathesis`",
        needed: false,
        remedy: "install Python 3.10 or later with venv",
    },
    Tool {
        name: "cargo-deny",
        tries: &[&["cargo", "deny", "--version"]],
        purpose: "`cargo deny check`, before a release",
        needed: false,
        remedy: "cargo install cargo-deny",
    },
    Tool {
        name: "nightly toolchain",
        tries: &[&["rustup", "run", "nightly", "rustc", "--version"]],
        purpose: "`cargo xtask fuzz`",
        needed: false,
        remedy: "rustup toolchain install nightly",
    },
    Tool {
        name: "cargo-fuzz",
        tries: &[&["cargo", "fuzz", "--version"]],
        purpose: "`cargo xtask fuzz`",
        needed: false,
        remedy: "cargo install cargo-fuzz",
    },
    Tool {
        name: "valgrind",
        tries: &[&["valgrind", "--version"]],
        purpose: "`cargo xtask guard`",
        needed: false,
        remedy: "install valgrind 3.15 or later",
    },
    Tool {
        name: "cargo-semver-checks",
        tries: &[&["cargo", "semver-checks", "--version"]],
        purpose: "`cargo xtask diff-judge --semver-checks`",
        needed: false,
        remedy: "cargo install cargo-semver-checks",
    },
    Tool {
        name: "cargo-llvm-lines",
        tries: &[&["cargo", "llvm-lines", "--version"]],
        purpose: "`cargo xtask guard`",
        needed: false,
        remedy: "cargo install cargo-llvm-lines",
    },
];

/// Runs the command.
pub(crate) fn run(_: &Args) -> Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for tool in TOOLS {
        match tool.found() {
            Some(version) => report::result(&format!("{GOOD}found{GOOD:#}    {}: {version}", tool.name)),
            None => {
                let style = if tool.needed { BAD } else { LESS };
                let (name, purpose, remedy) = (tool.name, tool.purpose, tool.remedy);
                report::result(&format!("{style}missing{style:#}  {name}, for {purpose}: {remedy}"));
                outcome = if tool.needed { Outcome::Found } else { outcome };
            }
        }
    }
    if !files::workspace().join("../shared").is_dir() {
        report::result(&format!(
            "{LESS}missing{LESS:#}  ../shared, for tests against public documents: they say that they were left out"
        ));
    }
    Ok(outcome)
}

impl Tool {
    /// The first line of what the first program that runs says of itself.
    fn found(&self) -> Option<String> {
        self.tries.iter().find_map(|words| {
            let (program, arguments) = words.split_first()?;
            let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
            let text = String::from_utf8_lossy(&output.stdout);
            let first = text.lines().next().unwrap_or("it runs");
            output.status.success().then(|| first.to_owned())
        })
    }
}
