//! From the bodies of a collection's requests and saved responses to samples.

use serde_json::Value;

use super::super::traffic::{Content, Sample};
use super::{fields, sample, text};
use crate::evidence::lenient;

/// What a request carries.
pub(super) fn sent(request: &Value) -> Option<Sample> {
    let body = request.get("body").filter(|body| body.get("disabled") != Some(&Value::Bool(true)))?;
    match body.get("mode")?.as_str()? {
        "urlencoded" => {
            Some(sample("application/x-www-form-urlencoded", fields(body.get("urlencoded")?))).filter(has_fields)
        }
        "formdata" => Some(sample("multipart/form-data", fields(body.get("formdata")?))).filter(has_fields),
        "raw" => raw(request, body),
        "file" => Some(sample("application/octet-stream", Content::Other)),
        "graphql" => Some(sample("application/json", Content::Json(body.get("graphql")?.clone(), true))),
        _ => None,
    }
}

/// A form without fields is an empty body that the form editor of the program leaves behind.
fn has_fields(sample: &Sample) -> bool {
    !matches!(&sample.content, Content::Form(fields) if fields.is_empty())
}

fn raw(request: &Value, body: &Value) -> Option<Sample> {
    let raw = text(body, "raw").filter(|raw| !raw.trim().is_empty())?;
    let language = body.pointer("/options/raw/language").and_then(Value::as_str);
    let declared = content_type(request.get("header")).filter(|media_type| !media_type.contains('{'));
    match lenient::parse(&raw) {
        Some(value) => Some(sample(declared.as_deref().unwrap_or("application/json"), Content::Json(value, true))),
        None if language == Some("json") => None,
        None => Some(sample(declared.as_deref().unwrap_or("text/plain"), Content::Other)),
    }
}

/// What a saved response holds.
pub(super) enum Received {
    Nothing,
    Sample(Sample),
    /// Text that is neither JSON nor of a stated media type: a remark of whoever saved it.
    NoJson,
}

pub(super) fn received(response: &Value) -> Received {
    let Some(body) = text(response, "body").filter(|body| !body.trim().is_empty()) else { return Received::Nothing };
    let declared = content_type(response.get("header"));
    let media_type = declared.as_deref().or_else(|| shown_as(response));
    let is_json = media_type.is_none_or(|media_type| media_type.contains("json"));
    if is_json {
        return match lenient::parse(&body) {
            // Without a media type, a single word or number is no proof of JSON.
            Some(value) if media_type.is_some() || value.is_object() || value.is_array() => {
                Received::Sample(sample(media_type.unwrap_or("application/json"), Content::Json(value, true)))
            }
            _ => Received::NoJson,
        };
    }
    match (media_type, declared.is_some()) {
        (Some(media_type), true) => Received::Sample(sample(media_type, Content::Other)),
        _ => Received::NoJson,
    }
}

fn shown_as(response: &Value) -> Option<&'static str> {
    match response.get("_postman_previewlanguage")?.as_str()? {
        "json" => Some("application/json"),
        "html" => Some("text/html"),
        "xml" => Some("application/xml"),
        "plain" => Some("text/plain"),
        _ => None,
    }
}

/// The `Content-Type` among headers, without a charset, which JSON has none of (RFC 8259, section 11).
fn content_type(headers: Option<&Value>) -> Option<String> {
    let is_it = |header: &&Value| {
        header.get("key").and_then(Value::as_str).is_some_and(|key| key.eq_ignore_ascii_case("content-type"))
    };
    let value = headers?.as_array()?.iter().find(is_it)?.get("value")?.as_str()?;
    let essence = value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase();
    (!essence.is_empty()).then_some(essence)
}
