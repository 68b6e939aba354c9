//! What every generated client runs on: requests, replies, errors, paging, uploads.
//!
//! Generated code describes an operation in a static [`Operation`], fills a [`Call`] with arguments and names the type of
//! the reply; the macros write the rest. Everything else happens here, once: one path takes every request of every
//! client through its checks, limits, retries and redirects.

mod audit;
mod base;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod builder;
mod call;
#[cfg(feature = "cli")]
pub mod cli;
mod client;
mod clock;
mod confirm;
mod credentials;
mod download;
mod encode;
mod error;
mod events;
mod execute;
mod extra;
#[cfg(feature = "fake")]
pub mod fake;
pub mod files;
mod limiter;
mod macros;
mod message;
pub mod model;
mod multipart;
mod nullable;
#[cfg(feature = "odata")]
pub mod odata;
mod operation;
mod paging;
mod param;
mod path;
mod plan;
mod redirect;
pub mod reply;
mod request;
mod retry;
mod scalars;
mod secret;
mod sending;
mod stream;
mod text;
mod trace;
pub mod transport;
pub mod union;

pub use audit::{AuditEvent, AuditStage};
pub use body::File;
pub use builder::ClientBuilder;
pub use bytes::Bytes;
pub use call::{Call, CallOptions};
pub use client::Client;
pub use clock::{BoxFuture, Clock};
pub use confirm::{Confirm, Confirmed};
pub use credentials::{TokenFile, TokenProvider, TokenVariable};
pub use download::Download;
pub use error::{Error, ErrorKind};
pub use events::{Event, Events, Opening, Rows};
pub use extra::Extra;
pub use http::{HeaderMap, StatusCode};
pub use limiter::{RateLimit, RateWindow};
pub use model::{Drift, DriftKind, SetAside, redacted};
pub use nullable::Nullable;
pub use operation::{
    Api, BodyKind, ConfirmCheck, Effect, Operation, OperationSecurity, Paging, PagingStyle, Security, Server,
};
pub use paging::Page;
pub use param::{IntoParam, Param, Style, to_param};
pub use plan::{Plan, PlanBody, PlanPart};
pub use reply::{Decoded, RawResponse, Response};
pub use retry::RetryPolicy;
pub use scalars::{Date, TextBool, TextDecimal, TextInt, Timestamp};
pub use secret::{Secret, SecretText};
pub use sending::Sending;
pub use stream::{Items, Pages};

#[cfg(not(target_family = "wasm"))]
pub use reqwest;
pub use {http, jiff, serde, serde_json, url};

/// An object whose keys are data.
pub type Map<T> = std::collections::BTreeMap<String, T>;

#[doc = include_str!("../FAULTS.md")]
pub mod faults {}

/// What the macros call.
#[doc(hidden)]
pub mod __private {
    pub use crate::confirm::Unconfirmed;
    pub use crate::stream::page;

    use crate::error::Error;
    use crate::reply::{Decode, RawResponse, Response};

    pub fn value<T>(raw: RawResponse, decode: Decode<T>) -> Result<T, Error> {
        crate::reply::value(&raw, decode)
    }

    pub fn response<T>(raw: RawResponse, decode: Decode<T>) -> Result<Response<T>, Error> {
        crate::reply::response(raw, decode)
    }
}
