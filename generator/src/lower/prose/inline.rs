//! One block of Markdown into the same without anything that rustdoc would resolve, compile or warn of.

/// Targets of reference links, by label.
#[derive(Debug, Default)]
pub(super) struct Definitions(Vec<(String, String)>);

impl Definitions {
    fn get(&self, label: &str) -> Option<&str> {
        let label = label.trim().to_lowercase();
        self.0.iter().find(|(known, _)| *known == label).map(|(_, target)| target.as_str())
    }

    /// Whether a line is one of the definitions, which their links replace.
    pub(super) fn is_definition(&self, line: &str) -> bool {
        definition(line).is_some_and(|(label, _)| self.get(&label).is_some())
    }
}

/// Collects `[label]: https://…` lines.
pub(super) fn definitions(text: &str) -> Definitions {
    if !text.contains("]: ") && !text.contains("]:h") {
        return Definitions::default();
    }
    Definitions(text.lines().filter_map(definition).collect())
}

fn definition(line: &str) -> Option<(String, String)> {
    let rest = line.trim_start().strip_prefix('[')?;
    let (label, target) = rest.split_once("]:")?;
    let target = target.split_whitespace().next()?.trim_matches(['<', '>']);
    is_web(target).then(|| (label.trim().to_lowercase(), target.to_owned()))
}

/// Links and brackets nested deeper than this are escaped without a look.
const DEEPEST: usize = 4;

/// The block made safe. `links` says whether links may be made: not within the text of one.
pub(super) fn safe(text: &str, definitions: &Definitions, links: bool) -> String {
    Inline { definitions, links, depth: 0 }.safe(text)
}

#[derive(Clone, Copy)]
struct Inline<'d> {
    definitions: &'d Definitions,
    links: bool,
    depth: usize,
}

impl Inline<'_> {
    fn safe(self, text: &str) -> String {
        let ticks = Ticks::of(text);
        let closing = closing_brackets(text);
        let mut out = String::with_capacity(text.len() + 16);
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            at += match c {
                '\\' => escape(&text[at..], &mut out),
                '`' => ticks.span(text, at, &mut out),
                '<' => self.angle(&text[at..], &mut out),
                '!' if text[at..].starts_with("![") => self.image(text, at, &closing, &mut out),
                '[' => self.bracket(text, at, &closing, &mut out),
                ']' => push(&mut out, "\\]", 1),
                'h' | 'H' if starts_url(text, at) => self.url(&text[at..], &mut out),
                c => {
                    out.push(c);
                    c.len_utf8()
                }
            };
        }
        out
    }

    fn angle(self, text: &str, out: &mut String) -> usize {
        if let Some(end) = text.find('>')
            && is_web(&text[1..end])
            && !text[..end].contains(char::is_whitespace)
        {
            let target = if self.links { &text[..=end] } else { &text[1..end] };
            return push(out, target, end + 1);
        }
        push(out, "\\<", 1)
    }

    /// An image stays one where its source is on the web; otherwise its text stands for it.
    fn image(self, text: &str, at: usize, closing: &[(usize, usize)], out: &mut String) -> usize {
        let Some((label, target, length)) = link_parts(text, at + 1, closing) else { return push(out, "!", 1) };
        let inner = self.inner(label);
        if is_web(target) && self.links {
            out.push_str(&format!("![{inner}]({target})"));
        } else {
            out.push_str(&inner);
        }
        length + 1
    }

    fn bracket(self, text: &str, at: usize, closing: &[(usize, usize)], out: &mut String) -> usize {
        if let Some((label, target, length)) = link_parts(text, at, closing) {
            self.link(label, Some(target), out);
            return length;
        }
        let Some(end) = closes(at, closing) else { return push(out, "\\[", 1) };
        let label = &text[at + 1..end];
        let after = &text[end + 1..];
        let named = after.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name);
        let (name, length) = match named {
            Some(name) if !name.is_empty() => (name, end + 3 + name.len() - at),
            Some(_) => (label, end + 3 - at),
            None => (label, end + 1 - at),
        };
        match self.definitions.get(name) {
            Some(target) => {
                self.link(label, Some(target), out);
                length
            }
            None => push(out, "\\[", 1),
        }
    }

    fn link(self, label: &str, target: Option<&str>, out: &mut String) {
        let target = target.filter(|target| is_web(target) && self.links);
        let Some(target) = target else {
            out.push_str(&self.inner(label));
            return;
        };
        if label == target || label.trim().is_empty() {
            out.push_str(&format!("<{target}>"));
        } else {
            out.push_str(&format!("[{}]({target})", self.inner(label)));
        }
    }

    /// The text of a link.
    fn inner(self, label: &str) -> String {
        if self.depth >= DEEPEST {
            return label.replace(['[', ']', '<', '`'], " ");
        }
        Inline { links: false, depth: self.depth + 1, ..self }.safe(label)
    }

    fn url(self, text: &str, out: &mut String) -> usize {
        let end = text
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '|' | '[' | ']' | '\\' | '*')
            })
            .unwrap_or(text.len());
        let mut url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '~']);
        if url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
            url = url.trim_end_matches(')').trim_end_matches(['.', ',']);
        }
        if !self.links {
            return push(out, url, url.len());
        }
        out.push('<');
        out.push_str(url);
        out.push('>');
        url.len()
    }
}

/// `\` with what it escapes.
fn escape(text: &str, out: &mut String) -> usize {
    let mut chars = text.chars();
    chars.next();
    match chars.next() {
        Some(c) if c.is_ascii_punctuation() => {
            out.push('\\');
            out.push(c);
            1 + c.len_utf8()
        }
        _ => push(out, "\\", 1),
    }
}

fn push(out: &mut String, text: &str, length: usize) -> usize {
    out.push_str(text);
    length
}

fn is_web(target: &str) -> bool {
    let lower = target.get(..8).unwrap_or(target).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://") || lower.starts_with("mailto:"))
        && !target.contains(['<', '>'])
}

fn starts_url(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let scheme = ["http://", "https://"]
        .iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let before = text[..at].chars().next_back();
    scheme.is_some_and(|scheme| rest[scheme.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '{'))
        && before.is_none_or(|c| !c.is_alphanumeric())
}

/// Runs of backticks, for closing spans in one pass.
struct Ticks(Vec<(usize, usize)>);

impl Ticks {
    fn of(text: &str) -> Self {
        let mut runs = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find('`').map(|start| at + start) {
            let length = text[start..].len() - text[start..].trim_start_matches('`').len();
            runs.push((start, length));
            at = start + length;
        }
        Self(runs)
    }

    /// A code span as it stands; backticks that nothing closes are escaped.
    fn span(&self, text: &str, at: usize, out: &mut String) -> usize {
        let index = self.0.partition_point(|(start, _)| *start < at);
        // A run that an escape has cut short starts before `at`; what is left of it counts.
        let length = text[at..].len() - text[at..].trim_start_matches('`').len();
        let close = self.0.iter().skip(index + 1).take(2_000).find(|(start, other)| *other == length && *start > at);
        match close {
            Some((start, other)) => push(out, &text[at..start + other], start + other - at),
            None => push(out, &"\\`".repeat(length), length),
        }
    }
}

/// Where each `[` closes, `\` and code aside.
fn closing_brackets(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop() {
                    pairs.push((start, at));
                }
            }
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

fn closes(at: usize, closing: &[(usize, usize)]) -> Option<usize> {
    let index = closing.binary_search_by_key(&at, |(start, _)| *start).ok()?;
    Some(closing[index].1)
}

/// Label, target and length of the inline link whose `[` is at `at`.
fn link_parts<'t>(text: &'t str, at: usize, closing: &[(usize, usize)]) -> Option<(&'t str, &'t str, usize)> {
    let end = closes(at, closing)?;
    let rest = text[end + 1..].strip_prefix('(')?;
    let mut depth = 0_usize;
    let close = rest.char_indices().take(4_000).find(|(_, c)| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth > 0 => {
            depth -= 1;
            false
        }
        ')' => true,
        _ => false,
    })?;
    let target = rest[..close.0].trim();
    let target = target
        .strip_prefix('<')
        .and_then(|target| target.split_once('>'))
        .map_or_else(|| target.split_whitespace().next().unwrap_or_default(), |(target, _)| target);
    Some((&text[at + 1..end], target, end + 2 + close.0 + 1 - at))
}
