//! From a Postman collection 2.0.0 or 2.1.0 to traffic: folders at any depth, several examples a request.

mod body;

use serde_json::Value;

use super::traffic::{Content, Named, Reply, Request, Sample, Scheme, Traffic};
use super::url;
use crate::diagnostics::Diagnostics;
use crate::evidence::tree::join;

/// Reads a collection, whose format has been looked at.
pub(super) fn traffic(collection: &Value, d: &mut Diagnostics) -> Traffic {
    let mut reader = Reader { variables: variables(collection), traffic: Traffic::default(), d };
    reader.traffic.title = collection.pointer("/info/name").and_then(Value::as_str).map(str::to_owned);
    reader.traffic.description = collection.pointer("/info/description").and_then(prose);
    reader.traffic.schemes.extend(collection.get("auth").and_then(scheme));
    reader.items(collection, "", &mut Vec::new(), 0);
    reader.traffic
}

fn variables(collection: &Value) -> Vec<(String, String)> {
    let list = collection.get("variable").and_then(Value::as_array);
    let pair = |variable: &Value| Some((text(variable, "key")?, text(variable, "value")?));
    list.into_iter().flatten().filter_map(pair).collect()
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// A description: a string, or an object that holds one.
fn prose(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("content")?.as_str())?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn scheme(auth: &Value) -> Option<Scheme> {
    match auth.get("type")?.as_str()? {
        "bearer" | "oauth2" => Some(Scheme::Bearer),
        "basic" => Some(Scheme::Basic),
        "apikey" => {
            let setting = |name: &str| {
                let list = auth.get("apikey")?;
                let entry = list
                    .as_array()
                    .and_then(|list| list.iter().find(|entry| entry.get("key").and_then(Value::as_str) == Some(name)));
                entry.map_or_else(|| text(list, name), |entry| text(entry, "value"))
            };
            Some(Scheme::ApiKey { name: setting("key")?, place: setting("in").unwrap_or_else(|| "header".to_owned()) })
        }
        _ => None,
    }
}

struct Reader<'d> {
    variables: Vec<(String, String)>,
    traffic: Traffic,
    d: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn items(&mut self, holder: &Value, pointer: &str, folders: &mut Vec<String>, depth: usize) {
        let items = holder.get("item").and_then(Value::as_array);
        for (index, item) in items.into_iter().flatten().enumerate() {
            let pointer = format!("{pointer}/item/{index}");
            if item.get("item").is_some() && depth < 64 {
                folders.push(text(item, "name").unwrap_or_default());
                self.items(item, &pointer, folders, depth + 1);
                folders.pop();
            } else if let Some(request) = item.get("request") {
                let request = self.request(item, request, &pointer, folders);
                self.traffic.requests.push(request);
            }
        }
    }

    fn request(&mut self, item: &Value, request: &Value, pointer: &str, folders: &[String]) -> Request {
        let address = self.address(request, &join(pointer, "request"));
        let mut read = Request {
            times: 1,
            name: text(item, "name").unwrap_or_default(),
            folders: folders.to_vec(),
            description: request.get("description").and_then(prose),
            // A request can be a bare URL, which is a GET.
            method: text(request, "method").unwrap_or_else(|| "GET".to_owned()).to_ascii_uppercase(),
            path_parameters: path_parameters(request, &address.path),
            query: query(request, address.query),
            server: address.server,
            path: address.path,
            bodies: body::sent(request).into_iter().collect(),
            replies: Vec::new(),
        };
        let responses = item.get("response").and_then(Value::as_array);
        for (index, response) in responses.into_iter().flatten().enumerate() {
            let pointer = format!("{pointer}/response/{index}");
            // The request that a response was saved with may be years old: of a form it shows fields that are gone.
            // One that was refused may be wrong on purpose.
            let refused = response.get("code").and_then(Value::as_u64).is_some_and(|code| code >= 400);
            let saved = response.get("originalRequest").filter(|_| !refused).and_then(body::sent);
            read.bodies.extend(saved.filter(|sample| matches!(sample.content, Content::Json(..))));
            read.replies.push(self.reply(response, &pointer));
        }
        read
    }

    fn address(&mut self, request: &Value, pointer: &str) -> url::Parts {
        let address = request.get("url").unwrap_or(request);
        let raw = address.as_str().map(str::to_owned).or_else(|| text(address, "raw"));
        let parts = url::split(&raw.unwrap_or_else(|| built(address)), &self.variables);
        if parts.mended {
            let message = format!("the path `{}` had a brace too much", parts.path);
            self.d.warning("import-url", pointer, message, "look whether this is the path that was meant");
        }
        parts
    }

    fn reply(&mut self, response: &Value, pointer: &str) -> Reply {
        let name = text(response, "name").unwrap_or_default();
        let status = response.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
        let body = match body::received(response) {
            body::Received::Nothing => None,
            body::Received::Sample(sample) => Some(sample),
            body::Received::NoJson => {
                let message = format!("the example \"{name}\" is not JSON; it says nothing of the type");
                self.d.note("import-not-json", join(pointer, "body"), message);
                None
            }
        };
        if status.is_none() && body.is_some() {
            let message = format!("the example \"{name}\" has no status; it is taken for the success of its request");
            self.d.note("import-no-status", pointer, message);
        }
        Reply { name, status, body }
    }
}

/// The URL of an object without `raw`.
fn built(address: &Value) -> String {
    let parts = |key: &str, between: &str| match address.get(key) {
        Some(Value::Array(parts)) => {
            let words: Vec<&str> =
                parts.iter().filter_map(|part| part.as_str().or_else(|| part.get("value")?.as_str())).collect();
            words.join(between)
        }
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    let protocol = text(address, "protocol").map(|protocol| format!("{protocol}://")).unwrap_or_default();
    format!("{protocol}{}/{}", parts("host", "."), parts("path", "/").trim_start_matches('/'))
}

/// Where the parts of the URL stand: published collections keep the URL as text, and its parts beside it.
fn parts<'v>(request: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let holders = ["urlObject", "url"].into_iter().filter_map(|name| request.get(name));
    let list = holders.filter_map(move |holder| holder.get(key)?.as_array()).next();
    list.into_iter().flatten()
}

fn named(value: &Value) -> Option<Named> {
    let name = text(value, "key").or_else(|| text(value, "id")).filter(|name| !name.is_empty())?;
    let values = value.get("value").and_then(Value::as_str).filter(|value| !value.is_empty()).map(str::to_owned);
    Some(Named {
        name,
        description: value.get("description").and_then(prose),
        values: values.into_iter().collect(),
        is_file: value.get("type").and_then(Value::as_str) == Some("file"),
    })
}

/// Query parameters, disabled ones too: they are switched off in a request, not absent from the API.
fn query(request: &Value, written: Vec<(String, String)>) -> Vec<Named> {
    let mut query: Vec<Named> = parts(request, "query").filter_map(named).collect();
    let written = written.into_iter().map(|(name, value)| Named { name, values: vec![value], ..Named::default() });
    let missing: Vec<Named> = written.filter(|one| query.iter().all(|known| known.name != one.name)).collect();
    super::traffic::join_named(&mut query, missing);
    query
}

fn path_parameters(request: &Value, path: &str) -> Vec<Named> {
    let described: Vec<Named> = parts(request, "variable").filter_map(named).collect();
    let one = |name: String| {
        let known = described.iter().find(|named| named.name == name).cloned();
        known.unwrap_or(Named { name, ..Named::default() })
    };
    url::variables(path).into_iter().map(one).collect()
}

/// Fields of a form, disabled ones too.
fn fields(list: &Value) -> Content {
    let mut fields = Vec::new();
    super::traffic::join_named(&mut fields, list.as_array().into_iter().flatten().filter_map(named).collect());
    Content::Form(fields)
}

fn sample(media_type: &str, content: Content) -> Sample {
    Sample { media_type: media_type.to_owned(), content }
}
