//! Parts of a form → the pieces of a `multipart/form-data` body (RFC 7578), in the caller's order.

use std::hash::{BuildHasher, Hasher};

use bytes::Bytes;

use crate::body::{Content, File, Part, Progress};
use crate::param;

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
            Part::Text { name, value } => {
                let value = if shown { value.shown() } else { value.clone() };
                let json = param::is_object(&value);
                for field in param::fields(&value) {
                    text.push_str(&head(boundary, name, None, json.then_some("application/json")));
                    text.push_str(&field);
                    text.push_str("\r\n");
                }
            }
            Part::File { name, file } => {
                let media_type = file.content_type.as_deref().unwrap_or("application/octet-stream");
                text.push_str(&head(boundary, name, Some(&file.name), Some(media_type)));
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

fn head(boundary: &str, name: &str, file_name: Option<&str>, media_type: Option<&str>) -> String {
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", escaped(name));
    if let Some(file_name) = file_name {
        head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
    }
    if let Some(media_type) = media_type {
        // A line break would begin a header of the caller's choice.
        let media_type: String = media_type.chars().filter(|c| !c.is_control()).collect();
        head.push_str(&format!("\r\nContent-Type: {media_type}"));
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
            Part::Text { name: "key".into(), value: "a".into_param() },
            Part::File { name: "file", file: File::new("x\"\r\n.txt", "content").content_type("text/plain\r\nX: y") },
            Part::Text { name: "list".into(), value: vec!["b", "c"].into_param() },
        ];
        let text: Vec<u8> = pieces(&parts, "B", false)
            .into_iter()
            .flat_map(|piece| match piece {
                Piece::Bytes(bytes) => bytes.to_vec(),
                Piece::File(..) => Vec::new(),
            })
            .collect();
        let expected = "--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na\r\n\
            --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x%22%0D%0A.txt\"\r\n\
            Content-Type: text/plainX: y\r\n\r\ncontent\r\n\
            --B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nb\r\n\
            --B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nc\r\n--B--\r\n";
        assert_eq!(String::from_utf8_lossy(&text), expected);
    }
}
