//! Steps into JSON pointers (RFC 6901).

/// `pointer` extended by one reference token.
pub(super) fn push(pointer: &str, token: &str) -> String {
    if token.contains(['~', '/']) {
        return format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"));
    }
    format!("{pointer}/{token}")
}

/// `pointer` extended by several reference tokens.
pub(super) fn extend<'t>(pointer: &str, tokens: impl IntoIterator<Item = &'t str>) -> String {
    tokens.into_iter().fold(pointer.to_owned(), |pointer, token| push(&pointer, token))
}

/// The component name of `#/components/<kind>/<name>`, unescaped.
pub(super) fn component(reference: &str, kind: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
    if name.contains('/') {
        return None;
    }
    Some(percent_decoded(name).replace("~1", "/").replace("~0", "~"))
}

/// References are URI fragments: `%20` stands for a space.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = (bytes[index] == b'%').then(|| text.get(index + 1..index + 3)).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            decoded.push(byte);
            index += 3;
        } else {
            decoded.push(bytes[index]);
            index += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_unescapes() {
        assert_eq!(push("/paths", "/a~b"), "/paths/~1a~0b");
        assert_eq!(component("#/components/schemas/a~1b%20c", "schemas").as_deref(), Some("a/b c"));
        assert_eq!(component("#/components/parameters/x", "schemas"), None);
    }
}
