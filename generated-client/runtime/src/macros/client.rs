//! The client and its builder.

/// Writes a client and its builder: the API's name, and every option that clients have in common.
#[macro_export]
macro_rules! client {
    ($(#[$doc:meta])* $client:ident, $builder:ident, $api:expr $(,)?) => {
        $(#[$doc])*
        ///
        /// Cloning is cheap; clones share connections, limits and the retry budget.
        #[derive(Debug, Clone)]
        pub struct $client {
            runtime: $crate::Client,
        }

        impl $client {
            /// Begins a client.
            pub fn builder() -> $builder {
                $builder { inner: $crate::ClientBuilder::new(&$api) }
            }

            /// What this client stands on.
            pub fn runtime(&self) -> &$crate::Client {
                &self.runtime
            }

            /// The same client, allowed to read and nothing else: no writes, and no reading of secrets.
            pub fn read_only(&self) -> Self {
                Self { runtime: self.runtime.read_only() }
            }

            /// The same client, which sends reads and plans the rest.
            pub fn dry_run(&self) -> Self {
                Self { runtime: self.runtime.dry_run() }
            }

            /// What is left of the rate limits now.
            pub fn rate_limit(&self) -> $crate::RateLimit {
                self.runtime.rate_limit()
            }
        }

        impl ::core::convert::From<$crate::Client> for $client {
            fn from(runtime: $crate::Client) -> Self {
                Self { runtime }
            }
        }

        #[doc = concat!("Builds a [`", stringify!($client), "`].")]
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it builds"]
        pub struct $builder {
            inner: $crate::ClientBuilder,
        }

        impl $builder {
            /// The server, in place of the API's own. It must be https unless it is a loopback address.
            pub fn base_url(self, url: impl Into<String>) -> Self {
                self.configure(|inner| inner.base_url(url))
            }

            /// A variable of the API's own server URL.
            pub fn variable(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.configure(|inner| inner.variable(name, value))
            }

            /// The token or API key. It is sent to the server and shown nowhere.
            pub fn token(self, token: impl Into<$crate::Secret>) -> Self {
                self.configure(|inner| inner.token(token))
            }

            /// Where to get the token for each request, for tokens that change.
            pub fn token_provider(self, provider: impl $crate::TokenProvider) -> Self {
                self.configure(|inner| inner.token_provider(provider))
            }

            /// User and password for `Basic` authentication.
            pub fn basic_auth(self, user: impl Into<String>, password: impl Into<$crate::Secret>) -> Self {
                self.configure(|inner| inner.basic_auth(user, password))
            }

            /// The key that goes into the header, query parameter or cookie of that name.
            pub fn api_key(self, name: impl Into<String>, key: impl Into<$crate::Secret>) -> Self {
                self.configure(|inner| inner.api_key(name, key))
            }

            /// What the program calls itself; the client's own name and version follow it.
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                self.configure(|inner| inner.user_agent(user_agent))
            }

            /// A header on every call.
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.configure(|inner| inner.header(name, value))
            }

            /// A query parameter on every call.
            pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.configure(|inner| inner.query(name, value))
            }

            /// A limit for a whole call, retries and waits included; 5 minutes unless set.
            pub fn timeout(self, limit: impl Into<Option<::core::time::Duration>>) -> Self {
                self.configure(|inner| inner.timeout(limit))
            }

            /// How often and how patiently calls are repeated.
            pub fn retries(self, policy: $crate::RetryPolicy) -> Self {
                self.configure(|inner| inner.retries(policy))
            }

            /// Reads only: everything else is refused, reading secrets too.
            pub fn read_only(self) -> Self {
                self.configure(|inner| inner.read_only())
            }

            /// Sends reads and plans the rest.
            pub fn dry_run(self) -> Self {
                self.configure(|inner| inner.dry_run())
            }

            /// Every other option: timeouts, limits, proxy, certificates, transport, audit hook.
            pub fn configure(self, change: impl FnOnce($crate::ClientBuilder) -> $crate::ClientBuilder) -> Self {
                Self { inner: change(self.inner) }
            }

            /// The client.
            ///
            /// # Errors
            ///
            /// Where the server's URL is missing, wrong, or plain http to another machine.
            pub fn build(self) -> ::core::result::Result<$client, $crate::Error> {
                self.inner.build().map(|runtime| $client { runtime })
            }
        }
    };
}
