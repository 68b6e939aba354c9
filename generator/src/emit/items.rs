//! Tokens of several items → each item by itself, so that each can be given an attribute.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The items, attributes included. An item ends with a semicolon, or with braces that none follows.
pub(super) fn items(tokens: TokenStream) -> Vec<TokenStream> {
    let mut items = Vec::new();
    let mut item: Vec<TokenTree> = Vec::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let closes = match &tree {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !is_semicolon(trees.peek()),
            other => is_semicolon(Some(other)),
        };
        item.push(tree);
        if closes {
            items.push(item.drain(..).collect());
        }
    }
    if !item.is_empty() {
        items.push(item.into_iter().collect());
    }
    items
}

fn is_semicolon(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn each_item_stands_alone() {
        let tokens = quote! {
            #[doc = " A {"] pub struct A { a: u8 }
            pub struct B(pub u8);
            impl A { fn a() { {} } }
            m!(A { B = "b" });
            m! { A }
            pub type C = Vec<A>;
        };
        let found: Vec<String> = items(tokens).iter().map(ToString::to_string).collect();
        let starts: Vec<&str> = found.iter().map(|item| item.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(starts, ["#", "pub", "impl", "m", "m", "pub"], "{found:#?}");
    }
}
