//! Regular expressions into a short text that they match.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text that the pattern matches; `None` where the pattern is not read or asks for what is not made here.
pub(super) fn sample(pattern: &str) -> Option<String> {
    let hir =
        regex_syntax::ParserBuilder::new().nest_limit(50).unicode(false).utf8(false).build().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, text: &mut String) -> Option<()> {
    if text.len() > 400 {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min {
                let before = text.len();
                write(&repetition.sub, text)?;
                // `(a?){4000000000}`: what adds nothing once never will.
                if text.len() == before {
                    break;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, text))?,
        HirKind::Alternation(parts) => write(parts.first()?, text)?,
    }
    Some(())
}

/// A plain character of the class where it has one.
fn member(class: &Class) -> Option<char> {
    let has = |c: char| match class {
        Class::Unicode(class) => class.ranges().iter().any(|range| range.start() <= c && c <= range.end()),
        Class::Bytes(class) => {
            class.ranges().iter().any(|range| char::from(range.start()) <= c && c <= char::from(range.end()))
        }
    };
    let plain = ['a', '1', 'A', '-', '.', ' '];
    plain.into_iter().chain('!'..='~').find(|c| has(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_what_it_was_made_from() {
        assert_eq!(sample(r"^[a-z]{3}-\d{2}$").as_deref(), Some("aaa-11"));
        assert_eq!(sample(r"^(on|off)$").as_deref(), Some("on"));
        assert_eq!(sample(r"(?=x)"), None);
    }

    #[test]
    fn repetitions_end() {
        assert_eq!(sample(r"^(((a?){60000}){60000}){60000}b$").as_deref(), Some("b"));
        assert_eq!(sample(r"((a{1000}){1000}){1000}"), None);
    }
}
