//! Media types into how their content is read and written.

use crate::ir::{Framing, JsonType};

/// What a media type's content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// Text of any kind.
    Text,
    /// Events or lines that arrive one by one.
    Stream(Framing),
    /// Anything else.
    Binary,
}

/// The type without its parameters, in small letters (RFC 9110, section 8.3.1).
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// How the content of a media type is read and written.
pub(super) fn media(media_type: &str) -> Media {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
    match (kind, subtype) {
        ("text", "event-stream") => Media::Stream(Framing::Events),
        (
            "application",
            "x-ndjson" | "ndjson" | "jsonl" | "json-seq" | "x-json-stream" | "stream+json" | "jsonlines"
            | "x-jsonlines",
        ) => Media::Stream(Framing::Lines),
        (_, "json") => Media::Json,
        (_, subtype) if subtype.ends_with("+json") => Media::Json,
        ("application", "x-www-form-urlencoded") => Media::Form,
        ("multipart", _) => Media::Multipart,
        ("text", _) => Media::Text,
        (
            "application",
            "xml" | "yaml" | "x-yaml" | "javascript" | "graphql" | "csv" | "toml" | "sql" | "x-pem-file" | "jwt"
            | "jose",
        ) => Media::Text,
        (_, subtype)
            if ["+xml", "+yaml", "+text"].iter().any(|ending| subtype.ends_with(ending)) && kind != "image" =>
        {
            Media::Text
        }
        _ => Media::Binary,
    }
}

/// `*/*` says nothing of the content: the schema decides.
pub(super) fn media_of_any(types: &[JsonType], binary: bool, has_schema: bool) -> Media {
    if binary || !has_schema {
        return Media::Binary;
    }
    match types {
        [JsonType::String] => Media::Text,
        _ => Media::Json,
    }
}

/// Whether a media type is a range that names no content (`*/*`, `application/*`).
pub(super) fn is_range(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "application/*" | "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_told_apart() {
        for (name, expected) in [
            ("application/json; charset=utf-8", Media::Json),
            ("application/problem+json", Media::Json),
            ("application/x-www-form-urlencoded", Media::Form),
            ("multipart/form-data", Media::Multipart),
            ("text/html", Media::Text),
            ("text/event-stream", Media::Stream(Framing::Events)),
            ("application/xml", Media::Text),
            ("image/svg+xml", Media::Binary),
            ("application/octet-stream", Media::Binary),
            ("application/x-apple-aspen-config", Media::Binary),
        ] {
            assert_eq!(media(name), expected, "{name}");
        }
    }
}
