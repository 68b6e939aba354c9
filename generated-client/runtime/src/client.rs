//! What all calls of a client share.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::audit::AuditHook;
use crate::base::Base;
use crate::builder::ClientBuilder;
use crate::clock::Clock;
use crate::credentials::Credentials;
use crate::limiter::{Limiter, RateLimit};
use crate::model::{Drift, SetAside};
use crate::operation::{Api, Operation};
use crate::retry::{Budget, RetryPolicy};
use crate::transport::Transport;

/// A client of one API at one server. Cloning is cheap; clones share connections, limits and the retry budget.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) mode: Mode,
}

/// What a handle of a client may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    All,
    /// Reads only; everything else is an error.
    ReadOnly,
    /// Reads are sent, everything else is planned.
    DryRun,
}

/// Told of what was left out of a reply.
pub(crate) type DriftHook = Arc<dyn Fn(&Drift) + Send + Sync>;
pub(crate) type SetAsideHook = Arc<dyn Fn(&'static Operation, &[SetAside]) + Send + Sync>;

pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) base: Base,
    /// Whether the caller chose the base URL: then every operation goes there.
    pub(crate) own_base: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    pub(crate) user_agent: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) limits: Limits,
    pub(crate) retries: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) limiter: Limiter,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) audit: Option<AuditHook>,
    pub(crate) set_aside: Option<SetAsideHook>,
    pub(crate) drift: Option<DriftHook>,
    pub(crate) strict: bool,
}

/// Limits in time and size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) call: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) stall: Option<Duration>,
    pub(crate) reply_bytes: u64,
}

impl Shared {
    /// Where requests of the operation go, and with them the credentials: the server that its document gives it, unless
    /// the caller chose one.
    pub(crate) fn base_of(&self, operation: &Operation) -> Result<Cow<'_, Base>, String> {
        match operation.server {
            Some(path) if path.starts_with('/') => self.base.sibling(path).map(Cow::Owned),
            Some(url) if !self.own_base => Base::parse(url).map(Cow::Owned),
            Some(_) | None => Ok(Cow::Borrowed(&self.base)),
        }
    }
}

impl Client {
    /// Begins a client of the API.
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// The same client, allowed to read and nothing else: no writes, and no reading of secrets.
    pub fn read_only(&self) -> Self {
        self.with_mode(Mode::ReadOnly)
    }

    /// The same client, which plans everything but reads: the error of such a call has the request that it would have
    /// sent ([`Error::plan`](crate::Error::plan)). A read-only client stays one.
    pub fn dry_run(&self) -> Self {
        self.with_mode(Mode::DryRun)
    }

    /// The base URL.
    pub fn base_url(&self) -> &str {
        self.shared.base.url().as_str()
    }

    /// What is left of the rate limits now.
    pub fn rate_limit(&self) -> RateLimit {
        self.shared.limiter.left(&*self.shared.clock)
    }

    /// The clock that limits and waits of this client run on: what is built on the client waits by the same one.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// Whether the base URL is on this machine.
    pub fn is_loopback(&self) -> bool {
        self.shared.base.is_loopback()
    }

    fn with_mode(&self, mode: Mode) -> Self {
        let mode = if self.mode == Mode::ReadOnly { Mode::ReadOnly } else { mode };
        Self { shared: self.shared.clone(), mode }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.shared.api.name)
            .field("base_url", &self.base_url())
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
