//! What is read of which rows, in which order → the query parameters, and the same in the parentheses of an `$expand`.

use std::fmt;
use std::marker::PhantomData;

use super::expr::{Expr, Path};
use super::field::Filter;
use super::set::{Expandable, Filterable, Limited, Selectable, Sortable};

/// Properties to read.
#[derive(Debug)]
pub struct Select<E> {
    names: Vec<&'static str>,
    of: PhantomData<fn() -> E>,
}

impl<E> Select<E> {
    pub(super) fn new(names: impl Into<Vec<&'static str>>) -> Self {
        Self { names: names.into(), of: PhantomData }
    }
}

macro_rules! tuples {
    ($(($($name:ident),*)),*) => { $(
        impl<E, $($name: Into<Select<E>>),*> From<($($name,)*)> for Select<E> {
            #[allow(non_snake_case, reason = "the type's letter names its value")]
            fn from(($($name,)*): ($($name,)*)) -> Self {
                let mut names = Vec::new();
                $( names.extend($name.into().names); )*
                Select::new(names)
            }
        }
    )* };
}
tuples!((A, B), (A, B, C), (A, B, C, D), (A, B, C, D, F), (A, B, C, D, F, G), (A, B, C, D, F, G, H));

/// What rows are sorted by. Always with a direction: servers disagree about what is meant without one.
#[derive(Debug)]
pub struct Order<E> {
    text: String,
    of: PhantomData<fn() -> E>,
}

impl<E> Order<E> {
    pub(super) fn new(path: &Path, direction: &str) -> Self {
        Self { text: format!("{} {direction}", path.text()), of: PhantomData }
    }
}

/// Rows behind a navigation that are read along.
#[derive(Debug)]
pub struct Expand<E> {
    item: Item,
    of: PhantomData<fn() -> E>,
}

impl<E> Expand<E> {
    pub(super) fn new(name: &'static str, options: Options) -> Self {
        Self { item: Item { name, counted: false, options }, of: PhantomData }
    }

    pub(super) fn counted(name: &'static str, options: Options) -> Self {
        Self { item: Item { name, counted: true, options }, of: PhantomData }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    name: &'static str,
    counted: bool,
    options: Options,
}

/// The options of a query, whatever its rows are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Options {
    pub(super) select: Vec<&'static str>,
    pub(super) filter: Expr,
    pub(super) expand: Vec<Item>,
    pub(super) order: Vec<String>,
    pub(super) top: Option<u32>,
    pub(super) skip: Option<u32>,
}

impl Options {
    pub(super) const NONE: Options = Options {
        select: Vec::new(),
        filter: Expr::Always,
        expand: Vec::new(),
        order: Vec::new(),
        top: None,
        skip: None,
    };

    /// The options by name, as they stand in a query and in the parentheses of an `$expand`.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.select.is_empty() {
            pairs.push(("$select", self.select.join(",")));
        }
        if self.filter != Expr::Always {
            pairs.push(("$filter", self.filter.text()));
        }
        if !self.expand.is_empty() {
            pairs.push(("$expand", self.expand.iter().map(Item::text).collect::<Vec<_>>().join(",")));
        }
        if !self.order.is_empty() {
            pairs.push(("$orderby", self.order.join(",")));
        }
        pairs.extend(self.top.map(|top| ("$top", top.to_string())));
        pairs.extend(self.skip.map(|skip| ("$skip", skip.to_string())));
        pairs
    }

    /// The same about all rows. A filter may hold a list of millions, which is not to be copied for each part of it.
    pub(super) fn without_filter(&self) -> Self {
        let Options { select, expand, order, top, skip, filter: _ } = self;
        let (select, expand, order) = (select.clone(), expand.clone(), order.clone());
        Self { select, filter: Expr::Always, expand, order, top: *top, skip: *skip }
    }

    /// Why the query cannot be written.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let own = if let Expr::Fault(reason) = self.filter { Some(reason) } else { None };
        own.or_else(|| self.expand.iter().find_map(|item| item.options.fault()))
    }

    pub(super) fn select(&mut self, names: Vec<&'static str>) {
        for name in names {
            if !self.select.contains(&name) {
                self.select.push(name);
            }
        }
    }

    /// A navigation is expanded once: what is said of it twice is said together.
    fn expand(&mut self, item: Item) {
        match self.expand.iter_mut().find(|known| known.name == item.name && known.counted == item.counted) {
            Some(known) => known.options.merge(item.options),
            None => self.expand.push(item),
        }
    }

    fn merge(&mut self, other: Options) {
        self.select(other.select);
        self.filter = std::mem::replace(&mut self.filter, Expr::Always).and(other.filter);
        other.expand.into_iter().for_each(|item| self.expand(item));
        self.order.extend(other.order);
        self.top = other.top.or(self.top);
        self.skip = other.skip.or(self.skip);
    }
}

impl Item {
    fn text(&self) -> String {
        let name = if self.counted { format!("{}/$count", self.name) } else { self.name.to_owned() };
        let pairs = self.options.pairs();
        if pairs.is_empty() {
            return name;
        }
        let pairs: Vec<String> = pairs.into_iter().map(|(option, value)| format!("{option}={value}")).collect();
        format!("{name}({})", pairs.join(";"))
    }
}

/// What is read of which rows of type `E`, and in which order.
pub struct Query<E> {
    pub(super) options: Options,
    of: PhantomData<fn() -> E>,
}

impl<E: Selectable> Query<E> {
    /// Reads these properties, and those that were selected before; without a selection, all that the server shows of
    /// itself.
    pub fn select(mut self, properties: impl Into<Select<E>>) -> Self {
        self.options.select(properties.into().names);
        self
    }
}

impl<E: Filterable> Query<E> {
    /// Rows that satisfy this condition too.
    pub fn filter(mut self, condition: Filter<E>) -> Self {
        self.options.filter = std::mem::replace(&mut self.options.filter, Expr::Always).and(condition.expr);
        self
    }
}

impl<E: Expandable> Query<E> {
    /// Reads the rows behind a navigation along.
    pub fn expand(mut self, navigation: impl Into<Expand<E>>) -> Self {
        self.options.expand(navigation.into().item);
        self
    }
}

impl<E: Sortable> Query<E> {
    /// Sorts by this, among what is equal by what was said before.
    pub fn order_by(mut self, order: Order<E>) -> Self {
        self.options.order.push(order.text);
        self
    }
}

impl<E: Limited> Query<E> {
    /// At most that many rows.
    pub fn top(mut self, rows: u32) -> Self {
        self.options.top = Some(rows);
        self
    }

    /// Without the first rows. Rows have an order only where one is asked for.
    pub fn skip(mut self, rows: u32) -> Self {
        self.options.skip = Some(rows);
        self
    }
}

impl<E> Query<E> {
    /// Everything.
    pub const fn new() -> Self {
        Self { options: Options::NONE, of: PhantomData }
    }

    /// The query as text, not percent-encoded: `$select=…&$filter=…`.
    pub fn text(&self) -> String {
        let pairs = self.options.pairs().into_iter();
        pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

impl<E> Default for Query<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Clone for Query<E> {
    fn clone(&self) -> Self {
        Self { options: self.options.clone(), of: PhantomData }
    }
}

impl<E> fmt::Debug for Query<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
