//! Path templates into parts, and into the words that name what they lead to.

use super::words::{Words, join, singular, split};

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text as it stands.
    Text(&'t str),
    /// A name in braces.
    Name(&'t str),
}

/// Splits `/pets/{id}.json` at its braces. A brace without a partner is text.
pub(super) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|close| open + close) else { break };
        if open > 0 {
            pieces.push(Piece::Text(&rest[..open]));
        }
        pieces.push(Piece::Name(&rest[open + 1..close]));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Whether a segment says nothing of what the path leads to: `api`, `v1`, `2.0`.
pub(super) fn is_plumbing(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let version = lower.strip_prefix('v').unwrap_or(&lower);
    let numbered = version.chars().next().is_some_and(|c| c.is_ascii_digit())
        && version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    lower.is_empty() || numbered || matches!(lower.as_str(), "api" | "apis" | "rest" | "public" | "latest")
}

/// A segment that names something, and whether a parameter picks one of it.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Its words, in the singular where a parameter follows.
    pub(super) words: Words,
    /// Whether a parameter follows.
    pub(super) picked: bool,
}

/// The naming segments of a path.
pub(super) fn segments(path: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for segment in path.split('/') {
        if segment.contains('{') {
            // `/users/{id}`; also `/function(id={id})`, whose text still names something.
            let text: String = pieces(segment)
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Text(text) => Some(*text),
                    Piece::Name(_) => None,
                })
                .collect();
            let words = split(&text);
            if words.is_empty() || text.starts_with('.') {
                if let Some(last) = segments.last_mut().filter(|last| !last.picked) {
                    last.picked = true;
                    if let Some(word) = last.words.last_mut() {
                        *word = singular(word);
                    }
                }
            } else {
                segments.push(Segment { words, picked: true });
            }
        } else if !(segments.is_empty() && is_plumbing(segment)) {
            let words = split(segment);
            if !words.is_empty() {
                segments.push(Segment { words, picked: false });
            }
        }
    }
    segments
}

/// Names for what a path leads to, in growing context: `details` of a device is `device details` first.
pub(super) fn nouns(path: &str) -> Vec<Words> {
    let segments = segments(path);
    let mut nouns = Vec::new();
    for start in (0..segments.len()).rev() {
        // What hangs on one thing is called after it.
        let hangs = start > 0 && segments[start - 1].picked && nouns.is_empty();
        if hangs && segments.len() > 1 {
            continue;
        }
        let words = segments[start..].iter().fold(Words::new(), |words, segment| join(&words, &segment.words));
        nouns.push(words);
    }
    nouns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &str) -> Vec<String> {
        nouns(path).iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn paths_name_what_they_lead_to() {
        assert_eq!(shown("/api/v1/devices"), ["devices"]);
        assert_eq!(shown("/api/v1/devices/{device_id}"), ["device"]);
        assert_eq!(shown("/api/v1/devices/{id}/details"), ["device details"]);
        assert_eq!(shown("/api/v1/prism/activation_lock"), ["activation lock", "prism activation lock"]);
        assert_eq!(shown("/"), Vec::<String>::new());
    }

    #[test]
    fn templates_fall_into_pieces() {
        assert_eq!(pieces("/a/{b}.json"), [Piece::Text("/a/"), Piece::Name("b"), Piece::Text(".json")]);
        assert_eq!(pieces("/a/{b"), [Piece::Text("/a/{b")]);
    }
}
