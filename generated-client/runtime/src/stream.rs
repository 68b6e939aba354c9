//! A paged call → a stream of its items, or of its pages.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::call::Call;
use crate::error::Error;
use crate::execute;
use crate::model::SetAside;
use crate::paging::{self, Page, Pager};
use crate::reply::{Decode, RawResponse};
use crate::sending::Raw;

/// How a reply becomes a page; beside it the number of items that were left out of it.
type Turn<T> = fn(&RawResponse) -> Result<(Page<T>, u64), Error>;

/// For the call macros: decodes a reply and makes a page of it.
#[doc(hidden)]
pub fn page<R, T>(raw: &RawResponse, decode: Decode<R>, page: fn(R) -> Page<T>) -> Result<(Page<T>, u64), Error> {
    let response = crate::reply::response(raw.clone(), decode)?;
    let left_out = items_among(response.set_aside());
    Ok((page(response.into_value()), left_out))
}

fn items_among(set_aside: &[SetAside]) -> u64 {
    set_aside.iter().filter(|aside| aside.is_item).count() as u64
}

/// The pages of a list, one request each, sent as they are asked for. An error ends it.
///
/// A list that changes while it is read may show an item twice or not at all where the API pages by counting.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    pager: Pager,
    turn: Turn<T>,
    flight: Option<Raw>,
}

impl<T> Pages<T> {
    /// For the call macros.
    #[doc(hidden)]
    pub fn new(call: Call, turn: Turn<T>) -> Self {
        Self { pager: Pager::new(call), turn, flight: None }
    }

    /// The items of all pages.
    pub fn items(self) -> Items<T> {
        Items { pages: self, ready: VecDeque::new(), ahead: false, identity: None, seen: BTreeSet::new() }
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of a call, and one where the pages go round in a circle.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        std::future::poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// All pages.
    ///
    /// # Errors
    ///
    /// The first error; what came before it is lost.
    pub async fn try_collect(mut self) -> Result<Vec<Page<T>>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }

    fn begin(&mut self) -> bool {
        if self.flight.is_none()
            && let Some(call) = self.pager.request()
        {
            self.flight = Some(execute::run(call));
        }
        self.flight.is_some()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        self.begin();
        let Some(flight) = &mut self.flight else { return Poll::Ready(None) };
        let raw = ready!(flight.as_mut().poll(context));
        self.flight = None;
        let page = raw.and_then(|raw| {
            let (page, left_out) = (self.turn)(&raw)?;
            self.pager.turn(&raw, &page.signpost(left_out))?;
            Ok(page)
        });
        if page.is_err() {
            self.pager.stop();
        }
        Poll::Ready(Some(page))
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// The items of a list, page after page. An error ends it.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    ready: VecDeque<T>,
    ahead: bool,
    identity: Option<fn(&T) -> String>,
    /// Hashes of the identities handed out: eight bytes an item, however large the items are.
    seen: BTreeSet<u64>,
}

impl<T> Items<T> {
    /// Asks for the next page while the items of this one are handed out.
    pub fn prefetch(mut self) -> Self {
        self.ahead = true;
        self
    }

    /// Leaves out items whose identity has been handed out before: a list that changes while it is read may show an item
    /// on two pages.
    pub fn distinct(mut self, identity: fn(&T) -> String) -> Self {
        self.identity = Some(identity);
        self
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of a call, and one where the pages go round in a circle.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// All items.
    ///
    /// # Errors
    ///
    /// The first error; what came before it is lost.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            while let Some(item) = self.ready.pop_front() {
                if self.is_new(&item) {
                    return Poll::Ready(Some(Ok(item)));
                }
            }
            match ready!(self.pages.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.ready = page.into_items().into(),
            }
            if self.ahead {
                self.poll_ahead(context);
            }
        }
    }

    fn is_new(&mut self, item: &T) -> bool {
        self.identity.is_none_or(|identity| self.seen.insert(paging::hash(&identity(item))))
    }

    /// Gets the next request on its way; what comes of it is looked at in its turn.
    fn poll_ahead(&mut self, context: &mut Context<'_>) {
        if !self.pages.begin() {
            return;
        }
        let Some(flight) = &mut self.pages.flight else { return };
        if let Poll::Ready(outcome) = flight.as_mut().poll(context) {
            self.pages.flight = Some(Box::pin(std::future::ready(outcome)));
        }
    }
}

impl<T: Unpin> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items")
    }
}
