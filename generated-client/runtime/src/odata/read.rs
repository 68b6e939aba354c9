//! Calls that read: rows, one row, a number.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::chunk;
use super::field::Filter;
use super::query::{Expand, Options, Order, Query, Select};
use super::rows::Rows;
use super::set::{Entity, Expandable, Filterable, Identified, Limited, Selectable, Sortable};
use super::value::Envelope;
use crate::call::{Call, CallOptions};
use crate::clock::BoxFuture;
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::param::Style;
use crate::plan::Plan;
use crate::reply::{self, RawResponse};
use crate::sending::Sending;

/// Reads rows: await it for all of them at once, [`stream`](List::stream) it page by page.
#[must_use = "a call does nothing until it is awaited"]
pub struct List<E> {
    pub(super) call: Call,
    pub(super) query: Query<E>,
}

impl<E: Entity> List<E> {
    pub(super) fn new(call: Call) -> Self {
        Self { call, query: Query::new() }
    }

    fn change(mut self, change: impl FnOnce(Query<E>) -> Query<E>) -> Self {
        self.query = change(self.query);
        self
    }
}

impl<E: Selectable> List<E> {
    /// Reads these properties, and those that were selected before; without a selection, all that the server shows of
    /// itself.
    pub fn select(self, properties: impl Into<Select<E>>) -> Self {
        self.change(|query| query.select(properties))
    }
}

impl<E: Filterable> List<E> {
    /// Rows that satisfy this condition too.
    pub fn filter(self, condition: Filter<E>) -> Self {
        self.change(|query| query.filter(condition))
    }
}

impl<E: Expandable> List<E> {
    /// Reads the rows behind a navigation along.
    pub fn expand(self, navigation: impl Into<Expand<E>>) -> Self {
        self.change(|query| query.expand(navigation))
    }
}

impl<E: Sortable> List<E> {
    /// Sorts by this, among what is equal by what was said before.
    pub fn order_by(self, order: Order<E>) -> Self {
        self.change(|query| query.order_by(order))
    }
}

impl<E: Limited> List<E> {
    /// At most that many rows.
    pub fn top(self, rows: u32) -> Self {
        self.change(|query| query.top(rows))
    }

    /// Without the first rows. Rows have an order only where one is asked for.
    pub fn skip(self, rows: u32) -> Self {
        self.change(|query| query.skip(rows))
    }
}

impl<E: Entity> List<E> {
    /// Everything that the query says, in the place of what was said before.
    pub fn query(self, query: Query<E>) -> Self {
        self.change(|_| query)
    }

    /// Options for this call alone.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.call.set_options(options);
        self
    }

    /// The exact request, without sending it; the first, where it takes several.
    ///
    /// # Errors
    ///
    /// Where the query cannot be written, or is known to have no result.
    pub fn plan(&self) -> Result<Plan, Error> {
        match requests(&self.call, &self.query.options)?.into_iter().next() {
            Some(call) => call.plan(),
            None => Err(Error::new(ErrorKind::Argument, "no row can satisfy the condition: nothing would be sent")),
        }
    }
}

impl<E: Identified + Filterable + Sortable + Limited> List<E> {
    /// The rows in the order of their ids, so many at a time: a row that is created or deleted meanwhile moves no other
    /// one past the reader. An order or a skip of the query's own is refused.
    pub fn stream(self, page_size: u32) -> Rows<E> {
        Rows::new(self, page_size)
    }
}

impl<E: Entity> IntoFuture for List<E> {
    type Output = Result<Vec<E>, Error>;
    type IntoFuture = BoxFuture<'static, Result<Vec<E>, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut rows = Vec::new();
            for call in requests(&self.call, &self.query.options)? {
                let raw = execute::run(call).await?;
                rows.extend(reply::response(raw, decode_rows::<E>)?.into_value());
            }
            Ok(rows)
        })
    }
}

/// The requests that a query takes: none where nothing can satisfy it, several where a list of values is too long.
pub(super) fn requests(call: &Call, options: &Options) -> Result<Vec<Call>, Error> {
    if let Some(reason) = options.fault() {
        return Err(Error::new(ErrorKind::Argument, reason).with_operation(call.operation().id));
    }
    let filters = chunk::filters(&options.filter);
    let bounded = !options.order.is_empty() || options.top.is_some() || options.skip.is_some();
    if filters.len() > 1 && bounded {
        let text =
            "a list of values is too long for one request, and rows from several have no order, top or skip in common";
        return Err(Error::new(ErrorKind::Argument, text).with_operation(call.operation().id));
    }
    let rest = options.without_filter();
    let one = |filter| {
        let mut call = call.clone();
        set_query(&mut call, &Options { filter, ..rest.clone() });
        call
    };
    Ok(filters.into_iter().map(one).collect())
}

/// Writes the options into the call.
pub(super) fn set_query(call: &mut Call, options: &Options) {
    for (name, value) in options.pairs() {
        call.query_styled(name, Style::FormReserved { explode: true }, value);
    }
}

pub(super) fn decode_rows<E: Entity>(raw: &RawResponse) -> Result<reply::Decoded<Vec<E>>, Error> {
    Ok(reply::json::<Envelope<Vec<E>>>(raw)?.map(|envelope| envelope.0))
}

fn decode_count(raw: &RawResponse) -> Result<reply::Decoded<u64>, Error> {
    Ok(reply::json::<Envelope<u64>>(raw)?.map(|envelope| envelope.0))
}

/// Counts rows.
#[must_use = "a call does nothing until it is awaited"]
pub struct Count<E> {
    call: Call,
    options: Options,
    of: PhantomData<fn() -> E>,
}

impl<E: Filterable> Count<E> {
    /// Rows that satisfy this condition too.
    pub fn filter(mut self, condition: Filter<E>) -> Self {
        let before = std::mem::replace(&mut self.options.filter, super::expr::Expr::Always);
        self.options.filter = before.and(condition.expr);
        self
    }
}

impl<E> Count<E> {
    pub(super) fn new(call: Call) -> Self {
        Self { call, options: Options::NONE, of: PhantomData }
    }

    /// Options for this call alone.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.call.set_options(options);
        self
    }
}

impl<E> IntoFuture for Count<E> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'static, Result<u64, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        count(requests(&self.call, &self.options))
    }
}

/// The sum of what several counts say; boxed here for the reason of [`execute::run`].
pub(super) fn count(calls: Result<Vec<Call>, Error>) -> BoxFuture<'static, Result<u64, Error>> {
    Box::pin(async move {
        let mut sum = 0_u64;
        for call in calls? {
            let raw = execute::run(call).await?;
            sum = sum.saturating_add(reply::response(raw, decode_count)?.into_value());
        }
        Ok(sum)
    })
}

/// Reads one row.
#[must_use = "a call does nothing until it is awaited"]
pub struct Get<E> {
    call: Call,
    query: Query<E>,
}

impl<E: Selectable> Get<E> {
    /// Reads these properties, and those that were selected before.
    pub fn select(mut self, properties: impl Into<Select<E>>) -> Self {
        self.query = self.query.select(properties);
        self
    }
}

impl<E: Expandable> Get<E> {
    /// Reads the rows behind a navigation along.
    pub fn expand(mut self, navigation: impl Into<Expand<E>>) -> Self {
        self.query = self.query.expand(navigation);
        self
    }
}

impl<E: Entity> Get<E> {
    pub(super) fn new(call: Call) -> Self {
        Self { call, query: Query::new() }
    }

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
        self.prepared().plan()
    }

    /// The row, if there is one.
    pub fn optional(self) -> Sending<Option<E>> {
        Sending::new(self.prepared(), |raw| Ok(first(raw)?.1))
    }

    fn prepared(&self) -> Call {
        let mut call = self.call.clone();
        set_query(&mut call, &self.query.options);
        call
    }
}

/// The only row of a reply, and the reply without it.
fn first<E: Entity>(raw: RawResponse) -> Result<(RawResponse, Option<E>), Error> {
    let rows = reply::response(raw.clone(), decode_rows::<E>)?.into_value();
    Ok((raw, rows.into_iter().next()))
}

impl<E: Entity> IntoFuture for Get<E> {
    type Output = Result<E, Error>;
    type IntoFuture = Sending<E>;

    fn into_future(self) -> Self::IntoFuture {
        Sending::new(self.prepared(), |raw| {
            let (raw, row) = first(raw)?;
            row.ok_or_else(|| missing(&raw))
        })
    }
}

/// A server that answers 200 with nothing in it says that there is no such row.
pub(super) fn missing(raw: &RawResponse) -> Error {
    raw.error(ErrorKind::Missing, "there is no such row, or the token may not see it")
}

impl<E> fmt::Debug for List<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").field("call", &self.call).field("query", &self.query).finish()
    }
}

impl<E> fmt::Debug for Get<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Get").field("call", &self.call).field("query", &self.query).finish()
    }
}

impl<E> fmt::Debug for Count<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Count").field("call", &self.call).finish_non_exhaustive()
    }
}
