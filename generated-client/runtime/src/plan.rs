//! A described call → the request that it would send, as a value, a curl line and a HAR entry; secrets masked.

use std::fmt;

use serde_json::{Value, json};

use crate::body::{Body, Content, Part, Source};
use crate::call::Call;
use crate::error::Error;
use crate::multipart::{self, Piece};
use crate::request;

/// The exact request of a call, with every credential and secret masked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// `group.method` of the operation.
    pub operation: &'static str,
    /// HTTP method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Headers, in order; without `Host` and `Content-Length`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: PlanBody,
}

/// The body of a planned request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanBody {
    /// None.
    None,
    /// Text: JSON, a form, or plain.
    Text(String),
    /// This many bytes.
    Bytes(usize),
    /// The parts of a multipart body.
    Parts(Vec<PlanPart>),
}

/// A part of a planned multipart body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanPart {
    /// A text part.
    Text {
        /// Name of the part.
        name: String,
        /// Its text.
        text: String,
    },
    /// A file part.
    File {
        /// Name of the part.
        name: String,
        /// The file name that the server is told.
        file_name: String,
        /// Where the file is read from; none where its content was given.
        path: Option<String>,
    },
}

impl Call {
    /// The request that the call would send, without sending it.
    ///
    /// # Errors
    ///
    /// Where an argument cannot be sent.
    pub fn plan(&self) -> Result<Plan, Error> {
        self.make_plan().map_err(|error| error.with_operation(self.operation.id))
    }

    fn make_plan(&self) -> Result<Plan, Error> {
        let request::Prepared { method, mut url, mut headers, payload } = request::prepare(self, true)?;
        let shared = &self.client.shared;
        if self.elsewhere.is_none() {
            let (masked, token) = shared.credentials.masked();
            let proof = masked.proof(shared.api.security, self.operation, token.as_ref());
            request::authorize(&mut url, &mut headers, &proof)?;
        }
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Ok(Plan {
            operation: self.operation.id,
            method: method.to_string(),
            // The mask in a query stays readable.
            url: url.as_str().replace("%2A%2A%2A", "***"),
            headers: headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: body(&self.body, &payload.source),
        })
    }
}

fn body(described: &Body, source: &Source) -> PlanBody {
    match (described, source) {
        (Body::Parts(parts), _) => PlanBody::Parts(parts.iter().flat_map(part).collect()),
        (_, Source::Empty) => PlanBody::None,
        (_, Source::Full(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => PlanBody::Text(text.to_owned()),
            Err(_) => PlanBody::Bytes(bytes.len()),
        },
        (_, Source::Pieces(pieces)) => PlanBody::Bytes(pieces.iter().map(length).sum()),
    }
}

fn length(piece: &Piece) -> usize {
    if let Piece::Bytes(bytes) = piece { bytes.len() } else { 0 }
}

fn part(part: &Part) -> Vec<PlanPart> {
    match part {
        Part::Text { name, media_type, value } => {
            let texts = multipart::texts(*media_type, &value.shown());
            texts.into_iter().map(|text| PlanPart::Text { name: name.clone().into_owned(), text }).collect()
        }
        Part::File { name, file } => vec![PlanPart::File {
            name: (*name).to_owned(),
            file_name: file.name.clone(),
            path: match &file.content {
                Content::Path(path) => Some(path.display().to_string()),
                Content::Bytes(_) => None,
            },
        }],
    }
}

impl Plan {
    /// The request as a line for a POSIX shell.
    pub fn to_curl(&self) -> String {
        let mut words = vec!["curl".to_owned(), "--request".to_owned(), self.method.clone(), quoted(&self.url)];
        let multipart = matches!(self.body, PlanBody::Parts(_));
        for (name, value) in &self.headers {
            // curl writes the boundary itself.
            if !(multipart && name == "content-type") {
                words.extend(["--header".to_owned(), quoted(&format!("{name}: {value}"))]);
            }
        }
        match &self.body {
            PlanBody::None => {}
            PlanBody::Text(text) => words.extend(["--data-raw".to_owned(), quoted(text)]),
            PlanBody::Bytes(_) => words.extend(["--data-binary".to_owned(), "@body".to_owned()]),
            PlanBody::Parts(parts) => words.extend(parts.iter().flat_map(curl_part)),
        }
        words.join(" ")
    }

    /// The request as an entry of a HTTP archive (HAR 1.2), with an empty response.
    pub fn to_har(&self) -> Value {
        let pairs = |pairs: Vec<(String, String)>| -> Vec<Value> {
            pairs.into_iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
        };
        let query = url::Url::parse(&self.url).map(|url| url.query_pairs().into_owned().collect()).unwrap_or_default();
        let mut request = json!({
            "method": self.method, "url": self.url, "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": pairs(self.headers.clone()), "queryString": pairs(query), "headersSize": -1, "bodySize": -1,
        });
        if let Some(data) = self.har_body() {
            request["postData"] = data;
        }
        json!({
            "startedDateTime": jiff::Timestamp::now().to_string(), "time": 0, "request": request,
            "response": {"status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [],
                "content": {"size": 0, "mimeType": ""}, "redirectURL": "", "headersSize": -1, "bodySize": -1},
            "cache": {}, "timings": {"send": 0, "wait": 0, "receive": 0},
        })
    }

    fn har_body(&self) -> Option<Value> {
        let media_type = self.headers.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value);
        match &self.body {
            PlanBody::None => None,
            PlanBody::Text(text) => Some(json!({"mimeType": media_type, "text": text})),
            PlanBody::Bytes(length) => {
                Some(json!({"mimeType": media_type, "text": "", "comment": format!("{length} bytes")}))
            }
            PlanBody::Parts(parts) => {
                let params: Vec<Value> = parts
                    .iter()
                    .map(|part| match part {
                        PlanPart::Text { name, text } => json!({"name": name, "value": text}),
                        PlanPart::File { name, file_name, .. } => json!({"name": name, "fileName": file_name}),
                    })
                    .collect();
                Some(json!({"mimeType": media_type, "params": params}))
            }
        }
    }
}

fn curl_part(part: &PlanPart) -> Vec<String> {
    match part {
        PlanPart::Text { name, text } => vec!["--form-string".to_owned(), quoted(&format!("{name}={text}"))],
        PlanPart::File { name, file_name, path } => {
            let path = path.as_deref().unwrap_or(file_name);
            let escape = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
            let word = format!("{name}=@\"{}\";filename=\"{}\"", escape(path), escape(file_name));
            vec!["--form".to_owned(), quoted(&word)]
        }
    }
}

/// A word that a POSIX shell takes literally.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}
