//! A call under way: one boxed future under all calls, and a function pointer that makes the value.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::call::Call;
use crate::clock::BoxFuture;
use crate::error::Error;
use crate::execute;
use crate::operation::Operation;
use crate::reply::RawResponse;

/// The reply of any call, before it is decoded.
pub(crate) type Raw = BoxFuture<'static, Result<RawResponse, Error>>;

/// A call under way. It does nothing until it is awaited; dropping it ends it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T> {
    pub(crate) raw: Raw,
    pub(crate) finish: fn(RawResponse) -> Result<T, Error>,
    pub(crate) operation: &'static Operation,
}

impl<T> Sending<T> {
    pub(crate) fn over(operation: &'static Operation, raw: Raw, finish: fn(RawResponse) -> Result<T, Error>) -> Self {
        Self { raw, finish, operation }
    }

    /// For the call macros.
    #[doc(hidden)]
    pub fn new(call: Call, finish: fn(RawResponse) -> Result<T, Error>) -> Self {
        Self { operation: call.operation, raw: execute::run(call), finish }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let finish = self.finish;
        self.raw.as_mut().poll(context).map(|raw| raw.and_then(finish))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sending").field(&self.operation.id).finish()
    }
}
