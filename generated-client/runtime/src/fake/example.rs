//! An example of the documentation → its run against a server that lives as long.

use std::io;

use super::{Options, Server};
use crate::error::Error;

/// For generated documentation: runs `example` with a client of the server that `start` starts.
///
/// # Errors
///
/// Where the server cannot be started, and those of the example.
#[doc(hidden)]
pub fn example<F>(
    start: fn(Options) -> io::Result<Server>,
    example: impl FnOnce(String, String) -> Result<F, Error>,
) -> Result<(), Box<dyn std::error::Error>>
where
    F: Future<Output = Result<(), Error>>,
{
    let server = start(Options::default())?;
    let example = example(server.base_url(), server.token().to_owned())?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(example)?;
    Ok(())
}
