//! Descriptions, HTML or CommonMark, into Markdown; and Markdown into what rustdoc takes without a word.

mod entity;
mod html;
mod inline;
mod mixed;
mod rustdoc;
mod tag;
mod writer;

pub use rustdoc::for_rustdoc;

/// A description as Markdown; `None` where nothing is said. HTML becomes Markdown, CommonMark stays as it is; no HTML
/// tag or entity is left outside of code.
#[must_use]
pub fn to_markdown(text: &str) -> Option<String> {
    let text = clean(text);
    let markdown = if tag::is_html(&text) { html::convert(&text, true) } else { mixed::convert(&text) };
    let markdown = markdown.trim_matches(['\n', ' ']).to_owned();
    (!markdown.trim().is_empty()).then_some(markdown)
}

/// Line ends as `\n`, and none of the characters that change what a reader sees: controls, and those that turn the
/// direction of text, which rustc refuses in source.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let unseen = |c: char| (c.is_control() && c != '\n' && c != '\t') || is_invisible(c);
    if text.contains(unseen) { text.chars().filter(|c| !unseen(*c)).collect() } else { text }
}

/// Characters without a shape that change how others are shown; rustc refuses those that turn the direction of text.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> String {
        to_markdown(text).unwrap_or_default()
    }

    #[test]
    fn html_becomes_markdown() {
        for (html, expected) in [
            ("<p>One &amp; two</p>\n<p>Three</p>", "One & two\n\nThree"),
            ("<p>See <a href=&quot;https://a.test/x&quot;>the docs</a>.</p>", "See [the docs](https://a.test/x)."),
            (
                "<h3 id=&quot;x&quot;>Fields</h3><ul>\n<li><p>a <strong>b </strong>c</p>\n</li>\n<li>d<ul><li>e</li></ul></li></ul>",
                "### Fields\n\n- a **b** c\n- d\n  - e",
            ),
            ("<ol><li>x</li><li>y</li></ol><p>z</p>", "1. x\n2. y\n\nz"),
            (
                "<pre><code class=\"language-json\">{\n  &quot;a&quot;: 1\n}\n</code></pre>",
                "```json\n{\n  \"a\": 1\n}\n```",
            ),
            ("<p>a<br>b</p>", "a\\\nb"),
            ("<p>use <code>x_y</code> or 2 * 3</p>", "use `x_y` or 2 \\* 3"),
            ("<blockquote><p>note</p></blockquote>", "> note"),
            ("<p>&lt;id&gt;</p>", "\\<id>"),
        ] {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn tables_arrive_as_tables() {
        let html = "<div class=&quot;is-table&quot;><table><thead><tr><th><strong>Field</strong></th><th>Type</th></tr></thead>\
                    <tbody><tr><td>a|b</td><td>x<br />y</td></tr></tbody></table></div>";
        assert_eq!(markdown(html), "| **Field** | Type |\n| --- | --- |\n| a\\|b | x y |");
    }

    #[test]
    fn markdown_stays_and_loses_its_tags() {
        for (text, expected) in [
            ("# A\n\n* b `<p>` &c\n", "# A\n\n* b `<p>` &c"),
            ("one<br/>two <b>three</b>", "one\ntwo **three**"),
            ("- x\n\n<table><tr><th>h</th></tr><tr><td>d</td></tr></table>\n\ny", "- x\n\n| h |\n| --- |\n| d |\n\ny"),
            ("Bearer <token> &lt;x&gt;", "Bearer <token> <x>"),
            ("```\n<b>&amp;</b>\n```", "```\n<b>&amp;</b>\n```"),
            ("", ""),
        ] {
            assert_eq!(markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_nesting_is_no_danger() {
        let deep = "<div><ul><li>".repeat(20_000) + "x";
        assert!(markdown(&deep).ends_with('x'));
        assert!(!for_rustdoc(&"[".repeat(50_000)).is_empty());
        assert!(!for_rustdoc(&"`".repeat(50_001)).is_empty());
    }
}
