//! Parts of a form → the pieces of a `multipart/form-data` body (RFC 7578), in the caller's order.

use std::hash::{BuildHasher, Hasher};

use bytes::Bytes;

use crate::body::{Content, File, Part, Progress};
use crate::param::{self, Param};

/// A stretch of a body: at hand, or on disk.
#[derive(Clone)]
pub(crate) enum Piece {
    Bytes(Bytes),
    File(std::path::PathBuf, Option<Progress>),
}

/// A boundary that no content holds: 128 random bits.
pub(crate) fn boundary() -> String {
    format!("----openapi-client-{:016x}{:016x}", random(), random())
}

/// Random bits from the seed that the standard library draws for its hash maps; nothing secret hangs on them.
pub(crate) fn random() -> u64 {
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}

pub(crate) fn pieces(parts: &[Part], boundary: &str, shown: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text { name, media_type, value } => {
                let value = if shown { value.shown() } else { value.clone() };
                let usual = param::is_object(&value).then_some("application/json");
                for field in texts(*media_type, &value) {
                    text.push_str(&head(boundary, name, None, media_type.or(usual), &[]));
                    text.push_str(&field);
                    text.push_str("\r\n");
                }
            }
            Part::File { name, file } => {
                let media_type = file.content_type.as_deref().unwrap_or("application/octet-stream");
                text.push_str(&head(boundary, name, Some(&file.name), Some(media_type), &file.headers));
                pieces.push(Piece::Bytes(std::mem::take(&mut text).into()));
                pieces.push(content(file));
                text.push_str("\r\n");
            }
        }
    }
    text.push_str(&format!("--{boundary}--\r\n"));
    pieces.push(Piece::Bytes(text.into()));
    pieces
}

fn content(file: &File) -> Piece {
    match &file.content {
        Content::Bytes(bytes) => Piece::Bytes(bytes.clone()),
        Content::Path(path) => Piece::File(path.clone(), file.progress.clone()),
    }
}

/// The texts of a part, one for each item of a list.
pub(crate) fn texts(media_type: Option<&str>, value: &Param) -> Vec<String> {
    let essence = media_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    let is_json = essence.ends_with("/json") || essence.ends_with("+json");
    if is_json { param::json_fields(value) } else { param::fields(value) }
}

fn head(
    boundary: &str,
    name: &str,
    file_name: Option<&str>,
    media_type: Option<&str>,
    headers: &[(String, String)],
) -> String {
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", escaped(name));
    if let Some(file_name) = file_name {
        head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
    }
    // A line break would begin a header of somebody else's choice.
    let line = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
    if let Some(media_type) = media_type {
        head.push_str(&format!("\r\nContent-Type: {}", line(media_type)));
    }
    for (name, value) in headers {
        head.push_str(&format!("\r\n{}: {}", line(name).replace([':', ' '], ""), line(value)));
    }
    head.push_str("\r\n\r\n");
    head
}

/// As browsers write names (HTML standard, "multipart/form-data encoding algorithm").
fn escaped(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::IntoParam;

    #[test]
    fn parts_keep_their_order_and_their_place() {
        let parts = [
            text("key", None, "a".into_param()),
            Part::File { name: "file", file: File::new("x\"\r\n.txt", "content").content_type("text/plain\r\nX: y") },
            text("list", None, vec!["b", "c"].into_param()),
        ];
        let expected = "--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na\r\n\
            --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x%22%0D%0A.txt\"\r\n\
            Content-Type: text/plainX: y\r\n\r\ncontent\r\n\
            --B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nb\r\n\
            --B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nc\r\n--B--\r\n";
        assert_eq!(written(&parts), expected);
    }

    fn text(name: &'static str, media_type: Option<&'static str>, value: crate::Param) -> Part {
        Part::Text { name: name.into(), media_type, value }
    }

    fn written(parts: &[Part]) -> String {
        let pieces = pieces(parts, "B", false).into_iter().flat_map(|piece| match piece {
            Piece::Bytes(bytes) => bytes.to_vec(),
            Piece::File(..) => Vec::new(),
        });
        String::from_utf8_lossy(&pieces.collect::<Vec<u8>>()).into_owned()
    }

    /// OpenAPI 3.1.1, "Encoding `multipart` Media Types": what `contentType` and `headers` of an encoding do, and the
    /// defaults: text for scalars, JSON for objects, each item of a list by itself.
    #[test]
    fn parts_say_what_they_are() {
        let object = || crate::to_param(&serde_json::json!({"a": 1}));
        let file = || File::new("p.png", "P").content_type("image/png");
        for (part, head, body) in [
            (text("a", None, 5.into_param()), "", "5"),
            (text("a", None, object()), "\r\nContent-Type: application/json", "{\"a\":1}"),
            (text("a", Some("application/json"), "x".into_param()), "\r\nContent-Type: application/json", "\"x\""),
            (text("a", Some("text/csv"), "x,y".into_param()), "\r\nContent-Type: text/csv", "x,y"),
        ] {
            let expected =
                format!("--B\r\nContent-Disposition: form-data; name=\"a\"{head}\r\n\r\n{body}\r\n--B--\r\n");
            assert_eq!(written(&[part]), expected);
        }
        let headed = Part::File { name: "f", file: file().header("X-Sum", "1\r\nX-Evil: 2") };
        let expected = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"p.png\"\r\n\
            Content-Type: image/png\r\nX-Sum: 1X-Evil: 2\r\n\r\nP\r\n--B--\r\n";
        assert_eq!(written(&[headed]), expected);
        let several = [Part::File { name: "f", file: file() }, Part::File { name: "f", file: file() }];
        assert_eq!(written(&several).matches("name=\"f\"; filename=\"p.png\"").count(), 2);
        let items = crate::to_param(&serde_json::json!([{"a": 1}, {"a": 2}]));
        assert_eq!(written(&[text("o", None, items)]).matches("Content-Type: application/json").count(), 2);
    }
}
