//! A value as `Debug` shows it → how many of its leaves are free JSON.
//!
//! `serde_json::Value` shows a leaf as `String("x")`, `Number(1)` or `Bool(true)`; a field of its own type shows the bare
//! value, or a variant of an enum.

/// Leaves that are shown as `serde_json::Value` shows them.
pub(super) fn untyped(shown: &str) -> usize {
    let mut count = 0;
    let mut rest = shown;
    let mut before = ' ';
    while let Some(next) = rest.chars().next() {
        if next == '"' {
            rest = after_string(rest);
            before = '"';
            continue;
        }
        let is_start = !(before.is_alphanumeric() || before == '_');
        if is_start && ["String(\"", "Number(", "Bool(true)", "Bool(false)"].iter().any(|leaf| rest.starts_with(leaf)) {
            count += 1;
        }
        before = next;
        rest = &rest[next.len_utf8()..];
    }
    count
}

/// What follows a string, whose first quote is the text's first character.
fn after_string(text: &str) -> &str {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return &text[at + 1..],
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_free_json_counts() {
        let value = serde_json::json!({ "a": ["Bool(true)", 1, true, null, "\" Number("], "b": {} });
        assert_eq!(untyped(&format!("{value:?}")), 4);
        let typed = r#"Device { name: Some("String(\"x\")"), kind: Bool, number: Some(3), on: true, myNumber(2) }"#;
        assert_eq!(untyped(typed), 0);
        assert_eq!(untyped(r#"Device { extra: {"a": String("x")}, id: DeviceId("y") }"#), 1);
    }
}
