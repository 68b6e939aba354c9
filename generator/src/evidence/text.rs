//! From texts that were seen to the format that they share.

use serde_json::Value;

/// The format that all texts share, where one is plain. Empty texts have no say.
pub(crate) fn shared_format(name: &str, texts: &[&str]) -> Option<&'static str> {
    let mut filled = texts.iter().copied().filter(|text| !text.is_empty());
    let first = filled.next()?;
    let format = CLEAR.iter().find(|(_, is)| is(first)).map(|(format, _)| *format).or_else(|| number(name, texts))?;
    let is = CLEAR.iter().find(|(name, _)| *name == format).map(|(_, is)| *is);
    let shared = is.is_none_or(|is| filled.all(is)).then_some(format)?;
    let is_strict = || texts.iter().all(|text| text.is_empty() || is_rfc_3339(text));
    Some(if shared == TIMESTAMP && is_strict() { "date-time" } else { shared })
}

/// A point in time in any spelling; `date-time` says RFC 3339, which validators of others take at its word.
const TIMESTAMP: &str = "timestamp";

/// One test of a text.
type Test = fn(&str) -> bool;

/// Formats that a single value settles.
const CLEAR: [(&str, Test); 5] =
    [("uuid", is_uuid), (TIMESTAMP, is_timestamp), ("date", is_date), ("uri", is_uri), ("bool-text", is_bool)];

/// Numbers as text. A code, a version or a telephone number looks the same, so it takes two different values
/// without leading zeros, and a name that does not speak of one.
fn number(name: &str, texts: &[&str]) -> Option<&'static str> {
    let mut filled: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    filled.sort_unstable();
    filled.dedup();
    if filled.len() < 2 || names_a_code(name) || !filled.iter().all(|text| is_decimal(text)) {
        return None;
    }
    Some(if filled.iter().all(|text| !text.contains('.')) { "int-text" } else { "decimal-text" })
}

fn names_a_code(name: &str) -> bool {
    const CODES: [&str; 22] = [
        "id", "version", "build", "pin", "code", "phone", "serial", "tag", "zip", "postal", "model", "name", "number",
        "key", "imei", "meid", "iccid", "udid", "hash", "sha", "token", "password",
    ];
    let lower = name.to_ascii_lowercase();
    lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| CODES.contains(&word))
        || CODES.iter().filter(|code| code.len() > 2).any(|code| lower.ends_with(code))
}

pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && (whole == "0" || !whole.starts_with('0')) && whole.len() <= 18
}

/// 8-4-4-4-12 hexadecimal digits, of any version.
pub(crate) fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let fits = |size: usize, group: Option<&str>| {
        group.is_some_and(|group| group.len() == size && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    [8, 4, 4, 4, 12].into_iter().all(|size| fits(size, groups.next())) && groups.next().is_none()
}

fn is_bool(text: &str) -> bool {
    matches!(text, "Yes" | "No" | "True" | "False")
}

fn is_uri(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !rest.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '{' | '}' | '"'))
    })
}

/// `2024-12-05`.
fn is_date(text: &str) -> bool {
    matches_pattern(text, "9999-99-99")
        && text.get(5..7).is_some_and(in_range(1, 12))
        && text.get(8..10).is_some_and(in_range(1, 31))
}

fn in_range(low: u32, high: u32) -> impl Fn(&str) -> bool {
    move |text| text.parse::<u32>().is_ok_and(|number| (low..=high).contains(&number))
}

/// A day and a time of day, in RFC 3339 or the spellings that servers write instead: a space for the `T`, no zone,
/// `+0000`, `+00`, or `Feb 27, 2024 at 7:34:21 AM`.
fn is_timestamp(text: &str) -> bool {
    is_written_out(text) || is_numeric_timestamp(text)
}

fn is_numeric_timestamp(text: &str) -> bool {
    let Some((day, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else {
        return false;
    };
    let Some((clock, rest)) = time.split_at_checked(8) else {
        return false;
    };
    is_date(day) && matches_pattern(clock, "99:99:99") && is_zone(without_fraction(rest))
}

/// RFC 3339, 5.6, of what is a timestamp already: a `T`, a fraction after a point, and `Z` or an offset with a colon.
fn is_rfc_3339(text: &str) -> bool {
    let Some((_, time)) = text.split_once(['T', 't']) else { return false };
    let Some((_, rest)) = time.split_at_checked(8).filter(|_| !time.contains(',')) else { return false };
    let zone = without_fraction(rest);
    matches!(zone, "Z" | "z") || zone.strip_prefix(['+', '-']).is_some_and(|digits| matches_pattern(digits, "99:99"))
}

fn without_fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => text,
    }
}

fn is_zone(text: &str) -> bool {
    let offset = text.strip_prefix(' ').unwrap_or(text);
    matches!(text, "" | "Z" | "z" | " UTC" | " GMT")
        || offset.strip_prefix(['+', '-']).is_some_and(|digits| {
            ["99:99", "9999", "99", "99:99:99"].into_iter().any(|pattern| matches_pattern(digits, pattern))
        })
}

/// `Feb 27, 2024 at 7:34:21 AM`; some writers put a narrow space before the half of the day.
fn is_written_out(text: &str) -> bool {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = text.split(char::is_whitespace).filter(|word| !word.is_empty()).collect();
    let [month, day, year, "at", clock, half] = words[..] else {
        return false;
    };
    let day = day.trim_end_matches(',');
    MONTHS.contains(&month)
        && (matches_pattern(day, "9") || matches_pattern(day, "99"))
        && matches_pattern(year, "9999")
        && (matches_pattern(clock, "9:99:99") || matches_pattern(clock, "99:99:99"))
        && matches!(half, "AM" | "PM")
}

/// Whether a text has the given form, in which `9` stands for a digit.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(
            |(byte, form)| {
                if form == b'9' { byte.is_ascii_digit() } else { byte == form }
            },
        )
}

/// What a documentation tool or an author puts where a value would stand: it shows a type, and no more.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let braced = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    matches!(text, "string" | "str" | "..." | "null") || braced('<', '>') || braced('{', '}')
}

/// The texts among values.
pub(crate) fn texts<'a>(values: &[&'a Value]) -> Vec<&'a str> {
    values.iter().filter_map(|value| value.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rfc_3339_is_a_date_time() {
        for (texts, expected) in [
            (&["2024-01-01T10:00:00Z", "2024-01-01t10:00:00.25-05:30", ""][..], "date-time"),
            (&["2024-01-01 10:00:00"], "timestamp"),
            (&["2024-01-01T10:00:00Z", "2024-01-01T10:00:00"], "timestamp"),
            (&["2024-01-01T10:00:00,5Z"], "timestamp"),
            (&["2024-01-01T10:00:00+0000"], "timestamp"),
            (&["2024-01-01T10:00:00 +00:00"], "timestamp"),
            (&["2024-01-01 10:00:00+00:00"], "timestamp"),
            (&["2024-01-01 10:00:00 UTC"], "timestamp"),
            (&["Feb 27, 2024 at 7:34:21 AM"], "timestamp"),
            (&["2024-01-01"], "date"),
        ] {
            assert_eq!(shared_format("at", texts), Some(expected), "{texts:?}");
        }
    }
}
