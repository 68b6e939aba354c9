//! What the emitter makes of `tests/fixtures/emit/hostile`. This file is written by hand, `generated` is not.
mod generated;

pub use generated::client::{Client, ClientBuilder};
#[cfg(feature = "fake")]
pub use generated::fake;
pub use generated::{client, document, ids, models, operations};
pub use openapi_client_runtime as runtime;
