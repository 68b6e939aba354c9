//! Calls that change one row.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::id::Id;
use serde_json::Value;

use super::read::missing;
use super::set::Entity;
use super::value::Envelope;
use crate::call::{Call, CallOptions};
use crate::clock::BoxFuture;
use crate::confirm::{Confirm, Confirmed};
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::plan::Plan;
use crate::reply::{self, RawResponse};
use crate::sending::Sending;

/// What every call of this module can do before it is sent.
macro_rules! described {
    ($($call:ident $(<$of:ident>)?),*) => { $(
        impl$(<$of>)? $call$(<$of>)? {
            /// Options for this call alone.
            pub fn with(mut self, options: CallOptions) -> Self {
                self.call.set_options(options);
                self
            }

            /// The exact request, without sending it.
            ///
            /// # Errors
            ///
            /// Where an argument cannot be sent.
            pub fn plan(&self) -> Result<Plan, Error> {
                self.call.plan()
            }
        }

        impl$(<$of>)? fmt::Debug for $call$(<$of>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.call.fmt(f)
            }
        }
    )* };
}
described!(Create<E>, Update, Delete, Access);

/// Creates a row; gives it as the server made it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Create<E> {
    call: Call,
    of: PhantomData<fn() -> E>,
}

impl<E: Entity> Create<E> {
    pub(super) fn new(call: Call) -> Self {
        Self { call, of: PhantomData }
    }

    /// Creates the row and asks for nothing but its id.
    pub fn id_only(mut self) -> Sending<Id<E>> {
        self.call.query("returnResource", false);
        Sending::new(self.call, |raw| {
            let text = "the reply to a creation has no `id`";
            let error = raw.error(ErrorKind::Decode, text);
            let value = reply::response(raw, reply::json::<Value>)?.into_value();
            value.get("id").and_then(Value::as_i64).map(Id::new).ok_or(error)
        })
    }
}

/// A creation answers with the bare row: the one reply without an envelope.
impl<E: Entity> IntoFuture for Create<E> {
    type Output = Result<E, Error>;
    type IntoFuture = Sending<E>;

    fn into_future(self) -> Self::IntoFuture {
        Sending::new(self.call, |raw| reply::response(raw, reply::json::<E>).map(reply::Response::into_value))
    }
}

/// Changes one row, or creates it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Update {
    call: Call,
    look: Option<Call>,
    existing: bool,
}

impl Update {
    pub(super) fn new(call: Call, look: Option<Call>) -> Self {
        Self { call, look, existing: false }
    }

    /// Reads the row first; where there is none, that is an error and nothing is changed. Between the two requests the
    /// row could still go.
    pub fn existing(mut self) -> Self {
        self.existing = true;
        self
    }
}

impl IntoFuture for Update {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'static, Result<(), Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            if let Some(look) = self.look.filter(|_| self.existing) {
                there_is(look).await?;
            }
            execute::run(self.call).await?.error_for_status()
        })
    }
}

async fn there_is(look: Call) -> Result<(), Error> {
    let raw = execute::run(look).await?;
    let rows = reply::response(raw.clone(), reply::json::<Envelope<Vec<Value>>>)?.into_value().0;
    if rows.is_empty() { Err(missing(&raw)) } else { Ok(()) }
}

/// Deletes one row, once that is confirmed.
#[must_use = "a call does nothing until it is confirmed and awaited"]
pub struct Delete {
    call: Call,
}

impl Delete {
    pub(super) fn new(call: Call) -> Self {
        Self { call }
    }

    /// Confirms the target, which is the key as it is written: `Confirm::target(&key)`.
    pub fn confirm(self, confirm: Confirm) -> Confirmed<()> {
        Confirmed::new(
            self.call,
            confirm,
            |raw| raw.error_for_status(),
            |raw: RawResponse| reply::response(raw, reply::empty),
        )
    }
}

/// Asks whether the token may do something with a row.
#[must_use = "a call does nothing until it is awaited"]
pub struct Access {
    call: Call,
}

impl Access {
    pub(super) fn new(call: Call) -> Self {
        Self { call }
    }
}

/// 401 is the answer "no", and so is an answer without a row.
impl IntoFuture for Access {
    type Output = Result<bool, Error>;
    type IntoFuture = Sending<bool>;

    fn into_future(self) -> Self::IntoFuture {
        Sending::new(self.call, |raw| {
            if raw.status().as_u16() == 401 {
                return Ok(false);
            }
            let rows = reply::response(raw, reply::json::<Envelope<Vec<Value>>>)?.into_value().0;
            Ok(!rows.is_empty())
        })
    }
}
