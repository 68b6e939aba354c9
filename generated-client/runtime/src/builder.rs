//! What a program says about its client → the client.

use std::sync::Arc;
use std::time::Duration;

use crate::audit::AuditEvent;
use crate::base::Base;
use crate::client::{Client, DriftHook, Limits, Mode, SetAsideHook, Shared};
use crate::clock::{self, Clock};
use crate::credentials::{Credentials, Token, TokenProvider};
use crate::error::{Error, ErrorKind};
use crate::limiter::Limiter;
use crate::model::{Drift, SetAside};
use crate::operation::{Api, Operation, Server};
use crate::retry::{Budget, RetryPolicy};
use crate::secret::Secret;
use crate::transport::{Connections, Transport};

const NO_CLOCK: &str = "this platform has no clock: give the builder one with `clock`";

/// Builds a [`Client`]. Everything has a default but what the server's URL needs.
pub struct ClientBuilder {
    api: &'static Api,
    server: Option<&'static Server>,
    base_url: Option<String>,
    variables: Vec<(String, String)>,
    credentials: Credentials,
    user_agent: Option<String>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    limits: Limits,
    retries: RetryPolicy,
    rate_limits: Option<Vec<(u32, Duration)>>,
    transport: Option<Arc<dyn Transport>>,
    connections: Connections,
    clock: Option<Arc<dyn Clock>>,
    audit: Option<crate::audit::AuditHook>,
    set_aside: Option<SetAsideHook>,
    drift: Option<DriftHook>,
    strict: bool,
    mode: Mode,
    fault: Option<String>,
}

impl ClientBuilder {
    /// Begins a client of the API.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            server: None,
            base_url: None,
            variables: Vec::new(),
            credentials: Credentials::default(),
            user_agent: None,
            headers: Vec::new(),
            query: Vec::new(),
            limits: Limits {
                call: Some(Duration::from_secs(300)),
                attempt: Some(Duration::from_secs(60)),
                stall: Some(Duration::from_secs(30)),
                reply_bytes: 64 * 1024 * 1024,
            },
            retries: RetryPolicy::default(),
            rate_limits: None,
            transport: None,
            connections: Connections { connect_timeout: Some(Duration::from_secs(10)), ..Connections::default() },
            clock: None,
            audit: None,
            set_aside: None,
            drift: None,
            strict: false,
            mode: Mode::All,
            fault: None,
        }
    }

    /// The server, in place of the API's own. It must be https unless it is a loopback address.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Another of the API's servers than the first.
    pub fn server(mut self, server: &'static Server) -> Self {
        self.server = Some(server);
        self
    }

    /// A variable of the API's own server URL.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The token or API key. It is sent to the server and shown nowhere.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.credentials.token = Token::Fixed(token.into());
        self
    }

    /// Where to get the token for each request, for tokens that change.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.credentials.token = Token::Provided(Arc::new(provider));
        self
    }

    /// User and password for `Basic` authentication.
    pub fn basic_auth(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credentials.basic = Some((user.into(), password.into()));
        self
    }

    /// The key that goes into the header, query parameter or cookie of that name.
    pub fn api_key(mut self, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.credentials.keys.push((name.into(), key.into()));
        self
    }

    /// What the program calls itself; the client's own name and version follow it.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// A header on every call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A query parameter on every call.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// How long a connection may take to be made; 10 seconds unless set. Also on a `http_client` of one's own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connections.connect_timeout = Some(limit);
        self
    }

    /// A limit for each request, from its start to the head of the reply; 60 seconds unless set. An upload that moves
    /// begins it anew.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = Some(limit);
        self
    }

    /// A limit for the time in which nothing of a reply arrives; 30 seconds unless set.
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.limits.stall = Some(limit);
        self
    }

    /// A limit for a whole call, retries and waits included; 5 minutes unless set, none for uploads of files from disk.
    /// `None` takes it away.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.call = limit.into();
        self
    }

    /// The largest reply that is taken, decompressed; 64 MiB unless set.
    pub fn max_reply_bytes(mut self, limit: u64) -> Self {
        self.limits.reply_bytes = limit;
        self
    }

    /// How often and how patiently calls are repeated.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// Rate limits in place of the document's: so many requests in so much time. None switches them off.
    pub fn rate_limits(mut self, limits: impl IntoIterator<Item = (u32, Duration)>) -> Self {
        self.rate_limits = Some(limits.into_iter().collect());
        self
    }

    /// Another transport in place of reqwest. On WebAssembly there is no other.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A reqwest client of one's own making. Redirects, its retries and the `Referer` header are switched off: this
    /// crate does those itself.
    #[cfg(not(target_family = "wasm"))]
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.connections.own = Some(builder);
        self
    }

    /// A proxy, `http://proxy.example:3128` for one. Without it the `HTTPS_PROXY` family of variables decides, but for
    /// loopback servers.
    #[cfg(not(target_family = "wasm"))]
    pub fn proxy(mut self, url: &str) -> Self {
        match reqwest::Proxy::all(url) {
            Ok(proxy) => self.connections.proxy = Some(proxy),
            Err(error) => self.fault = Some(format!("the proxy is not usable: {}", error.without_url())),
        }
        self
    }

    /// Another certificate authority, as PEM.
    #[cfg(all(any(feature = "rustls", feature = "native-tls"), not(target_family = "wasm")))]
    pub fn root_certificate(mut self, pem: &[u8]) -> Self {
        match crate::transport::tls::roots(pem) {
            Ok(roots) => self.connections.roots.extend(roots),
            Err(error) => self.fault = Some(format!("the root certificate is not usable: {error}")),
        }
        self
    }

    /// Another clock: for tests, and in a browser, where the standard library has none.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// A function that hears of every call that is not a plain read: before it is sent, and how it ended.
    pub fn audit(mut self, hook: impl Fn(&AuditEvent<'_>) + Send + Sync + 'static) -> Self {
        self.audit = Some(Arc::new(hook));
        self
    }

    /// A function that hears of values that were left out of a reply because they did not fit their type.
    pub fn on_set_aside(mut self, hook: impl Fn(&'static Operation, &[SetAside]) + Send + Sync + 'static) -> Self {
        self.set_aside = Some(Arc::new(hook));
        self
    }

    /// A function that hears where replies differ from what the client's document says: a member or a value that it
    /// does not know, a value of another type, an object without its identity. It hears places, never values.
    ///
    /// Off unless set, and then free of cost. `cargo xtask drift --against` reads what [`Drift::to_json`] writes.
    pub fn on_drift(mut self, hook: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.drift = Some(Arc::new(hook));
        self
    }

    /// Makes a value that does not fit its type an error in place of leaving it out.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Reads only: everything else is refused, reading secrets too.
    pub fn read_only(mut self) -> Self {
        self.mode = Mode::ReadOnly;
        self
    }

    /// Sends reads and plans the rest.
    pub fn dry_run(mut self) -> Self {
        self.mode = Mode::DryRun;
        self
    }

    /// Makes `build` fail with this text: for settings that somebody else checked and found wrong.
    pub fn reject(mut self, why: impl Into<String>) -> Self {
        self.fault = Some(why.into());
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Where the base URL is missing, wrong, or plain http to another machine, the token holds what no header can carry,
    /// or a proxy or certificate is not usable. On WebAssembly also without a [`transport`](Self::transport), and in a
    /// browser without a [`clock`](Self::clock).
    pub fn build(mut self) -> Result<Client, Error> {
        let wrong = |text: String| Error::new(ErrorKind::Configuration, text);
        if let Some(fault) = self.fault.take() {
            return Err(wrong(fault));
        }
        self.credentials.check().map_err(wrong)?;
        let base = match &self.base_url {
            Some(url) => Base::parse(url),
            None => Base::from_template(self.server.copied().unwrap_or(self.api.first_server()), &self.variables),
        };
        let base = base.map_err(wrong)?;
        self.connections.loopback = base.is_loopback();
        self.connections.plain = base.is_plain();
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => {
                let transport = std::mem::take(&mut self.connections).transport();
                transport.map_err(|error| wrong(format!("no HTTP client: {error}")).with_source(error))?
            }
        };
        let clock = match self.clock.take() {
            Some(clock) => clock,
            None => clock::of_the_machine().ok_or_else(|| wrong(NO_CLOCK.to_owned()))?,
        };
        let mode = self.mode;
        Ok(Client { shared: Arc::new(self.shared(base, transport, clock)), mode })
    }

    fn shared(self, base: Base, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Shared {
        let own = format!("{}/{}", self.api.name, self.api.version);
        let document = || self.api.rate_limits.iter().map(|&(n, seconds)| (n, Duration::from_secs(seconds.into())));
        Shared {
            user_agent: self.user_agent.map_or(own.clone(), |given| format!("{given} {own}")),
            limiter: Limiter::new(&self.rate_limits.unwrap_or_else(|| document().collect())),
            api: self.api,
            base,
            own_base: self.base_url.is_some(),
            transport,
            credentials: self.credentials,
            headers: self.headers,
            query: self.query,
            limits: self.limits,
            retries: self.retries,
            budget: Budget::new(),
            clock,
            audit: self.audit,
            set_aside: self.set_aside,
            drift: self.drift,
            strict: self.strict,
        }
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
