//! A transport of one's own in place of the built-in one: this one answers out of memory and tells what it was asked.
//! `cargo run --example own_transport`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;

use iru_client::Client;
use iru_client::runtime::transport::{self, BoxFuture, Failure, Reply, Request, Transport};
use iru_client::runtime::{HeaderMap, StatusCode};

#[derive(Debug)]
struct Canned;

impl Transport for Canned {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Failure>> {
        Box::pin(async move {
            println!("{} {}", request.method, request.url);
            let body = match request.url.path() {
                "/api/v1/devices" => r#"[{"device_id":"1","device_name":"Rosa's MacBook Pro"}]"#,
                _ => "[]",
            };
            Ok(Reply { status: StatusCode::OK, headers: HeaderMap::new(), body: transport::body(body) })
        })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let builder = Client::builder().tenant_url("acme.eu.kandji.io").token("none");
    let client = builder.configure(|builder| builder.transport(Canned)).build()?;
    for device in client.devices().list().await? {
        println!("{}", device.device_name.unwrap_or_default());
    }
    Ok(())
}
