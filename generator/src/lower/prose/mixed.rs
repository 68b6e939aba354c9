//! Markdown with HTML in it into Markdown without: blocks of HTML are converted where they stand, inline tags replaced,
//! character references read. Code stays as it is.

use super::entity;
use super::html;
use super::tag::{self, Tag};
use super::writer::link;

/// Converts a text. One without any tag or reference comes back as it is.
pub(super) fn convert(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut mixed = Mixed { out: String::with_capacity(text.len()), links: Vec::new() };
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '`']) {
        mixed.out.push_str(&rest[..at]);
        rest = mixed.step(&rest[at..]);
    }
    mixed.out.push_str(rest);
    mixed.out
}

struct Mixed {
    out: String,
    /// Links that are open: where their text starts, and their target.
    links: Vec<(usize, String)>,
}

impl Mixed {
    fn step<'t>(&mut self, rest: &'t str) -> &'t str {
        if rest.starts_with('`') {
            let length = code_length(rest);
            self.out.push_str(&rest[..length]);
            return &rest[length..];
        }
        if rest.starts_with('&') {
            return match entity::at_start(rest) {
                Some((meant, length)) => {
                    self.out.push_str(&meant);
                    &rest[length..]
                }
                None => self.literal(rest),
            };
        }
        match tag::at_start(rest) {
            Some(tag) => self.tag(&tag, rest),
            None => self.literal(rest),
        }
    }

    fn literal<'t>(&mut self, rest: &'t str) -> &'t str {
        self.out.push_str(&rest[..1]);
        &rest[1..]
    }

    fn tag<'t>(&mut self, tag: &Tag<'t>, rest: &'t str) -> &'t str {
        let after = &rest[tag.length..];
        let in_row = self.out.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('|'));
        match (tag.name.as_str(), tag.closing) {
            ("table" | "ul" | "ol" | "pre" | "blockquote" | "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", false)
                if !in_row =>
            {
                let length = element_length(rest, &tag.name);
                self.paragraph();
                self.out.push_str(&html::convert(&rest[..length], false));
                self.out.push_str("\n\n");
                return rest[length..].trim_start_matches([' ', '\n']);
            }
            ("br", _) if in_row => self.out.push(' '),
            ("br", _) => self.out.push_str(if after.starts_with('\n') { "" } else { "\n" }),
            ("b" | "strong", _) => self.out.push_str("**"),
            ("i" | "em", _) => self.out.push('*'),
            ("code" | "tt", _) => self.out.push('`'),
            ("a", false) => self.links.push((self.out.len(), tag.attribute("href").unwrap_or_default())),
            ("a", true) => self.close_link(),
            ("img", _) => {
                let source = tag.attribute("src").unwrap_or_default();
                let text = tag.attribute("alt").unwrap_or_else(|| "image".to_owned());
                self.out.push_str(&link(&text, &source));
            }
            ("hr", _) => self.out.push_str("\n\n---\n\n"),
            ("li", false) if !in_row => self.out.push_str("\n- "),
            ("div" | "section" | "details" | "summary" | "center" | "p", _) if !in_row => self.paragraph(),
            _ => {}
        }
        after
    }

    fn close_link(&mut self) {
        if let Some((start, target)) = self.links.pop()
            && let Some(text) = self.out.get(start..).map(str::to_owned)
        {
            self.out.truncate(start);
            self.out.push_str(&link(&text, &target));
        }
    }

    fn paragraph(&mut self) {
        while self.out.ends_with([' ', '\n']) {
            self.out.pop();
        }
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
    }
}

/// The length of the code span or fence at the start of a text; of the backticks alone where nothing closes them.
fn code_length(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut from = ticks;
    while let Some(at) = text[from..].find('`').map(|at| from + at) {
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        if run == ticks || (ticks >= 3 && run > ticks) {
            return at + run;
        }
        from = at + run;
    }
    if ticks >= 3 { text.len() } else { ticks }
}

/// From the opening tag to the closing one that belongs to it.
fn element_length(text: &str, name: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = text[at..].find('<').map(|next| at + next) {
        let Some(tag) = tag::at_start(&text[next..]) else {
            at = next + 1;
            continue;
        };
        at = next + tag.length;
        if tag.name == name {
            if !tag.closing {
                depth += 1;
            } else if depth <= 1 {
                return at;
            } else {
                depth -= 1;
            }
        }
    }
    // A paragraph that nobody closes ends at the next empty line.
    text.find("\n\n").unwrap_or(text.len())
}
