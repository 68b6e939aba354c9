//! A list → a stream of its rows in the order of their ids, page by page.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::chunk;
use super::expr::Expr;
use super::id::Id;
use super::query::Options;
use super::read::{List, decode_rows};
use super::set::Identified;
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::reply;
use crate::sending::Raw;

/// The rows of a list. An error ends it.
///
/// Each page asks for the ids after the last one that was seen, so that nothing is skipped or shown twice while the
/// table changes.
#[must_use = "a stream does nothing until it is polled"]
pub struct Rows<E> {
    call: Call,
    options: Options,
    /// Conditions not begun yet: several where a list of values is too long for one request.
    filters: VecDeque<Expr>,
    page_size: u32,
    last: Option<Id<E>>,
    left: Option<u32>,
    ready: VecDeque<E>,
    flight: Option<Raw>,
    fault: Option<Error>,
}

impl<E: Identified> Rows<E> {
    pub(super) fn new(list: List<E>, page_size: u32) -> Self {
        let mut query = list.query;
        let fault = fault(&list.call, &query.options, page_size);
        if !query.options.select.is_empty() {
            query.options.select(vec![E::ID.path.last]);
        }
        Self {
            call: list.call,
            filters: chunk::filters(&query.options.filter).into(),
            left: query.options.top,
            options: query.options.without_filter(),
            page_size,
            last: None,
            ready: VecDeque::new(),
            flight: None,
            fault,
        }
    }

    /// The next row; `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of a call.
    pub async fn try_next(&mut self) -> Result<Option<E>, Error> {
        std::future::poll_fn(|context| self.poll_row(context)).await.transpose()
    }

    /// All rows.
    ///
    /// # Errors
    ///
    /// The first error; what came before it is lost.
    pub async fn try_collect(mut self) -> Result<Vec<E>, Error> {
        let mut rows = Vec::new();
        while let Some(row) = self.try_next().await? {
            rows.push(row);
        }
        Ok(rows)
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<E, Error>>> {
        loop {
            if let Some(error) = self.fault.take() {
                self.filters.clear();
                return Poll::Ready(Some(Err(error)));
            }
            if let Some(row) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(row)));
            }
            if !self.begin() {
                return Poll::Ready(None);
            }
            let Some(flight) = &mut self.flight else { return Poll::Ready(None) };
            let raw = ready!(flight.as_mut().poll(context));
            self.flight = None;
            if let Err(error) = raw.and_then(|raw| self.take(raw)) {
                self.fault = Some(error);
            }
        }
    }

    /// Gets the next page on its way.
    fn begin(&mut self) -> bool {
        if self.flight.is_some() {
            return true;
        }
        let Some(filter) = self.filters.front().filter(|_| self.left != Some(0)) else { return false };
        let after = self.last.map_or(Expr::Always, |last| E::ID.gt(last).expr);
        let size = self.left.map_or(self.page_size, |left| left.min(self.page_size));
        let options = Options {
            filter: filter.clone().and(after),
            order: vec![format!("{} asc", E::ID.path.text())],
            top: Some(size),
            ..self.options.clone()
        };
        let mut call = self.call.clone();
        super::read::set_query(&mut call, &options);
        self.flight = Some(Box::pin(execute::run(call)));
        true
    }

    fn take(&mut self, raw: reply::RawResponse) -> Result<(), Error> {
        let response = reply::response(raw, decode_rows::<E>)?;
        let left_out = response.set_aside().iter().any(|aside| aside.is_item);
        let rows = response.into_value();
        let next = rows.iter().rev().find_map(Identified::id);
        if rows.is_empty() && !left_out {
            self.filters.pop_front();
            self.last = None;
            return Ok(());
        }
        if next.is_none() || next <= self.last {
            let text = "a page has no id that is larger than those before it; the list cannot go on";
            return Err(Error::new(ErrorKind::Paging, text)
                .with_operation(self.call.operation().id)
                .with_reached(true));
        }
        self.last = next;
        self.left = self.left.map(|left| left.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX)));
        self.ready = rows.into();
        Ok(())
    }
}

fn fault(call: &Call, options: &Options, page_size: u32) -> Option<Error> {
    let unwritable = options.fault().map(|reason| Error::new(ErrorKind::Argument, reason));
    let reason = match () {
        () if !options.order.is_empty() => "a stream is in the order of the ids: await the call for another order",
        () if options.skip.is_some() => "a stream begins with the first row: ask for ids after the last one seen",
        () if page_size == 0 => "a page of no rows is none",
        () => return unwritable.map(|error| error.with_operation(call.operation().id)),
    };
    Some(Error::new(ErrorKind::Argument, reason).with_operation(call.operation().id))
}

impl<E: Identified + Unpin> Stream for Rows<E> {
    type Item = Result<E, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_row(context)
    }
}

impl<E> fmt::Debug for Rows<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}
