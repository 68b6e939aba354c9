//! From a HAR 1.2 recording to traffic: methods, paths, names and types, and no value.
//!
//! A recording is read entry by entry, and of an entry only its types are kept, so that a large one needs little memory.

use std::fmt;
use std::io::Read;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::sketch::Sketch;
use super::traffic::{Content, Named, Reply, Request, Sample, Traffic};
use super::url;
use crate::evidence::sites::{Wire, wire};
use crate::evidence::text::is_uuid;

/// Reads a recording.
pub(super) fn read(reader: impl Read) -> Result<Traffic, serde_json::Error> {
    let mut recording = Recording::default();
    let mut json = serde_json::Deserializer::from_reader(reader);
    Within("log", Within("entries", Entries(&mut recording))).deserialize(&mut json)?;
    json.end()?;
    Ok(recording.traffic())
}

/// The member of an object that is read; the others are skipped.
struct Within<T>(&'static str, T);

impl<'de, T: DeserializeSeed<'de, Value = ()>> DeserializeSeed<'de> for Within<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, T: DeserializeSeed<'de, Value = ()>> Visitor<'de> for Within<T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut seed = Some(self.1);
        while let Some(name) = members.next_key::<String>()? {
            match seed.take_if(|_| name == self.0) {
                Some(seed) => members.next_value_seed(seed)?,
                None => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The entries, each forgotten when its types are noted.
struct Entries<'r>(&'r mut Recording);

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(entry) = entries.next_element::<Entry>()? {
            if is_api(&entry) {
                self.0.see(entry);
            }
        }
        Ok(())
    }
}

/// What was seen, by method, server and path.
#[derive(Default)]
struct Recording(IndexMap<(String, String, String), Seen>);

/// One operation as it was seen so far.
#[derive(Default)]
struct Seen {
    times: usize,
    query: Vec<Named>,
    bodies: IndexMap<String, Types>,
    replies: IndexMap<u16, IndexMap<String, Types>>,
}

/// The types of a body.
enum Types {
    Json(Sketch),
    Form(Vec<Named>),
    Other,
}

impl Recording {
    fn see(&mut self, entry: Entry) {
        let parts = url::split(&entry.request.url, &[]);
        let method = entry.request.method.to_ascii_uppercase();
        let seen = self.0.entry((method, parts.server, template(&parts.path))).or_default();
        seen.times += 1;
        let query = parts.query.into_iter().map(|(name, _)| Named { name, ..Named::default() });
        super::traffic::join_named(&mut seen.query, query.collect());
        if let Some(sample) = entry.request.post_data.and_then(sent) {
            note(&mut seen.bodies, sample);
        }
        let status = u16::try_from(entry.response.status).unwrap_or_default();
        let replies = seen.replies.entry(status).or_default();
        if let Some(sample) = entry.response.content.and_then(received) {
            note(replies, sample);
        }
    }

    fn traffic(self) -> Traffic {
        let requests = self.0.into_iter().map(|((method, server, path), seen)| seen.request(method, server, path));
        Traffic { requests: requests.collect(), ..Traffic::default() }
    }
}

fn note(known: &mut IndexMap<String, Types>, sample: Sample) {
    let types = known.entry(sample.media_type).or_insert_with(|| match sample.content {
        Content::Json(..) => Types::Json(Sketch::default()),
        Content::Form(_) => Types::Form(Vec::new()),
        Content::Other => Types::Other,
    });
    match (types, sample.content) {
        (Types::Json(sketch), Content::Json(value, _)) => sketch.see(&value),
        (Types::Form(fields), Content::Form(more)) => super::traffic::join_named(fields, more),
        _ => {}
    }
}

impl Seen {
    fn request(self, method: String, server: String, path: String) -> Request {
        let parameter = |name| Named { name, ..Named::default() };
        let reply = |(status, bodies): (u16, IndexMap<String, Types>)| {
            let samples: Vec<Option<Sample>> = match bodies.is_empty() {
                true => vec![None],
                false => samples(bodies).map(Some).collect(),
            };
            samples.into_iter().map(move |body| Reply { name: String::new(), status: Some(status), body })
        };
        Request {
            times: self.times,
            path_parameters: url::variables(&path).into_iter().map(parameter).collect(),
            query: self.query,
            bodies: samples(self.bodies).collect(),
            replies: self.replies.into_iter().flat_map(reply).collect(),
            method,
            server,
            path,
            ..Request::default()
        }
    }
}

/// Bodies of these types, made up: nothing of what was recorded is in them that could be shown.
fn samples(types: IndexMap<String, Types>) -> impl Iterator<Item = Sample> {
    types.into_iter().flat_map(|(media_type, types)| {
        let contents = match types {
            Types::Json(sketch) => sketch.values().into_iter().map(|value| Content::Json(value, false)).collect(),
            Types::Form(fields) => vec![Content::Form(fields)],
            Types::Other => vec![Content::Other],
        };
        contents.into_iter().map(move |content| Sample { media_type: media_type.clone(), content })
    })
}

/// What is read of an entry: headers, cookies and timings are skipped by the reader.
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
    /// Some recorders write -1 for a request that was never answered.
    #[serde(default)]
    status: i32,
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

/// Pages, scripts and pictures of a recorded browser are not the API.
fn is_api(entry: &Entry) -> bool {
    let answered = entry.response.status >= 100 && entry.response.status != 304;
    let content =
        entry.response.content.as_ref().filter(|content| content.text.as_deref().is_some_and(|text| !text.is_empty()));
    answered
        && entry.request.method != "OPTIONS"
        && content.is_none_or(|content| wire(&content.mime_type) == Wire::Json)
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
