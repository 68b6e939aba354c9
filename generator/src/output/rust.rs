//! Tokens of one file into formatted Rust: header, `//!` docs, items with a blank line between them.

use proc_macro2::TokenStream;
use syn::buffer::Cursor;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, File, Item};

use super::{HEADER, OutputProblem};

/// The text of a file.
pub(super) fn text(path: &str, docs: &str, tokens: &dyn Fn() -> TokenStream) -> Result<String, OutputProblem> {
    // Parsing consumes the tokens; a message, which nobody should ever see, can afford to make them once more.
    let parsed = syn::parse2(tokens());
    let mut file: File = parsed.map_err(|error| no_rust(path, &error, &tokens().to_string()))?;
    let items = std::mem::take(&mut file.items);
    let mut text = format!("// {HEADER}\n{}{}", module_docs(docs), prettyplease::unparse(&file));
    file.attrs.clear();
    let mut last = Block::Alone;
    for item in items {
        let block = block(&item);
        if block == Block::Alone || block != last {
            text.push('\n');
        }
        last = block;
        // One item at a time: the printer puts no blank lines between items.
        file.items.push(item);
        text.push_str(&prettyplease::unparse(&file));
        file.items.clear();
    }
    Ok(text)
}

/// What stands together without blank lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Imports,
    Modules,
    Alone,
}

fn block(item: &Item) -> Block {
    match item {
        Item::Use(_) => Block::Imports,
        Item::Mod(module) if module.attrs.iter().all(is_cfg) && module.content.is_none() => Block::Modules,
        _ => Block::Alone,
    }
}

fn is_cfg(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}

fn module_docs(docs: &str) -> String {
    docs.lines().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect()
}

fn no_rust(path: &str, error: &syn::Error, source: &str) -> OutputProblem {
    let near = first_bad_item.parse_str(source).unwrap_or_else(|_| source.chars().take(NEAR).collect());
    OutputProblem::NoRust { path: path.to_owned(), message: error.to_string(), near }
}

const NEAR: usize = 200;

/// Tokens have no line to name, so the message carries the start of the item that does not parse.
fn first_bad_item(input: ParseStream<'_>) -> syn::Result<String> {
    input.call(Attribute::parse_inner)?;
    loop {
        let item = input.fork();
        if input.is_empty() || input.parse::<Item>().is_err() {
            input.step(|cursor| Ok(((), skip_all(*cursor))))?;
            return Ok(item.to_string().chars().take(NEAR).collect());
        }
    }
}

fn skip_all(mut cursor: Cursor<'_>) -> Cursor<'_> {
    while let Some((_, rest)) = cursor.token_tree() {
        cursor = rest;
    }
    cursor
}
