//! An error body in any of the shapes that APIs use → one line of text, and the request id.

use http::HeaderMap;
use serde_json::{Map, Value};

/// Longer messages are cut: `Display` is one line. The whole body is kept beside it.
const LONGEST: usize = 400;

/// Members that hold the message itself, the most telling first.
const MEMBERS: [&str; 8] = ["detail", "message", "error_description", "error", "title", "msg", "reason", "errors"];

/// Headers that carry a request id.
const ID_HEADERS: [&str; 6] =
    ["x-request-id", "request-id", "x-amzn-requestid", "x-amz-request-id", "x-correlation-id", "cf-ray"];

pub(crate) fn of(body: &[u8]) -> String {
    let text = match serde_json::from_slice::<Value>(body) {
        Ok(value) => of_value(&value),
        Err(_) => of_text(&String::from_utf8_lossy(body)),
    };
    one_line(&text)
}

pub(crate) fn request_id(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let header = ID_HEADERS.iter().find_map(|name| headers.get(*name)).and_then(|value| value.to_str().ok());
    header.map(str::to_owned).or_else(|| match serde_json::from_slice::<Value>(body).ok()?.get("request_id")? {
        Value::String(id) => Some(id.clone()),
        _ => None,
    })
}

fn of_value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(of_value)),
        Value::Object(members) => of_object(members),
        other => other.to_string(),
    }
}

fn of_object(members: &Map<String, Value>) -> String {
    for name in MEMBERS {
        let text = members.get(name).map(of_value).unwrap_or_default();
        if !text.is_empty() {
            return text;
        }
    }
    // Django REST framework: field → what is wrong with it.
    joined(members.iter().map(|(name, value)| match of_value(value) {
        text if text.is_empty() => String::new(),
        text if name == "non_field_errors" => text,
        text => format!("{name}: {text}"),
    }))
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

fn of_text(text: &str) -> String {
    let start = text.trim_start();
    if start.starts_with('<') { of_markup(start) } else { text.to_owned() }
}

/// The title or first heading of an HTML page, the `Message` of an S3 error.
fn of_markup(text: &str) -> String {
    ["title", "h1", "Message"]
        .iter()
        .find_map(|tag| element(text, tag))
        .map_or_else(|| without_tags(text), |inner| without_tags(&inner))
}

fn element(text: &str, tag: &str) -> Option<String> {
    // ASCII case only: offsets into the lowered text stay offsets into the text.
    let lower = text.to_ascii_lowercase();
    let tag = tag.to_ascii_lowercase();
    let open = lower.find(&format!("<{tag}"))?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find(&format!("</{tag}"))?;
    let inner = text.get(start..end)?.trim();
    (!inner.is_empty()).then(|| inner.to_owned())
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_has_a_message() {
        for (body, message) in [
            (r#"{"detail":"Not found."}"#, "Not found."),
            (
                r#"{"name":["This field is required."],"file":["Too big.","Wrong."]}"#,
                "name: This field is required.; file: Too big.; Wrong.",
            ),
            (r#"["Already there","And again"]"#, "Already there; And again"),
            (r#""Command already running""#, "Command already running"),
            (r#"{"error":"Bad Request"}"#, "Bad Request"),
            (r#"{"message":"no Route matched","request_id":"r1"}"#, "no Route matched"),
            (r#"{"error":{"code":7,"message":"deep"}}"#, "deep"),
            (r#"{"detail":[{"loc":["a"],"msg":"b"}]}"#, "b"),
            (
                "<!doctype html><html><head><title>Page not\n found</title></head><body>x</body></html>",
                "Page not found",
            ),
            ("<Error><Code>A</Code><Message>Access &amp; such denied</Message></Error>", "Access & such denied"),
            ("<html><body><p>only text</p></body></html>", "only text"),
            ("upstream\tconnect\r\nerror", "upstream connect error"),
            ("", ""),
            ("{}", ""),
            ("{\"detail\": \"cut", "{\"detail\": \"cut"),
        ] {
            assert_eq!(of(body.as_bytes()), message, "{body}");
        }
        assert_eq!(of("é".repeat(1000).as_bytes()).len(), LONGEST + '…'.len_utf8());
    }

    #[test]
    fn the_request_id_is_in_a_header_or_in_the_body() {
        assert_eq!(request_id(&HeaderMap::new(), br#"{"request_id":"r1"}"#).as_deref(), Some("r1"));
        let headers = HeaderMap::from_iter([(
            http::HeaderName::from_static("x-request-id"),
            http::HeaderValue::from_static("r2"),
        )]);
        assert_eq!(request_id(&headers, b"").as_deref(), Some("r2"));
    }
}
