//! How the server behaves.

use std::fmt;
use std::sync::Arc;

use super::Request;

/// How the server behaves.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The token that requests must carry; `None` for a server that asks for none.
    pub token: Option<String>,
    /// Items in every list; enough for three pages where this is `None`.
    pub items: Option<usize>,
    /// What the addresses of another server begin with, storage for one, that example bodies name.
    pub stand_in: Option<String>,
    /// Whether only that is there which was created.
    pub empty: bool,
    /// Whether requests are held against the document.
    pub checked: bool,
    /// Loopback port; 0 for any that is free.
    pub port: u16,
    pub(crate) log: Option<Log>,
}

/// Is told of each request.
#[derive(Clone)]
pub(crate) struct Log(pub(crate) Arc<dyn Fn(&Request) + Send + Sync>);

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Log")
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            token: Some("fake-token".to_owned()),
            items: None,
            stand_in: None,
            empty: false,
            checked: true,
            port: 0,
            log: None,
        }
    }
}

impl Options {
    /// The token that requests must carry.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Items in every list.
    pub fn items(mut self, items: usize) -> Self {
        self.items = Some(items);
        self
    }

    /// Stands in for another server too: addresses in example bodies that begin like this are answered here, with an empty
    /// success. A token there is refused: it is not for others.
    pub fn stand_in(mut self, url: impl Into<String>) -> Self {
        self.stand_in = Some(url.into());
        self
    }

    /// A tenant in which nothing is there until it is created: lists are empty, and unknown ids are a 404.
    pub fn empty(mut self) -> Self {
        self.empty = true;
        self
    }

    /// Takes requests as they come, whatever the document says about them.
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Loopback port, where it has to be a certain one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Is called with each request after it was answered.
    pub fn log(mut self, log: impl Fn(&Request) + Send + Sync + 'static) -> Self {
        self.log = Some(Log(Arc::new(log)));
        self
    }
}
