//! Path templates and arguments → a path that reaches the template's own route, or a refusal.
//!
//! URL parsers remove `.` and `..` segments, encoded ones included (URL standard, "path state"), and some servers decode
//! more than once. So an argument that is empty or such a segment, after any number of decodings, is never sent.

use crate::encode;
use crate::param::{self, Param, Style};

/// Why a path could not be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathFault {
    Missing(String),
    Empty(String),
    Dots(String),
    Control(String),
}

impl std::fmt::Display for PathFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PathFault::Missing(name) => write!(f, "path argument `{name}` is missing"),
            PathFault::Empty(name) => write!(f, "path argument `{name}` is empty"),
            PathFault::Dots(name) => write!(f, "path argument `{name}` holds a `.` or `..` segment"),
            PathFault::Control(name) => write!(f, "path argument `{name}` holds a control character"),
        }
    }
}

/// A path argument: name in the template, style, value.
pub(crate) type Argument = (&'static str, Style, Param);

pub(crate) fn expand(template: &str, arguments: &[Argument]) -> Result<String, PathFault> {
    let mut out = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        encode::push(&mut out, literal, encode::path_literal);
        let argument = arguments.iter().find(|(known, ..)| *known == name);
        let (_, style, value) = argument.ok_or_else(|| PathFault::Missing(name.to_owned()))?;
        check(name, value)?;
        out.push_str(&param::path(name, *style, value));
        rest = tail;
    }
    encode::push(&mut out, rest, encode::path_literal);
    // Styles put characters of their own around a value: `.` and `.` make `..`.
    match out.split('/').any(|segment| is_dots(&encode::decode_fully(segment))) {
        true => Err(PathFault::Dots(template.to_owned())),
        false => Ok(out),
    }
}

/// The names in a template, in order.
pub(crate) fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

fn check(name: &str, value: &Param) -> Result<(), PathFault> {
    let words = param::words(value);
    if words.is_empty() {
        return Err(PathFault::Empty(name.to_owned()));
    }
    for word in &words {
        let decoded = encode::decode_fully(word);
        if decoded.trim_ascii().is_empty() {
            return Err(PathFault::Empty(name.to_owned()));
        }
        if decoded.iter().any(u8::is_ascii_control) {
            return Err(PathFault::Control(name.to_owned()));
        }
        if decoded.split(|byte| matches!(byte, b'/' | b'\\')).any(is_dots) {
            return Err(PathFault::Dots(name.to_owned()));
        }
    }
    Ok(())
}

fn is_dots(segment: &[u8]) -> bool {
    // Some servers cut off path parameters (`..;x`) before they resolve dots.
    let segment = segment.split(|byte| *byte == b';').next().unwrap_or_default();
    matches!(segment.trim_ascii(), b"." | b"..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::IntoParam;

    fn one(value: &str) -> Result<String, PathFault> {
        expand("/v1/devices/{id}/notes/", &[("id", Style::Simple { explode: false }, value.into_param())])
    }

    #[test]
    fn arguments_are_encoded_and_the_trailing_slash_stays() {
        assert_eq!(one("a/b c").as_deref(), Ok("/v1/devices/a%2Fb%20c/notes/"));
        assert_eq!(one("x?y#z").as_deref(), Ok("/v1/devices/x%3Fy%23z/notes/"));
        assert_eq!(one("é").as_deref(), Ok("/v1/devices/%C3%A9/notes/"));
        assert_eq!(one("1.2").as_deref(), Ok("/v1/devices/1.2/notes/"));
    }

    #[test]
    fn arguments_that_would_reach_another_route_are_refused() {
        for dots in [".", "..", "%2e%2e", "%252e.", "..%2f..", "a/../b", "a\\..", "%5c..", " .. ", "..;a"] {
            assert_eq!(one(dots), Err(PathFault::Dots("id".into())), "{dots}");
        }
        for empty in ["", " ", "%20"] {
            assert_eq!(one(empty), Err(PathFault::Empty("id".into())), "{empty}");
        }
        for control in ["a\nb", "a%0d%0ab", "\0"] {
            assert_eq!(one(control), Err(PathFault::Control("id".into())), "{control:?}");
        }
        assert_eq!(expand("/{id}", &[]), Err(PathFault::Missing("id".into())));
        let label = [("id", Style::Label { explode: false }, ".a".into_param())];
        assert_eq!(expand("/{id}", &label).as_deref(), Ok("/..a"));
    }
}
