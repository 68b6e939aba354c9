//! The client that the emitter is held to: written by hand, as it should be generated.

mod generated;

pub use generated::*;
pub use openapi_client_runtime as rt;
