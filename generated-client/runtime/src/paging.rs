//! Pages of a list → the request for the next one, until there is none.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::operation::PagingStyle;
use crate::param::{IntoParam, Style};
use crate::reply::RawResponse;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    items: Vec<T>,
    next: Option<Option<String>>,
    total: Option<u64>,
}

impl<T> Page<T> {
    /// A page of these items, of a list that says no more.
    pub fn new(items: Vec<T>) -> Self {
        Self { items, next: None, total: None }
    }

    /// What the API says leads on: a cursor or a link; `None` and `""` for "this is the last".
    pub fn next(mut self, next: Option<String>) -> Self {
        self.next = Some(next.filter(|next| !next.is_empty()));
        self
    }

    /// How many items the API says there are in all.
    pub fn total(mut self, total: Option<u64>) -> Self {
        self.total = total;
        self
    }

    /// The items.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items, taken out.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// How many items the API says there are in all, where it says so.
    pub fn total_items(&self) -> Option<u64> {
        self.total
    }

    /// The cursor or link to the next page: give a cursor to the call's own setter to go on from there another day.
    pub fn next_cursor(&self) -> Option<&str> {
        self.next.as_ref()?.as_deref()
    }
}

/// What a page says about the way on, free of its item type.
pub(crate) struct Signpost {
    /// Items in the page as it came, those that were left out included.
    pub(crate) count: u64,
    pub(crate) next: Option<Option<String>>,
    pub(crate) total: Option<u64>,
}

impl<T> Page<T> {
    pub(crate) fn signpost(&self, set_aside: u64) -> Signpost {
        Signpost { count: self.items.len() as u64 + set_aside, next: self.next.clone(), total: self.total }
    }
}

/// Where a walk through a list stands.
pub(crate) struct Pager {
    call: Call,
    style: Option<PagingStyle>,
    /// Items before the current page, or its number.
    position: i64,
    /// Items before the current page, where that is known.
    passed: Option<u64>,
    size: Option<u64>,
    seen: BTreeSet<u64>,
    last_body: Option<u64>,
    done: bool,
}

impl Pager {
    pub(crate) fn new(mut call: Call) -> Self {
        let mut size = None;
        let mut position = 0;
        let mut passed = None;
        let style = call.operation.paging.map(|paging| settled(&call, paging.style));
        if let Some((paging, style)) = call.operation.paging.zip(style) {
            if let Some((name, largest)) = paging.size {
                if let (None, Some(largest)) = (call.query_value(name), largest) {
                    call.query(name, largest);
                }
                size = call.query_value(name).and_then(|size| size.parse().ok());
            }
            position = start(&mut call, style);
            passed = before(style, position, size);
        }
        Self { call, style, position, passed, size, seen: BTreeSet::new(), last_body: None, done: false }
    }

    /// The request for the current page, unless the last one has been had.
    pub(crate) fn request(&self) -> Option<Call> {
        (!self.done).then(|| self.call.clone())
    }

    pub(crate) fn stop(&mut self) {
        self.done = true;
    }

    /// Turns to the page after this one.
    pub(crate) fn turn(&mut self, raw: &RawResponse, page: &Signpost) -> Result<(), Error> {
        self.done = true;
        let Some(style) = self.style else { return Ok(()) };
        self.passed = self.passed.map(|passed| passed.saturating_add(page.count));
        match style {
            PagingStyle::Offset { parameter } => {
                let next = self.position.saturating_add_unsigned(page.count);
                self.count_on(raw, page, parameter, next)
            }
            PagingStyle::Page { parameter, .. } => self.count_on(raw, page, parameter, self.position.saturating_add(1)),
            PagingStyle::Cursor { parameter, .. } | PagingStyle::CursorUnless { parameter, .. } => {
                match page.next.as_ref().and_then(Option::as_deref) {
                    Some(cursor) => self.follow_cursor(parameter, cursor),
                    None => Ok(()),
                }
            }
            PagingStyle::NextLink => match page.next.as_ref().and_then(Option::as_deref) {
                Some(link) => self.follow_link(link),
                None => Ok(()),
            },
        }
    }

    fn count_on(
        &mut self,
        raw: &RawResponse,
        page: &Signpost,
        parameter: &'static str,
        next: i64,
    ) -> Result<(), Error> {
        if !more(page, self.size, self.passed) {
            return Ok(());
        }
        let body = hash(&*raw.body);
        if self.last_body.replace(body) == Some(body) {
            return Err(self.circle(format!("the server sends the same page again for another `{parameter}`")));
        }
        self.call.query(parameter, next);
        self.position = next;
        self.done = false;
        Ok(())
    }

    fn follow_cursor(&mut self, parameter: &'static str, cursor: &str) -> Result<(), Error> {
        // Some APIs put the whole link where the cursor belongs.
        if cursor.starts_with("https://") || cursor.starts_with("http://") || cursor.starts_with('?') {
            return self.follow_link(cursor);
        }
        if !self.seen.insert(hash(cursor)) {
            return Err(self.circle("the server gives a cursor again that it gave before".to_owned()));
        }
        self.call.link = None;
        self.call.query(parameter, cursor);
        self.done = false;
        Ok(())
    }

    /// The link's path and query on the configured origin: whoever writes links does not choose where the token goes.
    fn follow_link(&mut self, link: &str) -> Result<(), Error> {
        let base = &self.call.client.shared.base;
        let url = base.url().join(link).map_err(|_| self.circle("the link to the next page is no URL".to_owned()))?;
        let own = match &self.call.link {
            Some((path, _)) => path.clone(),
            None => crate::path::expand(self.call.operation.path, &self.call.path)
                .map_err(|fault| Error::new(ErrorKind::Argument, fault.to_string()))?,
        };
        let path = path_of(&url, base.prefix(), &own);
        let query = url.query().unwrap_or_default().to_owned();
        if !self.seen.insert(hash(&(&path, &query))) {
            return Err(self.circle("the server gives a link again that it gave before".to_owned()));
        }
        self.call.link = Some((path, query));
        self.done = false;
        Ok(())
    }

    fn circle(&self, text: String) -> Error {
        Error::new(ErrorKind::Paging, text).with_operation(self.call.operation.id).with_reached(true)
    }
}

/// The style for this call: what the caller set may not go with a cursor.
fn settled(call: &Call, style: PagingStyle) -> PagingStyle {
    match style {
        PagingStyle::CursorUnless { parameter, start_empty, set, offset } => {
            match set.iter().any(|name| call.query_value(name).is_some()) {
                true => PagingStyle::Offset { parameter: offset },
                false => PagingStyle::Cursor { parameter, start_empty },
            }
        }
        other => other,
    }
}

/// Sets the parameter of the first page and says where the walk begins.
fn start(call: &mut Call, style: PagingStyle) -> i64 {
    let given = |call: &Call, name: &str| call.query_value(name).and_then(|value| value.parse().ok());
    match style {
        PagingStyle::Offset { parameter } => given(call, parameter).unwrap_or(0),
        PagingStyle::Page { parameter, first } => given(call, parameter).unwrap_or(first),
        PagingStyle::Cursor { parameter, start_empty: true } if call.query_value(parameter).is_none() => {
            call.query_styled(parameter, Style::Form { explode: false }, "".into_param());
            0
        }
        PagingStyle::Cursor { .. } | PagingStyle::CursorUnless { .. } | PagingStyle::NextLink => 0,
    }
}

/// How many items come before the first page of the walk: pages before it were full.
fn before(style: PagingStyle, position: i64, size: Option<u64>) -> Option<u64> {
    match style {
        PagingStyle::Offset { .. } => u64::try_from(position).ok(),
        PagingStyle::Page { first, .. } if position == first => Some(0),
        PagingStyle::Page { first, .. } => size?.checked_mul(u64::try_from(position.checked_sub(first)?).ok()?),
        PagingStyle::Cursor { .. } | PagingStyle::CursorUnless { .. } | PagingStyle::NextLink => None,
    }
}

/// Whether a list goes on that is walked by counting: what the API says goes before what can be guessed.
fn more(page: &Signpost, size: Option<u64>, passed: Option<u64>) -> bool {
    if page.count == 0 {
        return false;
    }
    match (&page.next, page.total.zip(passed), size) {
        (Some(Some(_)), ..) => true,
        // Some envelopes carry a cursor that stays null while the list is walked by counting.
        (Some(None) | None, Some((total, passed)), _) => passed < total,
        (Some(None), None, _) => false,
        (None, None, Some(size)) => page.count >= size,
        (None, None, None) => true,
    }
}

/// The path of a link: this list's own where it is the same but for its trailing slash, and never above the prefix of the
/// base URL.
fn path_of(link: &Url, prefix: &str, own: &str) -> String {
    let path = link.path();
    let bare = path.strip_prefix(prefix).filter(|rest| rest.starts_with('/')).unwrap_or(path);
    if bare.trim_end_matches('/') == own.trim_end_matches('/') || bare == "/" {
        own.to_owned()
    } else {
        bare.to_owned()
    }
}

pub(crate) fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
