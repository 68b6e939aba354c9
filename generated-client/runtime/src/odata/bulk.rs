//! Changes of all rows that satisfy a condition, behind a guard: a condition that says something, and a stated maximum.

use std::fmt;
use std::marker::PhantomData;

use super::chunk;
use super::expr::Expr;
use super::query::Options;
use super::read::{count, requests};
use super::set::{Deletable, Entity, Updatable};
use crate::call::Call;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::operation::Operation;

/// The rows that satisfy a condition. Nothing can be done with them before it is said how many they may be.
#[must_use = "a selection does nothing"]
pub struct Matching<E> {
    client: Client,
    condition: Expr,
    of: PhantomData<fn() -> E>,
}

impl<E: Entity> Matching<E> {
    pub(super) fn new(client: Client, condition: Expr) -> Self {
        Self { client, condition, of: PhantomData }
    }

    /// Refuses to change more rows than these: they are counted first.
    pub fn at_most(self, rows: u64) -> AtMost<E> {
        AtMost { matching: self, rows }
    }
}

/// The rows that satisfy a condition, and how many they may be.
///
/// The count and the change are two requests: rows that come to satisfy the condition between them are changed too.
#[must_use = "a selection does nothing"]
pub struct AtMost<E> {
    matching: Matching<E>,
    rows: u64,
}

impl<E: Updatable> AtMost<E> {
    /// Changes the rows; gives how many were counted before.
    ///
    /// # Errors
    ///
    /// Where the rows are more than allowed ([`ErrorKind::TooMany`]), where the condition says nothing, and those of a
    /// call. Where a long list takes several requests, the first ones may have been carried out.
    pub async fn update(self, change: &E::Update) -> Result<u64, Error> {
        let mut call = Call::new(&self.matching.client, &E::SET.update_where);
        call.json(change);
        self.run(call).await
    }
}

impl<E: Deletable> AtMost<E> {
    /// Deletes the rows; gives how many were counted before.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update) has them.
    pub async fn delete(self) -> Result<u64, Error> {
        let mut call = Call::new(&self.matching.client, &E::SET.delete_where);
        // The stated maximum stands for the confirmation.
        call.confirmed = true;
        self.run(call).await
    }
}

impl<E: Entity> AtMost<E> {
    async fn run(self, call: Call) -> Result<u64, Error> {
        let id = call.operation().id;
        let options = Options { filter: self.matching.condition.clone(), ..Options::NONE };
        refuse_all(&options.filter, call.operation())?;
        // A client that may not write does not even count.
        match execute::guard(&call) {
            Err(refusal) if refusal.kind() != ErrorKind::DryRun => return Err(refusal),
            _ => {}
        }
        let changes = requests(&call, &options)?;
        let counts = requests(&Call::new(&self.matching.client, &E::SET.count), &options);
        let found = count(counts).await.map_err(|error| error.with_operation(id))?;
        if found > self.rows {
            let text = format!("{found} rows satisfy the condition, {} are allowed; nothing was changed", self.rows);
            return Err(Error::new(ErrorKind::TooMany, text).with_operation(id));
        }
        if found > 0 {
            for change in changes {
                execute::run(change).await?.error_for_status()?;
            }
        }
        Ok(found)
    }
}

/// A condition that every row satisfies is none: without a filter the server would change the whole table.
fn refuse_all(condition: &Expr, operation: &'static Operation) -> Result<(), Error> {
    let all = chunk::filters(condition).iter().any(|filter| *filter == Expr::Always || filter.text().is_empty());
    if !all {
        return Ok(());
    }
    let text = "every row satisfies the condition; nothing was changed";
    Err(Error::new(ErrorKind::TooMany, text).with_operation(operation.id))
}

impl<E> fmt::Debug for Matching<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Matching({})", self.condition.text())
    }
}

impl<E> fmt::Debug for AtMost<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AtMost({}, {})", self.rows, self.matching.condition.text())
    }
}
