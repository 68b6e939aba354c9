//! Text of a document → doc attributes: never code, never a doctest, no lint of rustdoc or clippy left to complain.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::lower::prose::{for_rustdoc, is_invisible};

/// A doc comment in the making: paragraphs with an empty line between.
#[derive(Debug, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Starts with text of the document, or with a sentence of ours where there is none.
    pub(super) fn text_or(text: Option<&str>, otherwise: &str) -> Self {
        let mut docs = Self::new();
        docs.text(text);
        if docs.lines.is_empty() {
            docs.ours(otherwise);
        }
        docs
    }

    /// A paragraph of the document's text.
    pub(super) fn text(&mut self, text: Option<&str>) -> &mut Self {
        if let Some(text) = text {
            self.paragraph(prose(text));
        }
        self
    }

    /// A paragraph of our own words; pieces of the document in it went through [`code`] first.
    pub(super) fn ours(&mut self, text: &str) -> &mut Self {
        self.paragraph(text.lines().map(str::to_owned).collect());
        self
    }

    fn paragraph(&mut self, lines: Vec<String>) {
        if lines.iter().all(|line| line.trim().is_empty()) {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }

    /// `#[doc = " …"]` for each line, which prettyplease prints as `/// …`.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#[doc = #lines])*)
    }

    /// `#![doc = " …"]`, printed as `//! …`.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#![doc = #lines])*)
    }

    /// The text as Markdown, for a README.
    pub(super) fn markdown(&self) -> String {
        self.lines.join("\n")
    }
}

fn spaced(line: &str) -> String {
    let line = line.replace('\t', "    ");
    if line.trim().is_empty() { String::new() } else { format!(" {line}") }
}

/// Lines of Markdown that rustdoc takes as prose.
fn prose(text: &str) -> Vec<String> {
    for_rustdoc(text).lines().map(|line| line.trim_end().to_owned()).collect()
}

/// A piece of the document as inline code: no backtick and no line break of it can end the span.
pub(super) fn code(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '`' => '\'',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    if clean.trim().is_empty() { format!("`\"{clean}\"`") } else { format!("`{clean}`") }
}

/// A JSON value as inline code.
pub(super) fn json(value: &Value) -> String {
    code(&value.to_string())
}

/// Text for the inside of a code span that we write ourselves.
pub(super) fn plain(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_invisible(*c));
    seen.map(|c| if c == '`' || c.is_control() { '\'' } else { c }).collect()
}

/// Several lines as one, for an item of a list.
pub(super) fn inline(markdown: &str) -> String {
    let lines = markdown.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// A link's target, if nothing in it can leave the parentheses.
pub(super) fn url(text: &str) -> Option<String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '`' | '\\' | '"'));
    (web && plain).then(|| text.to_owned())
}
