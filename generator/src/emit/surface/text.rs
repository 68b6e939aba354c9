//! Tokens → a type as a person writes it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Tokens as a person writes them, without the modules that every path of the kind has.
pub(super) fn text(tokens: &TokenStream) -> String {
    let mut out = String::new();
    write(tokens, &mut out);
    out
}

fn write(tokens: &TokenStream, out: &mut String) {
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                let colon = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':');
                if matches!(ident.as_str(), "models" | "ids" | "rt") && trees.peek().is_some_and(colon) {
                    trees.next();
                    trees.next();
                    continue;
                }
                if out.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>') {
                    out.push(' ');
                }
                out.push_str(&ident);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '=' => out.push_str(" = "),
                ',' if trees.peek().is_some() => out.push_str(", "),
                c => out.push(c),
            },
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(&group.stream(), out);
                out.push_str(close);
            }
        }
    }
}
