//! A described call → URL, headers and body: what every attempt, and every plan, starts from.

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use url::Url;

use crate::base;
use crate::body::Payload;
use crate::call::Call;
use crate::credentials::Proof;
use crate::encode;
use crate::error::{Error, ErrorKind};
use crate::param;
use crate::path;

/// A request without its credentials.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
}

/// What HTTP itself sets: a caller's value would let the request say two things at once (RFC 9112 section 11.2).
const FRAMING: [&str; 6] = ["host", "content-length", "transfer-encoding", "connection", "te", "upgrade"];

/// `shown` hides secrets: for plans.
pub(crate) fn prepare(call: &Call, shown: bool) -> Result<Prepared, Error> {
    if let Some(fault) = call.fault() {
        return Err(fault);
    }
    let payload = call.body.payload(call.operation, shown);
    let prepared = Prepared {
        method: Method::from_bytes(call.operation.method.as_bytes()).map_err(|_| argument("the method is none"))?,
        url: url(call, shown)?,
        headers: headers(call, payload.content_type.as_deref(), shown)?,
        payload,
    };
    Ok(prepared)
}

fn argument(text: impl Into<String>) -> Error {
    Error::new(ErrorKind::Argument, text)
}

fn url(call: &Call, shown: bool) -> Result<Url, Error> {
    if let Some(url) = &call.elsewhere {
        return elsewhere(url);
    }
    let (path, mut query) = match &call.link {
        Some((path, query)) => (path.clone(), query.clone()),
        None => (
            path::expand(call.operation.path, &call.path).map_err(|fault| argument(fault.to_string()))?,
            pairs(call, shown),
        ),
    };
    for (name, value) in call.client.shared.query.iter().chain(&call.options.query) {
        add_pair(&mut query, name, value);
    }
    let base = call.client.shared.base_of(call.operation).map_err(argument)?;
    let joined = base.join(&path, &query);
    joined.ok_or_else(|| argument(format!("the arguments would lead out of the path {}", call.operation.path)))
}

fn elsewhere(text: &str) -> Result<Url, Error> {
    let url = Url::parse(text).map_err(|error| argument(format!("the given URL is none: {error}")))?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if base::is_loopback(&url) => Ok(url),
        _ => Err(argument("the given URL is not https")),
    }
}

fn pairs(call: &Call, shown: bool) -> String {
    let value = |param: &param::Param| if shown { param.shown() } else { param.clone() };
    let pairs = call.query.iter().flat_map(|(name, style, param)| param::query(name, *style, &value(param)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Adds a pair unless the query has one of that name: what the call says goes before what the client says.
pub(crate) fn add_pair(query: &mut String, name: &str, value: &str) {
    let name = encode::encoded(name, encode::query_name);
    if query.split('&').any(|pair| pair.split('=').next() == Some(&name)) {
        return;
    }
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(&name);
    query.push('=');
    encode::push(query, value, encode::unreserved);
}

fn headers(call: &Call, content_type: Option<&str>, shown: bool) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    set(&mut headers, USER_AGENT, &call.client.shared.user_agent)?;
    if !call.operation.accept.is_empty() {
        set(&mut headers, ACCEPT, call.operation.accept)?;
    }
    if let Some(content_type) = content_type {
        set(&mut headers, CONTENT_TYPE, content_type)?;
    }
    if call.elsewhere.is_none() {
        for (name, value) in &call.client.shared.headers {
            put(&mut headers, name, value)?;
        }
    }
    for (name, style, value) in call.headers.iter().filter(|(.., value)| !value.is_absent()) {
        let value = if shown { value.shown() } else { value.clone() };
        put(&mut headers, name, &param::header(*style, &value))?;
    }
    for (name, value) in &call.options.headers {
        put(&mut headers, name, value)?;
    }
    let cookies = cookies(call, shown);
    if !cookies.is_empty() {
        set(&mut headers, COOKIE, &cookies.join("; "))?;
    }
    Ok(headers)
}

fn cookies(call: &Call, shown: bool) -> Vec<String> {
    let value = |param: &param::Param| if shown { param.shown() } else { param.clone() };
    call.cookies.iter().flat_map(|(name, style, param)| param::query(name, *style, &value(param))).collect()
}

fn put(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    let known = HeaderName::from_bytes(name.as_bytes());
    let known = known.map_err(|_| argument(format!("`{}` cannot be a header", name.escape_debug())))?;
    if FRAMING.contains(&known.as_str()) {
        return Err(argument(format!("the header `{known}` is set by HTTP itself")));
    }
    set(headers, known, value)
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), Error> {
    let value = HeaderValue::from_str(value);
    let value = value.map_err(|_| argument(format!("the value of header `{name}` cannot be sent")))?;
    headers.insert(name, value);
    Ok(())
}

/// Adds what proves who calls.
pub(crate) fn authorize(url: &mut Url, headers: &mut HeaderMap, proof: &Proof) -> Result<(), Error> {
    for (name, value) in &proof.headers {
        put(headers, name, value.expose())?;
        if let Some(value) = headers.get_mut(name.as_str()) {
            value.set_sensitive(true);
        }
    }
    if !proof.cookies.is_empty() {
        let own = headers.get(COOKIE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let keys = proof
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={}", encode::encoded(value.expose(), encode::unreserved)));
        set(headers, COOKIE, &own.into_iter().chain(keys).collect::<Vec<_>>().join("; "))?;
        if let Some(value) = headers.get_mut(COOKIE) {
            value.set_sensitive(true);
        }
    }
    if !proof.query.is_empty() {
        let mut query = url.query().unwrap_or_default().to_owned();
        proof.query.iter().for_each(|(name, value)| add_pair(&mut query, name, value.expose()));
        url.set_query(Some(&query));
    }
    Ok(())
}
