//! What an operation asks of a request → why the request is refused, if it is.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value};

use super::schema::Schemas;
use crate::encode;

/// What a request has to have, and how it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Asks {
    /// Whether a request without the token is refused.
    pub token: bool,
    /// Parameters of the path, the query and the headers.
    pub parameters: &'static [Parameter],
    /// What the request carries.
    pub body: Option<Body>,
    /// The operation's errors.
    pub errors: &'static [ErrorReply],
}

impl Asks {
    /// Nothing but the token; refused without a body that the document states.
    pub const NOTHING: Self = Self { token: true, parameters: &[], body: None, errors: &[] };
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Name on the wire.
    pub name: &'static str,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// JSON Schema of its value, of the keywords that the server knows; empty where it is not checked.
    pub schema: &'static str,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
}

/// What a request carries.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    /// Whether it must be there.
    pub required: bool,
    /// Media types that the operation takes.
    pub media_types: &'static [&'static str],
    /// JSON Schema of its value, of the keywords that the server knows; empty where it is not checked.
    pub schema: &'static str,
}

/// An error that the document describes.
#[derive(Debug, Clone, Copy)]
pub struct ErrorReply {
    /// Status; the first digit alone for a range such as `4XX`, and 0 for `default`.
    pub status: u16,
    /// Media type of the reply; empty where it has no body.
    pub content_type: &'static str,
    /// Body of the reply.
    pub body: &'static str,
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) reason: String,
}

impl Asks {
    /// The document's error for a status, if it has one.
    pub(crate) fn error(&self, status: u16) -> Option<&'static ErrorReply> {
        let find = |wanted: u16| self.errors.iter().find(|error| error.status == wanted);
        find(status).or_else(|| find(status / 100)).or_else(|| find(0))
    }

    /// Looks at the arguments of the path, the query, the headers and the body.
    pub(crate) fn refusal(
        &self,
        schemas: &Schemas,
        path: &[(&str, String)],
        query: &str,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Option<Refusal> {
        let query = pairs(query);
        let parameter = self.parameters.iter().find_map(|parameter| parameter.problem(schemas, path, &query, headers));
        let invalid = |reason| Refusal { status: self.invalid(), reason };
        parameter.map(invalid).or_else(|| self.body_problem(schemas, headers, body))
    }

    /// The status for a request that is not valid: 400, or 422 where the document has only that.
    fn invalid(&self) -> u16 {
        let states = |status| self.errors.iter().any(|error| error.status == status);
        if !states(400) && states(422) { 422 } else { 400 }
    }

    fn body_problem(&self, schemas: &Schemas, headers: &HeaderMap, bytes: &Bytes) -> Option<Refusal> {
        let asked = self.body.as_ref()?;
        if bytes.is_empty() {
            let reason = || Refusal { status: self.invalid(), reason: "the body is missing".to_owned() };
            return (asked.required && asked.has_content()).then(reason);
        }
        let given = media_type(headers);
        if !asked.media_types.iter().any(|known| fits(known, &given)) {
            let status = if self.errors.iter().any(|error| error.status == 415) { 415 } else { self.invalid() };
            let reason = format!("Content-Type is {given:?}, not {}", asked.media_types.join(" or "));
            return Some(Refusal { status, reason });
        }
        let reason = asked.problem(schemas, &given, headers, bytes)?;
        Some(Refusal { status: self.invalid(), reason })
    }
}

impl Parameter {
    fn problem(
        &self,
        schemas: &Schemas,
        path: &[(&str, String)],
        query: &[(String, String)],
        headers: &HeaderMap,
    ) -> Option<String> {
        let given: Vec<String> = match self.location {
            Location::Path => {
                path.iter().filter(|(name, _)| *name == self.name).map(|(_, value)| value.clone()).collect()
            }
            Location::Query => {
                query.iter().filter(|(name, _)| name == self.name).map(|(_, value)| value.clone()).collect()
            }
            Location::Header => {
                let values = headers.get_all(self.name).iter();
                values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
            }
        };
        if given.is_empty() {
            return self.required.then(|| format!("the parameter `{}` is missing", self.name));
        }
        let schema: Value = serde_json::from_str(self.schema).ok()?;
        schemas.text_problem(&schema, &given).map(|problem| format!("the parameter `{}` {problem}", self.name))
    }
}

impl Body {
    /// An empty text or file is a body like any other.
    fn has_content(&self) -> bool {
        self.media_types.iter().any(|media| is_json(media) || is_form(media) || media.starts_with("multipart/"))
    }

    fn problem(&self, schemas: &Schemas, media: &str, headers: &HeaderMap, bytes: &Bytes) -> Option<String> {
        let schema: Value = serde_json::from_str(self.schema).ok()?;
        if is_json(media) {
            return match serde_json::from_slice::<Value>(bytes) {
                Ok(value) => schemas.problem(&schema, &value, "the body"),
                Err(error) => Some(format!("the body is not JSON: {error}")),
            };
        }
        let Some(given) = members(media, headers, bytes) else {
            return media.starts_with("multipart/").then(|| "the body's boundary is not said".to_owned());
        };
        if media == "multipart/form-data" && has_unnamed_part(headers, bytes) {
            return Some("a part of the body has no name".to_owned());
        }
        let schema = schemas.resolve(&schema);
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        if let Some(name) = required.filter_map(Value::as_str).find(|name| !given.contains_key(*name)) {
            return Some(format!("the body has no part `{name}`"));
        }
        given.iter().find_map(|(name, value)| {
            let schema = schema.get("properties")?.get(name)?;
            let problem = schemas.text_problem(schema, &[value.as_str()?.to_owned()])?;
            Some(format!("the body: `{name}` {problem}"))
        })
    }
}

/// The members of a request's body, as far as they are known by name; a file's value is left out.
pub(crate) fn members(media: &str, headers: &HeaderMap, bytes: &Bytes) -> Option<Map<String, Value>> {
    if is_json(media) {
        return serde_json::from_slice(bytes).ok();
    }
    if is_form(media) {
        let text = String::from_utf8_lossy(bytes);
        return Some(pairs(&text).into_iter().map(|(name, value)| (name, value.into())).collect());
    }
    let text = String::from_utf8_lossy(bytes);
    Some(parts(headers, &text)?.filter_map(part).collect())
}

/// What stands between the delimiters of a multipart body (RFC 2046, 5.1.1): no preamble, no epilogue.
fn parts<'a>(headers: &HeaderMap, text: &'a str) -> Option<impl Iterator<Item = &'a str>> {
    let content_type = headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    let boundary = content_type.split("boundary=").nth(1)?.split(';').next()?.trim_matches('"');
    let delimiter = format!("--{boundary}");
    let parts: Vec<&str> = text.split(delimiter.as_str()).skip(1).collect();
    Some(parts.into_iter().take_while(|part| !part.starts_with("--")))
}

/// Each part of a form has a name (RFC 7578, 4.2).
fn has_unnamed_part(headers: &HeaderMap, bytes: &Bytes) -> bool {
    let text = String::from_utf8_lossy(bytes);
    parts(headers, &text).is_some_and(|mut parts| parts.any(|text| part(text).is_none()))
}

/// The name and the text of one part of a multipart body (RFC 7578, 4.2).
fn part(text: &str) -> Option<(String, Value)> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let name = head.split("name=\"").nth(1)?.split('"').next()?;
    let value = if head.contains("filename") { Value::Null } else { body.trim_end_matches("\r\n").into() };
    Some((name.to_owned(), value))
}

/// The media type of a request, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let given = headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    essence(given)
}

pub(crate) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn fits(known: &str, given: &str) -> bool {
    let known = essence(known);
    known == given || known == "*/*" || known.strip_suffix('*').is_some_and(|range| given.starts_with(range))
}

fn is_json(media: &str) -> bool {
    let media = essence(media);
    media == "application/json" || media.ends_with("+json")
}

fn is_form(media: &str) -> bool {
    essence(media) == "application/x-www-form-urlencoded"
}

pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    // A form and a query write a space as `+` (URL Standard, section 5.1).
    let decode = |text: &str| String::from_utf8_lossy(&encode::decode(text.replace('+', " ").as_bytes())).into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(a, b)| (decode(a), decode(b))).collect()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const ASKS: Asks = Asks {
        parameters: &[Parameter {
            name: "limit",
            location: Location::Query,
            required: true,
            schema: r#"{"type":"integer","maximum":300}"#,
        }],
        body: Some(Body {
            required: true,
            media_types: &["application/json"],
            schema: r#"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"#,
        }),
        errors: &[ErrorReply { status: 422, content_type: "application/json", body: "{}" }],
        ..Asks::NOTHING
    };

    fn reason(query: &str, media: &'static str, body: &'static str) -> Option<String> {
        let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, HeaderValue::from_static(media))]);
        let refusal = ASKS.refusal(&Schemas::default(), &[], query, &headers, &Bytes::from_static(body.as_bytes()))?;
        assert_eq!(refusal.status, 422);
        Some(refusal.reason)
    }

    #[test]
    fn what_is_not_as_documented_is_refused() {
        let (json, good) = ("application/json; charset=utf-8", r#"{"name":"x"}"#);
        assert_eq!(reason("limit=5", json, good), None);
        for (query, media, body, expected) in [
            ("", json, good, "the parameter `limit` is missing"),
            ("limit=x", json, good, "the parameter `limit` is no integer"),
            ("limit=301", json, good, "the parameter `limit` is more than 300"),
            ("limit=1", json, "", "the body is missing"),
            ("limit=1", "text/plain", good, "Content-Type is \"text/plain\", not application/json"),
            ("limit=1", json, "{}", "the body: `name` is missing"),
            ("limit=1", json, r#"{"name":1}"#, "the body: `name` is no string"),
        ] {
            assert_eq!(reason(query, media, body).as_deref(), Some(expected), "{query} {media} {body}");
        }
    }

    #[test]
    fn a_plus_is_a_space() {
        assert_eq!(
            pairs("filter=a+b%2Bc&x"),
            [("filter".to_owned(), "a b+c".to_owned()), ("x".to_owned(), String::new())]
        );
    }

    #[test]
    fn parts_are_found_by_name() {
        let body = Bytes::from_static(b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n");
        let media = HeaderValue::from_static("multipart/form-data; boundary=x");
        let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, media)]);
        assert_eq!(members("multipart/form-data", &headers, &body).unwrap()["a"], "b");
        assert!(!has_unnamed_part(&headers, &body));
        for unnamed in ["--x\r\n[]--x--\r\n", "--x\r\nContent-Type: text/plain\r\n\r\nb\r\n--x--\r\n"] {
            assert!(has_unnamed_part(&headers, &Bytes::from_static(unnamed.as_bytes())), "{unnamed}");
        }
        let body = Body { required: true, media_types: &["multipart/form-data"], schema: "{}" };
        let problem = |headers: &HeaderMap, text| {
            body.problem(&Schemas::default(), "multipart/form-data", headers, &Bytes::from_static(text))
        };
        assert_eq!(problem(&headers, b"--x\r\n[]--x--").as_deref(), Some("a part of the body has no name"));
        assert_eq!(problem(&HeaderMap::new(), b"--x--").as_deref(), Some("the body's boundary is not said"));
    }
}
