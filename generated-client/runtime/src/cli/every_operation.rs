//! Every operation called once, at a server on this machine.

use std::future::IntoFuture;
use std::process::ExitCode;

use http::StatusCode;
use url::Url;

use super::{complain, say, usage};
use crate::base;
use crate::call::Call;
use crate::clock::BoxFuture;
use crate::confirm::{self, Confirm, Unconfirmed};
use crate::error::{Error, ErrorKind};
use crate::events::Opening;
use crate::operation::Operation;
use crate::sending::Sending;

const USAGE: &str = "usage: every_operation --base-url URL --token TOKEN
Calls every operation once. URL must be on this machine: a loopback address.";

/// Calls to make, in this order, each with the smallest arguments that its operation takes.
pub struct Calls<Client> {
    client: Client,
    attempts: Vec<Attempt>,
}

/// A call under way, of which the status is of interest.
struct Attempt {
    /// `METHOD /path`.
    operation: String,
    status: BoxFuture<'static, Result<StatusCode, Error>>,
}

impl<Client> Calls<Client> {
    /// A call whose reply is read.
    pub fn send<C, T>(&mut self, call: impl FnOnce(&Client) -> C)
    where
        C: IntoFuture<IntoFuture = Sending<T>, Output = Result<T, Error>>,
        T: 'static,
    {
        let Sending { raw, finish, operation } = call(&self.client).into_future();
        let status = async move {
            let raw = raw.await?;
            let status = raw.status();
            finish(raw).map(|_| status)
        };
        self.add(operation, Box::pin(status));
    }

    /// A call whose reply arrives bit by bit; it is opened and left.
    pub fn open<C, T>(&mut self, call: impl FnOnce(&Client) -> C)
    where
        C: IntoFuture<IntoFuture = Opening<T>, Output = Result<T, Error>>,
    {
        let Opening { download, operation, .. } = call(&self.client).into_future();
        self.add(operation, Box::pin(async move { download.await.map(|download| download.status()) }));
    }

    /// A destructive call; the confirmation is what the server itself says of the target.
    pub fn confirm<C: Unconfirmed + Send + Sync + 'static>(&mut self, call: impl FnOnce(&Client) -> C) {
        let call = call(&self.client);
        let operation = call.unconfirmed().operation;
        let status = async move {
            let confirm = confirmation(call.unconfirmed()).await?;
            call.confirmed(confirm).send().await.map(|reply| reply.status())
        };
        self.add(operation, Box::pin(status));
    }

    /// An operation (`METHOD /path`) whose arguments have no finite value: a type that requires one of its own kind.
    pub fn no_finite_value(&mut self, operation: &str) {
        let text = "the document's schema allows no finite value, so the call cannot be made";
        let status = std::future::ready(Err(Error::new(ErrorKind::Argument, text)));
        self.attempts.push(Attempt { operation: operation.to_owned(), status: Box::pin(status) });
    }

    fn add(&mut self, operation: &Operation, status: BoxFuture<'static, Result<StatusCode, Error>>) {
        self.attempts.push(Attempt { operation: format!("{} {}", operation.method, operation.path), status });
    }
}

/// For servers on this machine alone: anywhere else it would take the meaning out of confirming.
async fn confirmation(call: &Call) -> Result<Confirm, Error> {
    if !call.client().is_loopback() {
        return Err(Error::new(ErrorKind::NotConfirmed, "only calls to this machine are confirmed by themselves"));
    }
    confirm::word(call).await.map(Confirm::target)
}

/// The `every_operation` command.
pub fn every_operation<Client>(
    client: fn(String, String) -> Result<Client, Error>,
    describe: fn(&mut Calls<Client>),
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
    let mut calls = Calls { client, attempts: Vec::new() };
    describe(&mut calls);
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(call_all(calls.attempts)),
        Err(error) => usage(&format!("no runtime: {error}"), USAGE),
    }
}

/// The HTTP client of `every_operation`: it takes bodies as they come. Mock servers repeat the `Content-Encoding` of a
/// document's example beside a body that is not encoded.
pub fn http_client() -> reqwest::ClientBuilder {
    reqwest::ClientBuilder::new().no_gzip().no_proxy()
}

async fn call_all(attempts: Vec<Attempt>) -> ExitCode {
    let (called, mut failed) = (attempts.len(), 0);
    for Attempt { operation, status } in attempts {
        match status.await {
            Ok(status) => say(&format!("{operation} → {}", status.as_u16())),
            Err(error) => {
                failed += 1;
                let status = error.status().map(|status| format!("{} · ", status.as_u16())).unwrap_or_default();
                say(&format!("{operation} → {status}{error}"));
            }
        }
    }
    say(&format!("{called} called, {failed} failed"));
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
