//! The API as a whole → the region `methods` of a README: each method with its request, linked to its documentation.

use super::context::Context;
use crate::ir::Operation;
use crate::names::{GroupNames, OperationNames};

/// The region's name.
pub(super) const NAME: &str = "methods";

/// The text: a table for each group.
pub(super) fn text(cx: &Context<'_>) -> String {
    let groups = cx.names.groups.iter().enumerate().map(|(index, names)| group(cx, index, names));
    groups.collect::<Vec<_>>().join("\n")
}

/// The table in the documentation of a group's handle; a method stands at the handle itself.
pub(super) fn of_handle(cx: &Context<'_>, index: usize) -> String {
    let all = cx.api.operations.iter().zip(&cx.names.operations);
    let rows: String = all.filter(|(operation, _)| operation.group == index).map(|one| row("", one)).collect();
    if rows.is_empty() { rows } else { format!("| method | request | |\n|---|---|---|\n{rows}") }
}

fn group(cx: &Context<'_>, index: usize, names: &GroupNames) -> String {
    let all = cx.api.operations.iter().zip(&cx.names.operations);
    let rows: String =
        all.filter(|(operation, _)| operation.group == index).map(|one| row(&page(cx, names), one)).collect();
    let accessor = names.accessor.trim_start_matches("r#");
    format!("`client.{accessor}()`\n\n| method | request | |\n|---|---|---|\n{rows}")
}

fn row(page: &str, (operation, names): (&Operation, &OperationNames)) -> String {
    let method = names.method.trim_start_matches("r#");
    let request = format!("{} {}", operation.method, operation.path);
    let summary = operation.summary.as_deref().unwrap_or_default();
    let deprecated = if operation.deprecated { " (deprecated)" } else { "" };
    format!("| [`{method}`]({page}#method.{method}) | {} | {}{deprecated} |\n", code(&request), cell(summary))
}

/// Where rustdoc puts the group's handle.
fn page(cx: &Context<'_>, names: &GroupNames) -> String {
    let (package, library) = (&cx.options.crate_name, cx.library());
    format!("https://docs.rs/{package}/latest/{library}/operations/{}/struct.{}.html", names.module, names.handle)
}

/// Text of a document as one cell: no markup of it comes through, so that it cannot end the table or link anywhere.
fn cell(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_punctuation() && !matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '\'' | '"' | '/' | '?' | '-') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// A span of code in a cell.
fn code(text: &str) -> String {
    super::docs::code(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_stays_in_its_cell() {
        assert_eq!(
            cell("List | all\n\n# of [them](http://x) <b>`now`</b>"),
            r"List \| all \# of \[them\](http://x) \<b\>\`now\`\</b\>"
        );
        assert_eq!(cell("What's here, (or) there?"), "What's here, (or) there?");
        assert_eq!(cell("<!-- /generated:methods -->"), r"\<\!-- /generated:methods --\>");
    }
}
