//! Tags of HTML: where one stands, what it is called, and whether a text is HTML at all.

use super::entity;

/// Names of tags. Those that people also write as placeholders (`<data>`, `<time>`, `<title>`) are not among them.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
];

/// Tags that make blocks, by which a whole text is known as HTML.
const BLOCKS: &[&str] =
    &["p", "div", "ul", "ol", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section", "dl"];

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) name: String,
    pub(super) closing: bool,
    /// What stands between name and `>`.
    attributes: &'t str,
    /// Bytes from `<` to `>`.
    pub(super) length: usize,
}

impl Tag<'_> {
    /// An attribute's value, its quotes (also `&quot;`, as documents that were escaped twice have it) taken off.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let lower = self.attributes.to_ascii_lowercase();
        let mut from = 0;
        while let Some(at) = lower.get(from..)?.find(name).map(|at| from + at) {
            let rest = self.attributes[at + name.len()..].trim_start();
            let starts = at == 0 || lower.as_bytes()[at - 1].is_ascii_whitespace();
            if let (true, Some(value)) = (starts, rest.strip_prefix('=')) {
                return Some(value_of(&entity::decode(value.trim_start())));
            }
            from = at + name.len();
        }
        None
    }
}

fn value_of(text: &str) -> String {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split(quote).next().unwrap_or_default().trim().to_owned(),
        _ => text.split_whitespace().next().unwrap_or_default().trim_end_matches('/').to_owned(),
    }
}

/// The tag at the start of `text` (which starts with `<`); a comment is a tag without a name.
pub(super) fn at_start(text: &str) -> Option<Tag<'_>> {
    if text.starts_with("<!--") {
        let length = text.find("-->").map_or(text.len(), |end| end + 3);
        return Some(Tag { name: String::new(), closing: false, attributes: "", length });
    }
    let closing = text.starts_with("</");
    let start = if closing { 2 } else { 1 };
    let name_end = text[start..].find(|c: char| !c.is_ascii_alphanumeric()).map(|end| start + end)?;
    let name = text[start..name_end].to_ascii_lowercase();
    let next = text[name_end..].chars().next()?;
    if !KNOWN.contains(&name.as_str()) || !(next.is_whitespace() || matches!(next, '>' | '/')) {
        return None;
    }
    let end = name_end + end_of(&text[name_end..])?;
    Some(Tag { name, closing, attributes: text[name_end..end].trim_end_matches('/').trim(), length: end + 1 })
}

/// The `>` that is not within quotes; where quotes are not closed, the first one.
fn end_of(text: &str) -> Option<usize> {
    let first = text.find('>')?;
    let mut quote = None;
    for (index, c) in text.char_indices().take(4000) {
        match (quote, c) {
            (None, '>') => return Some(index),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    Some(first)
}

/// Whether the text is HTML from its start, or has blocks of HTML and nothing that only Markdown has.
pub(super) fn is_html(text: &str) -> bool {
    let trimmed = text.trim_start();
    if trimmed.starts_with('<') && at_start(trimmed).is_some_and(|tag| BLOCKS.contains(&tag.name.as_str())) {
        return !has_markdown_blocks(trimmed);
    }
    has_block(trimmed) && !has_markdown_blocks(trimmed) && !trimmed.contains("\n\n") && !trimmed.contains('`')
}

/// Whether a tag makes a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

fn has_block(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| at_start(&text[at..]).is_some_and(|tag| is_block(&tag.name)))
}

fn has_markdown_blocks(text: &str) -> bool {
    let mut pre = 0_usize;
    text.lines().any(|line| {
        let inside = pre > 0;
        pre = (pre + line.matches("<pre").count()).saturating_sub(line.matches("</pre").count());
        let line = line.trim_start();
        !inside && ["# ", "## ", "### ", "#### ", "```", "* ", "- ", "|"].iter().any(|start| line.starts_with(start))
    })
}
