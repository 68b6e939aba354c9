//! What the emitter makes of `tests/fixtures/emit/gadgets`. This file is written by hand, `generated` is not.

mod generated;

pub use generated::*;
pub use openapi_client_runtime::{self as rt, Confirm, Error};
