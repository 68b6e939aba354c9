//! Any text of a document into lower-case ASCII words, from which every identifier is put together.

use heck::ToSnakeCase as _;

/// More words than this say nothing more; a document can hold a name of any length.
const MAX_WORDS: usize = 24;
/// A single word is cut here, for the same reason.
const MAX_WORD: usize = 48;

/// Spellings whose inner capitals are no word borders.
const WHOLE: &[(&str, &str)] = &[
    ("iOS", "Ios"),
    ("OAuth", "Oauth"),
    ("OData", "Odata"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("PostgreSQL", "Postgresql"),
    ("GitHub", "Github"),
    ("GitLab", "Gitlab"),
    ("WiFi", "Wifi"),
    ("Wi-Fi", "Wifi"),
    ("eSIM", "Esim"),
    ("DDoS", "Ddos"),
    ("SaaS", "Saas"),
];

/// How a symbol is read aloud where it is all that a name has, or all that tells two names apart.
const SPOKEN: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('=', "equals"),
    ('<', "less"),
    ('>', "greater"),
    ('!', "not"),
    ('~', "tilde"),
    ('%', "percent"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('#', "hash"),
    ('$', "dollar"),
    ('@', "at"),
    ('?', "question"),
    ('&', "and"),
    ('|', "or"),
    ('^', "caret"),
    ('_', "underscore"),
    (' ', "space"),
    ('\'', "quote"),
    ('"', "quote"),
    ('`', "backtick"),
    ('(', "open"),
    (')', "close"),
    ('[', "open"),
    (']', "close"),
    ('{', "open"),
    ('}', "close"),
];

const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The words of a text: `deviceActions_lockDevice` → `device actions lock device`. Empty where nothing can be read.
pub(super) fn words(text: &str) -> Vec<String> {
    // Nearly every word comes by here, and nearly all of them are plain already.
    if is_snake(text) {
        let found = pieces(text);
        if !found.is_empty() {
            return found;
        }
    }
    let ascii = any_ascii::any_ascii(text);
    let found = split(&sign(&ascii));
    if found.is_empty() { split(&speak(ascii.trim(), |_| true)) } else { found }
}

/// The words with every symbol read aloud, for a name that would otherwise be taken: `@type` → `at type`.
pub(super) fn spoken(text: &str) -> Vec<String> {
    split(&speak(&any_ascii::any_ascii(text), |symbol| !matches!(symbol, ' ' | '_' | '-')))
}

/// What in its spelling tells a name from an equal one: `ASC` beside `asc` is the `upper` one.
pub(super) fn spelling(text: &str) -> Option<&'static str> {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    let first_upper = letters.peek().is_some_and(|c| c.is_uppercase());
    let (upper, lower) = letters.fold((false, false), |(u, l), c| (u || c.is_uppercase(), l || c.is_lowercase()));
    match (upper, lower) {
        (true, false) => Some("upper"),
        (true, true) if first_upper => Some("capital"),
        (true, true) => Some("camel"),
        (false, true) if text.contains('_') => Some("snake"),
        (false, true) if text.contains('-') => Some("kebab"),
        (false, true) => Some("lower"),
        (false, false) => None,
    }
}

/// A sign before a letter or digit at the very start means something: `-created_at`, `+1`.
fn sign(text: &str) -> String {
    let text = text.trim_start();
    let mut rest = text.chars();
    let word = match rest.next() {
        Some('+') => "plus ",
        Some('-') => "minus ",
        _ => return text.to_owned(),
    };
    match rest.as_str() {
        digit if digit.len() == 1 && digit.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{word}{}", spell_digit(digit).unwrap_or_default())
        }
        other if other.starts_with(|c: char| c.is_ascii_alphanumeric()) => format!("{word}{other}"),
        _ => text.to_owned(),
    }
}

fn speak(text: &str, which: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match SPOKEN.iter().find(|(symbol, _)| *symbol == c) {
            Some((symbol, word)) if which(*symbol) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    out
}

fn split(ascii: &str) -> Vec<String> {
    let text = ascii.replace('\'', "");
    // Most names of a document are snake case already; only capitals need a closer look.
    let has_capitals = text.bytes().any(|b| b.is_ascii_uppercase());
    let text = if has_capitals { plural_acronyms(&whole_words(&text)) } else { text };
    let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    pieces(&if has_capitals { plain.to_snake_case() } else { plain })
}

fn is_snake(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn pieces(snake: &str) -> Vec<String> {
    snake
        .split('_')
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(|word| word.chars().take(MAX_WORD).collect())
        .collect()
}

fn whole_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let known = WHOLE.iter().find(|(spelling, _)| spelling.starts_with(first) && rest.starts_with(spelling));
        let length = match known.filter(|_| !out.ends_with(|c: char| c.is_ascii_uppercase())) {
            Some((spelling, plain)) => {
                out.push_str(plain);
                spelling.len()
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

/// `IDs` and `URLsOf` are one acronym and its plural, not `I` and `Ds`.
fn plural_acronyms(text: &str) -> String {
    let byte = |at: usize| text.as_bytes().get(at);
    let mut before = false;
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let plural = byte(at + 1) == Some(&b's') && !byte(at + 2).is_some_and(u8::is_ascii_lowercase);
        let upper = c.is_ascii_uppercase();
        out.push(if plural && before && upper { c.to_ascii_lowercase() } else { c });
        before = upper;
    }
    out
}

/// `2fa` → `two fa`: a name may not start with a digit, and a single one is easily read.
pub(super) fn spell_digit(word: &str) -> Option<&'static str> {
    let mut chars = word.chars();
    let digit = chars.next()?.to_digit(10)?;
    if chars.next().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    DIGITS.get(usize::try_from(digit).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_words() {
        let table = [
            ("deviceActions_lockDevice", "device actions lock device"),
            ("HTTPServer2Foo", "http server2 foo"),
            ("IDs", "ids"),
            ("deviceIDs", "device ids"),
            ("iPad", "i pad"),
            ("iOS", "ios"),
            ("macOS 15.1", "mac os 15 1"),
            ("IPv4Address", "ipv4 address"),
            ("user's-devices", "users devices"),
            ("filter[name]", "filter name"),
            ("$ref", "ref"),
            ("@odata.type", "odata type"),
            ("+1", "plus one"),
            ("-1", "minus one"),
            ("-10", "minus 10"),
            ("-created_at", "minus created at"),
            ("*", "star"),
            (">=", "greater equals"),
            ("", ""),
            (" ", ""),
            ("Überwachung", "uberwachung"),
            ("用户", "yong hu"),
            ("😀", "grinning"),
            ("../../evil", "evil"),
            ("r#fn", "r fn"),
        ];
        for (text, expected) in table {
            assert_eq!(words(text).join(" "), expected, "{text:?}");
        }
        assert_eq!(spoken("@type").join(" "), "at type");
    }
}
