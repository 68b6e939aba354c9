//! Writes down where replies differ from what this client's document says, places and never values, for
//! `cargo xtask drift --spec spec/iru/openapi.yaml --overlay spec/iru/overlay.yaml --against drift.jsonl`.
//!
//! `cargo run -p iru-client --example drift_log -- drift.jsonl`; without a tenant, one of tomorrow stands in.
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::sync::Mutex;

use iru_client::Client;
use iru_client::runtime::transport::{self, BoxFuture, Failure, Reply, Request, Transport};
use iru_client::runtime::{Drift, HeaderMap, StatusCode};

/// A server that is ahead of the document.
#[derive(Debug)]
struct Tomorrow;

impl Transport for Tomorrow {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Reply, Failure>> {
        let body =
            r#"[{"device_id":"1","platform":"VisionPro","battery":{"level":80}},{"device_id":"2","battery":null}]"#;
        let reply = Reply { status: StatusCode::OK, headers: HeaderMap::new(), body: transport::body(body) };
        Box::pin(async move { Ok(reply) })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "drift.jsonl".to_owned());
    let log = Mutex::new((File::create(&path)?, BTreeSet::new()));
    let observe = move |drift: &Drift| {
        let Ok(mut log) = log.lock() else { return };
        let line = drift.to_json();
        // A log that cannot be written stops no work.
        if log.1.insert(line.clone()) {
            let _ = writeln!(log.0, "{line}");
        }
    };
    let builder = match std::env::var("IRU_API_TOKEN") {
        Ok(token) if !token.is_empty() => Client::builder().tenant_url(&std::env::var("IRU_TENANT")?).token(token),
        _ => Client::builder().tenant_url("tomorrow").token("none").configure(|inner| inner.transport(Tomorrow)),
    };
    let client = builder.configure(|inner| inner.on_drift(observe)).build()?;
    let devices = client.devices().list().await?;
    println!("{} devices; what they differ in is in {path}", devices.len());
    Ok(())
}
