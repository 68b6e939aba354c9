//! Numbers whose spelling a value tree cannot hold (`1.10`, `1e400`, integers past 64 bits): found in the text, noted with their pointers.

use serde_json::Number;

use super::File;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::document::Format;

/// Notes every number that is written back otherwise than it is spelled. `odd` is what [`out_of_range`] saw of JSON.
pub(super) fn check(file: &File, odd: bool, d: &mut Diagnostics) {
    let quick = match file.format {
        Format::Json => odd,
        Format::Yaml => yaml_scalars(&file.text).any(changes),
    };
    // Only a text with a suspicious number pays for the positions of everything.
    if !quick {
        return;
    }
    file.positions().scalars(|pointer, token| {
        if changes(token) {
            let kept = kept(token);
            d.push(Diagnostic {
                code: "number-spelling",
                severity: Severity::Note,
                place: file.place(pointer),
                message: format!("the number {token} is kept as {kept}: its spelling cannot be kept"),
                help: Some("quote it where the spelling matters".to_owned()),
            });
        }
    });
}

/// JSON text in which each number beyond every float is a string, or `None` if there is none: the reader would give up on it.
/// As a string it reads the way YAML reads it. `odd` says whether any number is written back otherwise than it is spelled.
pub(super) fn out_of_range(text: &str, odd: &mut bool) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for (start, token) in json_numbers(text) {
        if !changes(token) {
            continue;
        }
        *odd = true;
        if is_number(token) && token.parse::<f64>().is_ok_and(f64::is_infinite) {
            out.push_str(&text[done..start]);
            out.push('"');
            out.push_str(token);
            out.push('"');
            done = start + token.len();
        }
    }
    (done > 0).then(|| {
        out.push_str(&text[done..]);
        out
    })
}

/// Number tokens of a JSON text that could be spelled in an unusual way, with their offsets.
fn json_numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            match bytes[at] {
                b'"' => at = string_end(bytes, at + 1),
                b'-' | b'0'..=b'9' => {
                    let start = at;
                    while at < bytes.len() && matches!(bytes[at], b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
                        at += 1;
                    }
                    return Some((start, &text[start..at]));
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// The offset past the closing quote of a JSON string. Most of a document is in strings, so they are not read byte by byte.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'\\', b'"', rest)) {
        at += next;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// Plain scalars of a YAML text that could be numbers; more than there are (in text of several lines), never fewer.
fn yaml_scalars(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '[', ']', '{', '}', '\n', '\r']).filter_map(|piece| {
        let piece = piece.split(" #").next().unwrap_or(piece);
        let value = piece.rsplit([' ', '\t']).find(|word| !word.is_empty())?;
        let numeric = value.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
        let before = piece.trim_end()[..piece.trim_end().len() - value.len()].trim_end();
        // A scalar of one word follows a key, a dash or nothing; an anchor or tag may stand between.
        (numeric && (before.is_empty() || before.ends_with([':', '-']) || before.contains(['&', '!']))).then_some(value)
    })
}

fn is_number(token: &str) -> bool {
    let digits = token.strip_prefix(['-', '+']).unwrap_or(token);
    digits.bytes().next().is_some_and(|first| first.is_ascii_digit() || first == b'.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
}

/// Whether a plain scalar is a number that is written back otherwise.
fn changes(token: &str) -> bool {
    if let Some(digits) = token.strip_prefix("0x").or_else(|| token.strip_prefix("0o")) {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    // Short plain integers are nearly all there is.
    if token.len() < 16 && !token.starts_with(['0', '+']) && token.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    // YAML reads `007` as text.
    let unsigned = token.strip_prefix(['-', '+']).unwrap_or(token);
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    is_number(token) && token.parse::<f64>().is_ok() && kept(token) != token
}

/// How the tree writes a number.
fn kept(token: &str) -> String {
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(|number| number.to_string());
    if let Some(kept) = token.strip_prefix("0x").and_then(|digits| radix(digits, 16)) {
        return kept;
    }
    if let Some(kept) = token.strip_prefix("0o").and_then(|digits| radix(digits, 8)) {
        return kept;
    }
    let plain = token.strip_prefix('+').unwrap_or(token);
    if let Ok(number) = plain.parse::<u64>() {
        return number.to_string();
    }
    if let Ok(number) = plain.parse::<i64>() {
        return number.to_string();
    }
    plain
        .parse::<f64>()
        .ok()
        .and_then(Number::from_f64)
        .map_or_else(|| format!("the text {token:?}"), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_change() {
        for token in
            ["1.10", "1e400", "18446744073709551616", "0.12345678901234567890", "1E5", "-0", "0x1F", "+1", "1.0e3"]
        {
            assert!(changes(token), "{token}");
        }
        for token in [
            "1",
            "-1",
            "1.5",
            "0",
            "0.0",
            "18446744073709551615",
            "1.0",
            "007",
            "1.2.3",
            "1-2",
            "2026-01-01",
            "-",
            ".",
            "e5",
        ] {
            assert!(!changes(token), "{token}");
        }
    }

    #[test]
    fn numbers_of_a_text() {
        let text = "a: 1.10 # 2\nb:\n  - 3.0\n  - -4\nc: {d: 5, e: [6, 7.]}\nf: &g 8\nh: in 9. of 10.\n'i':  \"11\"\n  12.50\n";
        assert_eq!(yaml_scalars(text).collect::<Vec<_>>(), ["1.10", "3.0", "-4", "5", "6", "7.", "8", "12.50"]);
        let text = r#"{"a": 1.10, "2": ["3", -4e5]}"#;
        assert_eq!(json_numbers(text).map(|(_, token)| token).collect::<Vec<_>>(), ["1.10", "-4e5"]);
    }

    #[test]
    fn out_of_range_becomes_text() {
        let mut odd = false;
        assert_eq!(
            out_of_range(r#"{"a": 1e400, "1e400": "1e400\"", "b": -1e999}"#, &mut odd).unwrap_or_default(),
            r#"{"a": "1e400", "1e400": "1e400\"", "b": "-1e999"}"#
        );
        assert!(odd);
        assert_eq!(out_of_range(r#"{"a": 1e40}"#, &mut odd), None);
        odd = false;
        assert_eq!(out_of_range(r#"{"a": 40, "b": -1.5}"#, &mut odd), None);
        assert!(!odd);
    }
}
