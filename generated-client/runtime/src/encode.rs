//! Text → percent-encoded text (RFC 3986 section 2), and back as far as anyone might decode it.

use std::borrow::Cow;

/// `ALPHA DIGIT - . _ ~`: the characters that mean nothing anywhere in a URL.
pub(crate) fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// What a query value may hold raw where the document says `allowReserved`. Left out of RFC 3986's reserved set:
/// `# [ ]`, which a query may not hold, `& +`, which end or change a form value, and `'`, which URL parsers encode.
pub(crate) fn reserved_value(byte: u8) -> bool {
    unreserved(byte) || b":/?@!$()*,;=".contains(&byte)
}

/// What a query name holds raw: `$` beside the unreserved, because OData's names begin with it.
pub(crate) fn query_name(byte: u8) -> bool {
    unreserved(byte) || byte == b'$'
}

/// What the key of an OData row keeps in a path: its parts are told apart by these.
pub(crate) fn key(byte: u8) -> bool {
    unreserved(byte) || b"'(),=".contains(&byte)
}

/// What the literal text of a path template keeps (RFC 3986 `pchar`, plus `/`, plus what is already encoded).
pub(crate) fn path_literal(byte: u8) -> bool {
    unreserved(byte) || b"!$&'()*+,;=:@/%".contains(&byte)
}

pub(crate) fn push(out: &mut String, text: &str, keep: fn(u8) -> bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_bytes() {
        if keep(byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(DIGITS[usize::from(byte >> 4)] as char);
            out.push(DIGITS[usize::from(byte & 15)] as char);
        }
    }
}

pub(crate) fn encoded(text: &str, keep: fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, keep);
    out
}

/// `application/x-www-form-urlencoded` as the URL standard writes it: a space is `+`.
pub(crate) fn push_form(out: &mut String, text: &str) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push('+');
        }
        push(out, word, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_'));
    }
}

/// Decodes once; a `%` that begins no triplet stays.
pub(crate) fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex(*high) << 4 | hex(*low));
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    out
}

/// Decodes until nothing changes: what the last of any number of decoding servers would see. Each round shortens.
pub(crate) fn decode_fully(text: &str) -> Cow<'_, [u8]> {
    let mut now = Cow::Borrowed(text.as_bytes());
    // A value encoded more often than this is nobody's id; it is judged as it stands by then.
    for _ in 0..16 {
        if !now.contains(&b'%') {
            break;
        }
        let next = decode(&now);
        if next.len() == now.len() {
            break;
        }
        now = Cow::Owned(next);
    }
    now
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit - b'A' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_and_decodes() {
        assert_eq!(encoded("a/b é~", unreserved), "a%2Fb%20%C3%A9~");
        assert_eq!(encoded("name eq 'x' or (a/b:c=1)", reserved_value), "name%20eq%20%27x%27%20or%20(a/b:c=1)");
        assert_eq!(decode(b"%2e%2E%zz%4"), b"..%zz%4");
        assert_eq!(&*decode_fully("%25252e%2e"), b"..");
        let mut form = String::new();
        push_form(&mut form, "a b&c");
        assert_eq!(form, "a+b%26c");
    }
}
