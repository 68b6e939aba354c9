//! Calls that wait, for programs without an async runtime.
//!
//! ```no_run
//! use openapi_client_runtime::blocking::Wait;
//! # use openapi_client_runtime as rt;
//! # fn example(call: rt::Sending<String>) -> Result<(), rt::Error> {
//! let text = call.wait()?;
//! # Ok(())
//! # }
//! ```

use std::future::{Future, IntoFuture};
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, ErrorKind};
use crate::paging::Page;
use crate::stream::{Items, Pages};

/// One runtime for all waiting threads: pooled connections live on it between calls.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

fn wait<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let wrong = |text| Err(Error::new(ErrorKind::Configuration, text));
    if Handle::try_current().is_ok() {
        return wrong("waiting would block the async runtime that this is called from; await the call");
    }
    let build = || Builder::new_multi_thread().worker_threads(1).thread_name("api client").enable_all().build().ok();
    match RUNTIME.get_or_init(build) {
        Some(runtime) => runtime.block_on(future),
        None => wrong("no thread for the connections can be had"),
    }
}

/// Waits for anything that could be awaited: a call, `send()`, `send_raw()`.
pub trait Wait<T>: IntoFuture<Output = Result<T, Error>> + Sized {
    /// Waits for the outcome.
    ///
    /// # Errors
    ///
    /// Those of the call; and one where it is called from async code, which it would block.
    fn wait(self) -> Result<T, Error> {
        // The future is made inside the runtime: timers need one.
        wait(async move { self.await })
    }
}

impl<T, F: IntoFuture<Output = Result<T, Error>>> Wait<T> for F {}

impl<T> Items<T> {
    /// The items one after the other, waiting for each page.
    pub fn wait_each(mut self) -> impl Iterator<Item = Result<T, Error>> {
        std::iter::from_fn(move || wait(self.try_next()).transpose())
    }
}

impl<T> Pages<T> {
    /// The pages one after the other, waiting for each.
    pub fn wait_each(mut self) -> impl Iterator<Item = Result<Page<T>, Error>> {
        std::iter::from_fn(move || wait(self.try_next()).transpose())
    }
}
