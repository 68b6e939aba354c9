//! Every operation called once, at a server on this machine.

use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

use http::StatusCode;
use url::Url;

use super::{complain, say, usage};
use crate::base;
use crate::confirm::{self, Confirm, Unconfirmed};
use crate::error::{Error, ErrorKind};

const USAGE: &str = "usage: every_operation --base-url URL --token TOKEN
Calls every operation once. URL must be on this machine: a loopback address.";

/// A call of an operation with the smallest arguments that it takes.
pub struct Attempt<Client> {
    /// `METHOD /path`.
    pub operation: &'static str,
    /// Makes and sends the call.
    pub call: fn(Client) -> Called,
}

/// A call under way, of which the status is of interest.
pub type Called = Pin<Box<dyn Future<Output = Result<StatusCode, Error>> + Send>>;

/// The confirmation of a destructive call, taken from the server's own reply. For servers on this machine alone: anywhere
/// else it would take the meaning out of confirming.
///
/// # Errors
///
/// Where the server is elsewhere, or does not tell the target.
pub async fn confirmation(call: &impl Unconfirmed) -> Result<Confirm, Error> {
    let call = call.unconfirmed();
    if !call.client().is_loopback() {
        return Err(Error::new(ErrorKind::NotConfirmed, "only calls to this machine are confirmed by themselves"));
    }
    confirm::word(call).await.map(Confirm::target)
}

/// What stands in place of a call whose arguments have no finite value: a type that requires one of its own kind.
#[must_use]
pub fn no_finite_value() -> Error {
    Error::new(ErrorKind::Argument, "the document's schema allows no finite value, so the call cannot be made")
}

/// The `every_operation` command.
pub fn every_operation<Client: Clone>(
    client: fn(String, String) -> Result<Client, Error>,
    attempts: &[Attempt<Client>],
) -> ExitCode {
    let (base_url, token) = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => return usage(&problem, USAGE),
    };
    // Building a client checks this too, and lets https through: here nothing but loopback will do.
    if !Url::parse(&base_url).is_ok_and(|url| base::is_loopback(&url)) {
        return usage(&format!("{base_url} is not on this machine; nothing was called"), USAGE);
    }
    let client = match client(base_url, token) {
        Ok(client) => client,
        Err(error) => return usage(&error.to_string(), USAGE),
    };
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(call_all(&client, attempts)),
        Err(error) => usage(&format!("no runtime: {error}"), USAGE),
    }
}

/// The HTTP client of `every_operation`: it takes bodies as they come. Mock servers repeat the `Content-Encoding` of a
/// document's example beside a body that is not encoded.
pub fn http_client() -> reqwest::ClientBuilder {
    reqwest::ClientBuilder::new().no_gzip().no_proxy()
}

async fn call_all<Client: Clone>(client: &Client, attempts: &[Attempt<Client>]) -> ExitCode {
    let mut failed = 0;
    for attempt in attempts {
        match (attempt.call)(client.clone()).await {
            Ok(status) => say(&format!("{} → {}", attempt.operation, status.as_u16())),
            Err(error) => {
                failed += 1;
                say(&format!("{} → {error}", attempt.operation));
            }
        }
    }
    say(&format!("{} called, {failed} failed", attempts.len()));
    ExitCode::from(u8::from(failed > 0))
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<(String, String), String> {
    let (mut base_url, mut token) = (None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--base-url" => base_url = words.next(),
            "--token" => token = words.next(),
            "--help" | "-h" => complain(USAGE),
            other => return Err(format!("`{other}` is not understood")),
        }
    }
    match (base_url, token) {
        (Some(base_url), Some(token)) => Ok((base_url, token)),
        _ => Err("--base-url and --token are needed".to_owned()),
    }
}
