//! Redirects: followed for reads, and the proof of who calls never leaves the configured origin.

use http::header::{ACCEPT, LOCATION, USER_AGENT};
use http::{HeaderMap, Method};
use url::Url;

use crate::base::{is_loopback, same_origin};
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::operation::Effect;
use crate::request::{self, Prepared};
use crate::secret::Secret;
use crate::transport::Reply;

/// A circle of redirects ends here.
const MOST: u32 = 5;

/// Where a request goes, and with what.
pub(crate) struct Hop {
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    count: u32,
    /// Off the configured origin once, off it for good: another server does not decide what the token is sent for.
    left: bool,
}

pub(crate) fn is_redirect(reply: &Reply) -> bool {
    matches!(reply.status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

impl Hop {
    pub(crate) fn first(call: &Call, prepared: &Prepared, token: Option<&Secret>) -> Result<Self, Error> {
        let left = call.elsewhere.is_some();
        let mut hop = Self { url: prepared.url.clone(), headers: prepared.headers.clone(), count: 0, left };
        hop.authorize(call, token)?;
        Ok(hop)
    }

    pub(crate) fn carries_proof(&self) -> bool {
        !self.left
    }

    fn authorize(&mut self, call: &Call, token: Option<&Secret>) -> Result<(), Error> {
        if self.left {
            return Ok(());
        }
        let shared = &call.client.shared;
        let proof = shared.credentials.proof(shared.api.security, call.operation, token);
        request::authorize(&mut self.url, &mut self.headers, &proof)
    }

    pub(crate) fn next(
        self,
        call: &Call,
        prepared: &Prepared,
        token: Option<&Secret>,
        reply: &Reply,
    ) -> Result<Self, Error> {
        let target = reply.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let target = target.and_then(|target| self.url.join(target).ok());
        let refuse = |why: &str| {
            // The query of a redirect is often a signature.
            let place = target.as_ref().map_or("nowhere".to_owned(), |url| format!("{}{}", origin(url), url.path()));
            let text = format!("redirect to {place} not followed: {why}");
            let text = call.client.shared.credentials.hide(&text, token);
            Error::reply(ErrorKind::Redirect, text, reply.status, reply.headers.clone(), bytes::Bytes::new())
        };
        let Some(url) = target.clone() else { return Err(refuse("the place is no URL")) };
        if call.operation.effect != Effect::Read || !matches!(prepared.method, Method::GET | Method::HEAD) {
            return Err(refuse("only reads are"));
        }
        if self.count >= MOST {
            return Err(refuse("there were too many"));
        }
        let from_loopback = is_loopback(&self.url);
        if url.scheme() != "https" && !(url.scheme() == "http" && from_loopback && is_loopback(&url)) {
            return Err(refuse("it is not https"));
        }
        let home = call.client.shared.base_of(call.operation);
        let left = self.left || !home.is_ok_and(|home| same_origin(&url, home.url()));
        let headers = if left { anonymous(&prepared.headers) } else { prepared.headers.clone() };
        let mut hop = Self { url, headers, count: self.count + 1, left };
        hop.authorize(call, token)?;
        Ok(hop)
    }
}

/// What another server may know: neither the caller's headers nor cookies.
fn anonymous(headers: &HeaderMap) -> HeaderMap {
    [ACCEPT, USER_AGENT].into_iter().filter_map(|name| Some((name.clone(), headers.get(&name)?.clone()))).collect()
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
