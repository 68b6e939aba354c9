//! Operations and clients that the tests share.

use std::time::Duration;

use openapi_client_runtime as rt;

pub(crate) const TOKEN: &str = "tok-5f3a-secret";

pub(crate) static API: rt::Api = rt::Api {
    name: "test-client",
    version: "0",
    server: "https://api.example.com",
    variables: &[],
    security: &[rt::Security::Bearer],
    rate_limits: &[],
};

pub(crate) static READ: rt::Operation =
    rt::Operation { id: "things.get", method: "GET", path: "/things", ..rt::Operation::DEFAULT };

pub(crate) static WRITE: rt::Operation = rt::Operation {
    id: "things.create",
    method: "POST",
    path: "/things",
    effect: rt::Effect::Write,
    body: rt::BodyKind::Json,
    ..rt::Operation::DEFAULT
};

pub(crate) static WRITE_503: rt::Operation = rt::Operation { id: "things.upload", retry_on: &[503], ..copied(&WRITE) };

/// `..` takes a value, and a static is a place.
const fn copied(of: &rt::Operation) -> rt::Operation {
    rt::Operation {
        id: of.id,
        method: of.method,
        path: of.path,
        effect: of.effect,
        body: of.body,
        ..rt::Operation::DEFAULT
    }
}

/// A client that does not wait long for anything.
pub(crate) fn client(base_url: &str) -> rt::ClientBuilder {
    rt::ClientBuilder::new(&API)
        .base_url(base_url)
        .token(TOKEN)
        .attempt_timeout(Duration::from_millis(400))
        .stall_timeout(Duration::from_millis(400))
        .retries(rt::RetryPolicy::default().max_attempts(3).base(Duration::from_millis(2)))
}

/// Sends a call of the operation; an error for a status that is no success.
pub(crate) async fn send(client: &rt::Client, operation: &'static rt::Operation) -> Result<rt::RawResponse, rt::Error> {
    let mut call = rt::Call::new(client, operation);
    if operation.body != rt::BodyKind::None {
        call.field("name", "x");
    }
    let raw = call.send_raw().await?;
    raw.error_for_status()?;
    Ok(raw)
}
