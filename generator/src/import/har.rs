//! From a HAR 1.2 recording to traffic: methods, paths, names and types, and no value.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use super::traffic::{Content, Named, Reply, Request, Sample, Traffic};
use super::url;
use crate::evidence::kind::Kind;
use crate::evidence::sites::{Wire, wire};
use crate::evidence::text::{is_uuid, shared_format};

/// What is read of a recording: headers, cookies and timings are skipped by the reader.
#[derive(Debug, Deserialize)]
pub(super) struct Har {
    log: Log,
}

#[derive(Debug, Deserialize)]
struct Log {
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    request: Sent,
    response: Received,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    method: String,
    url: String,
    #[serde(default)]
    post_data: Option<Body>,
}

#[derive(Debug, Deserialize)]
struct Received {
    #[serde(default)]
    status: u16,
    #[serde(default)]
    content: Option<Body>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    #[serde(default)]
    mime_type: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    params: Vec<Field>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: String,
    #[serde(default)]
    file_name: Option<String>,
}

/// The requests of a recording that speak JSON, or answer with nothing.
pub(super) fn traffic(recording: Har) -> Traffic {
    let mut known = BTreeSet::new();
    let requests = recording.log.entries.into_iter().filter(is_api).map(|entry| {
        let mut read = request(entry);
        forget_repeats(&mut read, &mut known);
        read
    });
    Traffic { requests: requests.collect(), ..Traffic::default() }
}

/// A recording holds thousands of replies of one form; the second of a form says nothing new, and is let go.
fn forget_repeats(request: &mut Request, known: &mut BTreeSet<String>) {
    let operation = format!("{} {}{}", request.method, request.server, request.path);
    let mut is_new = |place: &str, sample: &Sample| match &sample.content {
        Content::Json(value, _) => known.insert(format!("{operation} {place} {}", form(value))),
        Content::Form(_) | Content::Other => true,
    };
    request.bodies.retain(|body| is_new("request", body));
    for reply in &mut request.replies {
        let place = reply.status.unwrap_or_default().to_string();
        reply.body = reply.body.take().filter(|body| is_new(&place, body));
    }
}

/// The types of a value and of its parts, without any value.
fn form(value: &Value) -> String {
    match value {
        Value::String(text) => {
            shared_format("", &[text]).unwrap_or(if text.is_empty() { "empty" } else { "string" }).to_owned()
        }
        Value::Array(elements) => {
            let forms: BTreeSet<String> = elements.iter().map(form).collect();
            format!("[{}]", forms.into_iter().collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{name:?}:{}", form(value))).collect();
            format!("{{{}}}", members.join(","))
        }
        other => Kind::of(other).name().to_owned(),
    }
}

/// Pages, scripts and pictures of a recorded browser are not the API.
fn is_api(entry: &Entry) -> bool {
    let answered = entry.response.status >= 100 && entry.response.status != 304;
    let content =
        entry.response.content.as_ref().filter(|content| content.text.as_deref().is_some_and(|text| !text.is_empty()));
    answered
        && entry.request.method != "OPTIONS"
        && content.is_none_or(|content| wire(&content.mime_type) == Wire::Json)
}

fn request(entry: Entry) -> Request {
    let parts = url::split(&entry.request.url, &[]);
    let path = template(&parts.path);
    let query = parts.query.into_iter().map(|(name, _)| Named { name, ..Named::default() });
    let mut read = Request {
        method: entry.request.method.to_ascii_uppercase(),
        server: parts.server,
        path_parameters: url::variables(&path).into_iter().map(|name| Named { name, ..Named::default() }).collect(),
        path,
        bodies: entry.request.post_data.and_then(sent).into_iter().collect(),
        ..Request::default()
    };
    super::traffic::join_named(&mut read.query, query.collect());
    let body = entry.response.content.and_then(received);
    read.replies.push(Reply { name: String::new(), status: Some(entry.response.status), body });
    read
}

fn sent(body: Body) -> Option<Sample> {
    match wire(&body.mime_type) {
        Wire::Json => received(body),
        Wire::Form => {
            let field =
                |field: Field| Named { name: field.name, is_file: field.file_name.is_some(), ..Named::default() };
            let media_type = essence(&body.mime_type);
            Some(Sample { media_type, content: Content::Form(body.params.into_iter().map(field).collect()) })
        }
        Wire::Text => Some(Sample { media_type: essence(&body.mime_type), content: Content::Other }),
    }
}

/// The JSON of a body, as evidence that is never shown. What is cut off or encoded says nothing.
fn received(body: Body) -> Option<Sample> {
    let text = body.text.filter(|_| body.encoding.is_none())?;
    let value: Value = serde_json::from_str(&text).ok()?;
    Some(Sample { media_type: essence(&body.mime_type), content: Content::Json(value, false) })
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Segments that hold data become variables, named after the segment before them.
fn template(path: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for segment in path.split('/') {
        if is_data(segment) {
            let before = out.iter().rev().find(|segment| !segment.is_empty() && !segment.starts_with('{'));
            let mut name = before.map_or_else(|| "id".to_owned(), |before| format!("{}_id", singular(before)));
            while out.contains(&format!("{{{name}}}")) {
                name.push_str("_2");
            }
            out.push(format!("{{{name}}}"));
        } else {
            out.push(segment.to_owned());
        }
    }
    out.join("/")
}

/// Whether a segment is data rather than a name: nothing of a customer may end in a path of a document.
fn is_data(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let hexadecimal = segment.len() >= 12 && segment.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let is_version = segment.strip_prefix('v').is_some_and(|rest| rest.parse::<u8>().is_ok());
    let odd = segment.contains(|c: char| !(c.is_ascii_lowercase() || matches!(c, '-' | '_' | '.'))) && digits > 0;
    !segment.is_empty()
        && !is_version
        && (is_uuid(segment)
            || segment.bytes().all(|byte| byte.is_ascii_digit())
            || hexadecimal
            || odd
            || segment.contains(['@', '%'])
            || segment.len() > 40)
}

fn singular(word: &str) -> String {
    let word: String =
        word.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if word.ends_with("ss") || word.ends_with("us") => word,
        None => word.strip_suffix('s').unwrap_or(&word).to_owned(),
    }
}
