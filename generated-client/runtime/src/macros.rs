//! The macros that generated code calls: each writes the same few lines for every client, call, id and enum.

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

/// Writes what a call can do: be planned, awaited and sent.
#[macro_export]
macro_rules! call {
    ($call:ident => $reply:ty, $decode:expr $(,)?) => {
        $crate::__describe!($call);

        impl $call {
            /// Sends the call; gives the value with status and headers.
            pub fn send(self) -> $crate::Sending<$crate::Response<$reply>> {
                $crate::Sending::new(self.call, |raw| $crate::__private::response(raw, $decode))
            }

            /// Sends the call; gives the reply as it came, whatever its status.
            pub fn send_raw(self) -> $crate::Sending<$crate::RawResponse> {
                $crate::Sending::new(self.call, ::core::result::Result::Ok)
            }
        }

        impl ::core::future::IntoFuture for $call {
            type Output = ::core::result::Result<$reply, $crate::Error>;
            type IntoFuture = $crate::Sending<$reply>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::Sending::new(self.call, |raw| $crate::__private::value(raw, $decode))
            }
        }
    };
}

/// Writes what a destructive call can do: be planned, and be confirmed.
#[macro_export]
macro_rules! destructive_call {
    ($call:ident => $reply:ty, $decode:expr $(,)?) => {
        $crate::__describe!($call);

        impl $call {
            /// Confirms the target; only then can the call be awaited or sent.
            pub fn confirm(self, confirm: $crate::Confirm) -> $crate::Confirmed<$reply> {
                $crate::Confirmed::new(
                    self.call,
                    confirm,
                    |raw| $crate::__private::value(raw, $decode),
                    |raw| $crate::__private::response(raw, $decode),
                )
            }
        }

        impl $crate::__private::Unconfirmed for $call {
            fn unconfirmed(&self) -> &$crate::Call {
                &self.call
            }
        }
    };
}

/// Writes what a call of a paged operation can do: what every call can, and be streamed.
#[macro_export]
macro_rules! paged_call {
    ($call:ident => $reply:ty, $decode:expr, $item:ty, $page:expr $(,)?) => {
        $crate::call!($call => $reply, $decode);

        impl $call {
            /// The items of every page, from the one that this call asks for on.
            pub fn stream(self) -> $crate::Items<$item> {
                self.pages().items()
            }

            /// Every page, from the one that this call asks for on.
            pub fn pages(self) -> $crate::Pages<$item> {
                $crate::Pages::new(self.call, |raw| $crate::__private::page(raw, $decode, $page))
            }
        }
    };
    // With what tells two items apart: repeats are left out of the stream.
    ($call:ident => $reply:ty, $decode:expr, $item:ty, $page:expr, $identity:expr $(,)?) => {
        $crate::call!($call => $reply, $decode);

        impl $call {
            /// The items of every page, from the one that this call asks for on; none of them twice.
            pub fn stream(self) -> $crate::Items<$item> {
                self.pages().items().distinct($identity)
            }

            /// Every page, from the one that this call asks for on.
            pub fn pages(self) -> $crate::Pages<$item> {
                $crate::Pages::new(self.call, |raw| $crate::__private::page(raw, $decode, $page))
            }
        }
    };
}

/// What every call can do before it is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    ($call:ident) => {
        impl $call {
            /// Options for this call alone.
            pub fn with(mut self, options: $crate::CallOptions) -> Self {
                self.call.set_options(options);
                self
            }

            /// The exact request, without sending it; credentials and secrets are masked.
            ///
            /// # Errors
            ///
            /// Where an argument cannot be sent.
            pub fn plan(&self) -> ::core::result::Result<$crate::Plan, $crate::Error> {
                self.call.plan()
            }
        }
    };
}

/// Writes an id: a type of its own around text or an integer.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident(String)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl ::core::convert::From<&String> for $name {
            fn from(id: &String) -> Self {
                Self(id.clone())
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(id: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self(id.to_owned()))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::text::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        $crate::__id_type!($name);
    };
    ($(#[$doc:meta])* $name:ident(i64)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// The id as a number.
            pub fn get(self) -> i64 {
                self.0
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(id: &str) -> ::core::result::Result<Self, Self::Err> {
                id.parse().map(Self)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                <i64 as $crate::serde::Deserialize>::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        $crate::__id_type!($name);
    };
}

/// What text and integer ids share.
#[doc(hidden)]
#[macro_export]
macro_rules! __id_type {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl $crate::IntoParam for $name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.0)
            }
        }

        impl $crate::IntoParam for &$name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.0.clone())
            }
        }
    };
}

/// Writes the traits of an open enum of texts: a value that it does not know is kept in `Unknown(String)`.
#[macro_export]
macro_rules! text_enum {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $name {
            /// The values that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::core::convert::From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text),
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::text::strict(deserializer).map(Self::from)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::IntoParam for $name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.as_str())
            }
        }
    };
}

/// Writes the traits of an open enum of integers: a value that it does not know is kept in `Unknown(i64)`.
#[macro_export]
macro_rules! int_enum {
    ($name:ident { $($variant:ident = $number:literal),* $(,)? }) => {
        impl $name {
            /// The values that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            pub fn get(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => *number,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::Unknown(number),
                }
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                text.parse::<i64>().map(Self::from)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.get(), f)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                <i64 as $crate::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.get())
            }
        }

        impl $crate::IntoParam for $name {
            fn into_param(self) -> $crate::Param {
                $crate::IntoParam::into_param(self.get())
            }
        }
    };
}

/// Writes an enum of the errors that an API is known to answer with, told by what their messages hold.
///
/// ```
/// use openapi_client_runtime as rt;
///
/// rt::known_errors! {
///     /// What the API is known to say.
///     KnownError {
///         /// The device has a command of this kind already.
///         CommandAlreadyRunning = "Command already running",
///     }
/// }
/// # fn example(error: rt::Error) {
/// if KnownError::of(&error) == Some(KnownError::CommandAlreadyRunning) {
///     // Nothing to do.
/// }
/// # }
/// ```
#[macro_export]
macro_rules! known_errors {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// The known error that this one is, if any.
            pub fn of(error: &$crate::Error) -> ::core::option::Option<Self> {
                $(
                    if error.message().contains($text) {
                        return ::core::option::Option::Some(Self::$variant);
                    }
                )+
                ::core::option::Option::None
            }
        }
    };
}
