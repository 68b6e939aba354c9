//! `cargo xtask prism`: the emitted client against Prism, which validates each request by the document; and the fake
//! tenant against Prism, by the status that each operation gets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::emitted::Emitted;
use crate::serving::Serving;
use crate::{Outcome, files, report};

/// Prism as npm names it; the version is fixed, so that its verdicts are comparable.
const PRISM: &str = "@stoplight/prism-cli@5";
const TOKEN: &str = "fake-token";

/// Call every operation of the emitted client against Prism and against the fake tenant.
///
/// Needs Node.js with npx. Generates the crate and the effective document in one run, serves the document with
/// `@stoplight/prism-cli`, which validates each request by it, and runs the crate's `every_operation` example; then the
/// same against the crate's `mock` example. Exits with 1 if a request was refused or the two do not agree on a status.
/// Where the document describes no success, Prism answers with an error that it has: such operations are named, no more.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Loopback port for the servers, one after the other.
    #[arg(long, default_value_t = 4010)]
    port: u16,
}

/// What an operation came to: the text after its arrow, by `METHOD /path`.
type Said = BTreeMap<String, String>;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let folder = files::workspace().join("target/prism");
    let document = folder.join("document.json");
    let client = Emitted::generate("prism/client", &args.spec, &args.overlay, Some(&document))?;
    let prism = {
        let _prism = start(&document, args.port)?;
        every_operation(&client, args.port)?
    };
    let fake = {
        let mut mock = client.example("mock");
        mock.args(["--port", &args.port.to_string(), "--token", TOKEN]).stdout(Stdio::null());
        let _mock = Serving::start("the fake tenant", &mut mock, args.port)?;
        every_operation(&client, args.port)?
    };
    compare(&without_success(&document)?, &prism, &fake)
}

/// Says where the two do not agree, and what was refused by both.
fn compare(without_success: &[String], prism: &Said, fake: &Said) -> Result<Outcome> {
    if prism.is_empty() || prism.len() != fake.len() {
        bail!("Prism was asked {} operations and the fake tenant {}", prism.len(), fake.len());
    }
    let (mut alike, mut known, mut found) = (0, 0, 0);
    for (operation, of_prism) in prism {
        let of_fake = fake.get(operation).map_or("nothing", String::as_str);
        if of_prism == of_fake && of_prism.len() == 3 {
            alike += 1;
            continue;
        }
        let is_known = without_success.contains(operation) && of_fake.len() == 3;
        let why = if is_known { "  (the document describes no success)" } else { "" };
        report::result(&format!("{operation}{why}\n  Prism: {of_prism}\n  fake tenant: {of_fake}"));
        *if is_known { &mut known } else { &mut found } += 1;
    }
    let all = prism.len();
    report::result(&format!("{all} operations: {alike} alike, {known} without a success to agree on, {found} differ"));
    Ok(if found == 0 { Outcome::Fine } else { Outcome::Found })
}

/// Operations that have no reply for a success, nor one for anything.
fn without_success(document: &Path) -> Result<Vec<String>> {
    let document: Value = serde_json::from_str(&std::fs::read_to_string(document)?)?;
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    });
    let succeeds = |operation: &Value| {
        let replies = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
        replies.map(|(status, _)| status).any(|status| status.starts_with(['1', '2', '3']) || status == "default")
    };
    Ok(operations.filter(|(_, operation)| !succeeds(operation)).map(|(name, _)| name).collect())
}

/// Runs the example and reads its lines.
fn every_operation(client: &Emitted, port: u16) -> Result<Said> {
    let mut command = client.example("every_operation");
    command.args(["--base-url", &format!("http://127.0.0.1:{port}"), "--token", TOKEN]);
    let output = command.stderr(Stdio::inherit()).output().context("cannot run cargo")?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = lines.lines().filter_map(|line| line.split_once(" → "));
    Ok(lines.map(|(operation, said)| (operation.to_owned(), said.to_owned())).collect())
}

fn start(document: &Path, port: u16) -> Result<Serving> {
    let mut npx = Command::new("npx");
    npx.args(["--yes", PRISM, "mock", "--host", "127.0.0.1", "--port", &port.to_string()]);
    npx.arg(document).stdout(Stdio::null());
    Serving::start("Prism", &mut npx, port).context("Prism needs Node.js 20 or later")
}
