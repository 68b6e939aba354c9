//! HTML into Markdown: one pass over the tags, without recursion, so that no nesting can exhaust the stack.

use super::entity;
use super::tag::{self, Tag};
use super::writer::{Writer, code_span, fenced, link};

/// Inline markup that is open: where its content starts.
#[derive(Debug)]
enum Span {
    Marked(&'static str, usize),
    Link(String, usize),
}

/// A table whose rows are being read.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
    depth: usize,
}

#[derive(Debug, Default)]
struct Converter {
    writer: Writer,
    spans: Vec<Span>,
    table: Option<Table>,
    heading: usize,
}

/// Converts HTML. With `escape`, text is literal; otherwise it may hold Markdown of its own.
pub(super) fn convert(html: &str, escape: bool) -> String {
    let mut converter = Converter { writer: Writer::new(escape), ..Converter::default() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        converter.text(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = tag::at_start(rest) else {
            converter.text("<");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        rest = converter.tag(&tag, rest);
    }
    converter.text(rest);
    converter.close_table();
    converter.writer.finish()
}

impl Converter {
    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.writer.text(&entity::decode(text));
        }
    }

    /// Handles a tag; returns what is left to read after it.
    fn tag<'t>(&mut self, tag: &Tag<'t>, rest: &'t str) -> &'t str {
        match (tag.name.as_str(), tag.closing) {
            ("pre", false) => return self.preformatted(rest),
            ("code" | "tt" | "samp" | "kbd", false) => return self.code(&tag.name, rest),
            ("script" | "style" | "svg", false) => return after(&tag.name, rest),
            ("br", _) => self.line_break(),
            ("b" | "strong", closing) => self.mark("**", closing),
            ("i" | "em" | "cite" | "var", closing) => self.mark("*", closing),
            ("a", false) => {
                self.spans.push(Span::Link(tag.attribute("href").unwrap_or_default(), self.writer.inline.len()))
            }
            ("a", true) => self.close_link(),
            ("img", _) => self.image(tag),
            ("table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption", _) => self.table_tag(tag),
            _ if self.table.is_some() => self.in_cell(tag),
            _ => self.block_tag(tag),
        }
        rest
    }

    fn block_tag(&mut self, tag: &Tag<'_>) {
        match (tag.name.as_str(), tag.closing) {
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
                self.break_block();
                self.heading = usize::from(tag.name.as_bytes()[1] - b'0');
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => self.break_block(),
            ("ul" | "ol", false) => {
                self.break_block();
                self.writer.open_list(tag.name == "ol");
            }
            ("ul" | "ol", true) => {
                self.break_block();
                self.writer.close_list();
            }
            ("li", false) => {
                self.break_block();
                self.writer.open_item();
            }
            ("li", true) => {
                self.break_block();
                self.writer.close_item();
            }
            ("blockquote", false) => {
                self.break_block();
                self.writer.open_quote();
            }
            ("blockquote", true) => {
                self.break_block();
                self.writer.close_quote();
            }
            ("hr", _) => {
                self.break_block();
                self.writer.block("---");
            }
            ("dt" | "summary", closing) => {
                if closing {
                    self.mark("**", true);
                }
                self.break_block();
                if !closing {
                    self.mark("**", false);
                }
            }
            (
                "p" | "div" | "section" | "article" | "dd" | "dl" | "details" | "center" | "header" | "footer"
                | "figure" | "figcaption",
                _,
            ) => {
                self.break_block();
            }
            _ => {}
        }
    }

    /// Ends the block: markup that is open ends with it, and a heading becomes one.
    fn break_block(&mut self) {
        while let Some(span) = self.spans.pop() {
            self.close(span);
        }
        let level = std::mem::take(&mut self.heading);
        if level > 0 {
            let text = std::mem::take(&mut self.writer.inline);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                self.writer.block(&format!("{} {text}", "#".repeat(level)));
            }
        } else {
            self.writer.flush();
        }
    }

    fn line_break(&mut self) {
        if self.table.is_some() || self.heading > 0 {
            self.writer.text(" ");
        } else if self.spans.is_empty() {
            self.writer.line_break();
        } else {
            // Within markup a line can end, a block cannot.
            self.writer.text(" ");
        }
    }

    fn mark(&mut self, mark: &'static str, closing: bool) {
        if !closing {
            let open = self.spans.iter().any(|span| matches!(span, Span::Marked(other, _) if *other == mark));
            if !open {
                self.spans.push(Span::Marked(mark, self.writer.inline.len()));
            }
            return;
        }
        let is_it = |span: &Span| matches!(span, Span::Marked(other, _) if *other == mark);
        if let Some(at) = self.spans.iter().rposition(is_it) {
            for span in self.spans.drain(at..).rev().collect::<Vec<_>>() {
                self.close(span);
            }
        }
    }

    fn close_link(&mut self) {
        if let Some(at) = self.spans.iter().rposition(|span| matches!(span, Span::Link(..))) {
            for span in self.spans.drain(at..).rev().collect::<Vec<_>>() {
                self.close(span);
            }
        }
    }

    /// Puts the marks around what was written since; white space stays outside, since marks do not take it.
    fn close(&mut self, span: Span) {
        let (Span::Marked(_, start) | Span::Link(_, start)) = span;
        let inline = &mut self.writer.inline;
        if start > inline.len() {
            return;
        }
        let content = inline.split_off(start);
        let trimmed = content.trim();
        let lead = &content[..content.len() - content.trim_start().len()];
        let tail = &content[content.trim_end().len()..];
        let marked = match &span {
            Span::Marked(..) if trimmed.is_empty() => String::new(),
            Span::Marked(mark, _) => format!("{mark}{trimmed}{mark}"),
            Span::Link(target, _) => link(trimmed, target),
        };
        inline.push_str(lead);
        inline.push_str(&marked);
        inline.push_str(tail);
    }

    fn image(&mut self, tag: &Tag<'_>) {
        let text = tag.attribute("alt").filter(|alt| !alt.is_empty()).unwrap_or_else(|| "image".to_owned());
        let target = tag.attribute("src").unwrap_or_default();
        if target.starts_with("http") {
            let linked = link(&text.replace(['[', ']'], ""), &target);
            self.writer.inline.push_str(&linked);
        }
    }

    fn preformatted<'t>(&mut self, rest: &'t str) -> &'t str {
        let (raw, rest) = split_at_close(rest, "pre");
        let language = language(raw);
        let code = plain(raw);
        if self.table.is_some() {
            self.writer.inline.push_str(&code_span(&code));
            return rest;
        }
        self.break_block();
        if !code.trim().is_empty() {
            self.writer.block(&fenced(&code, &language));
        }
        rest
    }

    fn code<'t>(&mut self, name: &str, rest: &'t str) -> &'t str {
        let (raw, rest) = split_at_close(rest, name);
        let span = code_span(&plain(raw));
        self.writer.inline.push_str(&span);
        rest
    }

    fn table_tag(&mut self, tag: &Tag<'_>) {
        match (tag.name.as_str(), tag.closing) {
            ("table", false) => match &mut self.table {
                Some(table) => table.depth += 1,
                None => {
                    self.break_block();
                    self.table = Some(Table::default());
                }
            },
            ("table", true) => match &mut self.table {
                Some(table) if table.depth > 0 => table.depth -= 1,
                _ => self.close_table(),
            },
            ("tr", false) => {
                self.end_cell();
                if let Some(table) = self.table.as_mut().filter(|table| table.depth == 0) {
                    table.rows.push(Vec::new());
                }
            }
            ("td" | "th", false) => {
                self.end_cell();
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(String::new());
                }
            }
            ("tr" | "td" | "th", true) => self.end_cell(),
            _ => {}
        }
    }

    /// What was written since the cell began is its content.
    fn end_cell(&mut self) {
        if self.table.is_none() {
            return;
        }
        while let Some(span) = self.spans.pop() {
            self.close(span);
        }
        let content = std::mem::take(&mut self.writer.inline);
        let content = content.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        if let Some(cell) = self.table.as_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.last_mut())
            && !content.is_empty()
        {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&content);
        }
    }

    /// Blocks within a cell are told apart by spaces, list items by bullets.
    fn in_cell(&mut self, tag: &Tag<'_>) {
        self.writer.text(" ");
        if tag.name == "li" && !tag.closing {
            self.writer.inline.push_str("• ");
        }
    }

    fn close_table(&mut self) {
        self.end_cell();
        let Some(table) = self.table.take() else { return };
        let mut rows = table.rows;
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        let mut lines = Vec::new();
        for (index, mut row) in rows.into_iter().enumerate() {
            row.resize(width, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if index == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        self.writer.block(&lines.join("\n"));
    }
}

/// What stands before the closing tag, and what after it.
fn split_at_close<'t>(text: &'t str, name: &str) -> (&'t str, &'t str) {
    for (at, _) in text.match_indices("</") {
        if let Some(tag) = tag::at_start(&text[at..])
            && tag.name == name
        {
            return (&text[..at], &text[at + tag.length..]);
        }
    }
    (text, "")
}

fn after<'t>(name: &str, text: &'t str) -> &'t str {
    let close = format!("</{name}");
    match text.to_ascii_lowercase().find(&close) {
        Some(at) => text[at..].find('>').map_or("", |end| &text[at + end + 1..]),
        None => "",
    }
}

/// Text without tags, white space kept.
fn plain(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag::at_start(rest) {
            Some(tag) => {
                if tag.name == "br" {
                    text.push('\n');
                }
                rest = &rest[tag.length..];
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    entity::decode(&text)
}

/// The language of `<code class="language-json">`.
fn language(raw: &str) -> String {
    let tag = raw.trim_start().starts_with('<').then(|| tag::at_start(raw.trim_start())).flatten();
    let class = tag.and_then(|tag| tag.attribute("class")).unwrap_or_default();
    let language = class
        .split_whitespace()
        .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    language.filter(|language| language.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or_default().to_owned()
}
