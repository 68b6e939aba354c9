//! Destructive calls: sent only when the caller's word for the target is true.

use std::fmt;
use std::future::IntoFuture;

use serde_json::Value;

use crate::call::{Call, CallOptions};
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::operation::{ConfirmCheck, Effect};
use crate::path;
use crate::plan::Plan;
use crate::reply::{RawResponse, Response};
use crate::sending::{Raw, Sending};

/// The caller's word for what a destructive call is aimed at.
///
/// Where the API says what tells a target (a device's serial number for one), that is the word; it is read from the
/// server and compared before the call. Where it does not, the word repeats the last path argument, or the operation's id
/// (`group.method`) where there is none. Between the reading and the call the target could still change hands: the check
/// catches mistakes, not races.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    target: String,
}

impl Confirm {
    /// Names the target.
    pub fn target(target: impl fmt::Display) -> Self {
        Self { target: target.to_string() }
    }
}

/// A destructive call with its confirmation: it can be awaited.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Confirmed<T> {
    call: Call,
    confirm: Confirm,
    value: fn(RawResponse) -> Result<T, Error>,
    response: fn(RawResponse) -> Result<Response<T>, Error>,
}

impl<T> Clone for Confirmed<T> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), confirm: self.confirm.clone(), value: self.value, response: self.response }
    }
}

impl<T> Confirmed<T> {
    /// For the call macros.
    #[doc(hidden)]
    pub fn new(
        call: Call,
        confirm: Confirm,
        value: fn(RawResponse) -> Result<T, Error>,
        response: fn(RawResponse) -> Result<Response<T>, Error>,
    ) -> Self {
        Self { call, confirm, value, response }
    }

    /// Options for this call alone.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.call.set_options(options);
        self
    }

    /// The request that would be sent, once the confirmation has been found true.
    ///
    /// # Errors
    ///
    /// Where an argument cannot be sent.
    pub fn plan(&self) -> Result<Plan, Error> {
        self.call.plan()
    }

    /// Checks the confirmation and sends the call; gives the value with status and headers.
    pub fn send(self) -> Sending<Response<T>> {
        Sending::over(self.call.operation, run(self.call, self.confirm), self.response)
    }

    /// Checks the confirmation and sends the call; gives the reply as it came, whatever its status.
    pub fn send_raw(self) -> Sending<RawResponse> {
        Sending::over(self.call.operation, run(self.call, self.confirm), Ok)
    }
}

impl<T> IntoFuture for Confirmed<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        Sending::over(self.call.operation, run(self.call, self.confirm), self.value)
    }
}

impl<T> fmt::Debug for Confirmed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Confirmed").field("call", &self.call).field("confirm", &self.confirm).finish_non_exhaustive()
    }
}

/// A destructive call that still lacks its confirmation; implemented by the call macros.
#[doc(hidden)]
pub trait Unconfirmed {
    type Reply;

    fn unconfirmed(&self) -> &Call;

    fn confirmed(self, confirm: Confirm) -> Confirmed<Self::Reply>;
}

/// A call that is sent once its confirmation has been found true; boxed here for the reason of [`execute::run`].
#[inline(never)]
fn run(call: Call, confirm: Confirm) -> Raw {
    Box::pin(checked(call, confirm))
}

async fn checked(mut call: Call, confirm: Confirm) -> Result<RawResponse, Error> {
    let id = call.operation.id;
    // A read-only client does not even look.
    call.confirmed = true;
    match execute::guard(&call) {
        Err(refusal) if refusal.kind() != ErrorKind::DryRun => return execute::run(call).await,
        _ => {}
    }
    let expected = word(&call).await.map_err(|error| error.with_operation(id))?;
    if expected.trim().is_empty() || expected != confirm.target {
        let text = format!("the confirmation names {:?}, which is not the target; nothing was sent", confirm.target);
        return Err(Error::new(ErrorKind::NotConfirmed, text).with_operation(id));
    }
    execute::run(call).await
}

/// The word that the confirmation must be.
pub(crate) async fn word(call: &Call) -> Result<String, Error> {
    match &call.operation.confirm {
        Some(check) => read(call, check).await,
        None => Ok(repeated(call)),
    }
}

fn repeated(call: &Call) -> String {
    let last = path::names(call.operation.path).last();
    let argument = last.and_then(|last| call.path.iter().find(|(name, ..)| *name == last));
    argument.and_then(|(.., value)| value.scalar()).unwrap_or_else(|| call.operation.id.to_owned())
}

async fn read(call: &Call, check: &ConfirmCheck) -> Result<String, Error> {
    let not_confirmed = |text: String| Error::new(ErrorKind::NotConfirmed, text);
    let operation = check.operation;
    if operation.effect != Effect::Read {
        return Err(not_confirmed(format!("{} is no read, so it cannot check the target", operation.id)));
    }
    let mut look = Call::new(&call.client, operation);
    look.options = call.options.clone();
    look.path = call
        .path
        .iter()
        .filter(|(name, ..)| path::names(operation.path).any(|known| known == *name))
        .cloned()
        .collect();
    let raw = execute::run(look).await?;
    raw.error_for_status()?;
    let reply: Value = serde_json::from_slice(&raw.body).unwrap_or_default();
    match reply.pointer(check.field) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(not_confirmed(format!(
            "{} does not tell {}, so the target cannot be checked; nothing was sent",
            operation.id, check.field
        ))),
    }
}
