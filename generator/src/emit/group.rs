//! A group of operations → `operations/<group>.rs`: the handle with a method for each, then the calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Docs, code};
use super::{call, example, operation, renamed};

/// One group's file.
pub(super) fn file(cx: &Context<'_>, index: usize) -> TokenStream {
    let group = &cx.api.groups[index];
    let handle = ident(&cx.names.groups[index].handle);
    let mut docs = Docs::text_or(group.doc.as_deref(), &format!("Operations of {}.", code(&group.name)));
    let module_docs = Docs::text_or(None, &format!("Operations of {}.", code(&group.name))).inner();
    let members: Vec<usize> =
        (0..cx.api.operations.len()).filter(|member| cx.api.operations[*member].group == index).collect();
    docs.ours(&super::method_table::of_handle(cx, index));
    if let Some(example) = example::of_group(cx, &members) {
        docs.ours(&example);
    }
    let docs = docs.outer();
    let methods = members.iter().map(|member| {
        let mut method = call::method(cx, *member);
        method.extend(renamed::methods(cx, *member));
        method
    });
    let calls = members.iter().map(|member| {
        let mut parts = operation::description(cx, *member);
        parts.extend(call::call(cx, *member));
        parts.extend(renamed::calls(cx, *member));
        parts
    });
    let (methods, calls): (Vec<TokenStream>, Vec<TokenStream>) = (methods.collect(), calls.collect());
    let imports = imports(methods.iter().chain(&calls));
    // Whole streams are moved where they can be: what `quote!` is handed is copied, token by token.
    let methods: TokenStream = methods.into_iter().collect();
    let mut file = quote! {
        #module_docs
        #imports
        #docs
        #[derive(Debug, Clone)]
        pub struct #handle { client: rt::Client }
        impl #handle {
            pub(crate) fn new(client: rt::Client) -> Self { Self { client } }
            #methods
        }
    };
    file.extend(calls);
    file
}

/// Only what the file uses: an unused import would be a warning in the emitted crate.
fn imports<'t>(pieces: impl Iterator<Item = &'t TokenStream> + Clone) -> TokenStream {
    let uses = |module| pieces.clone().any(|piece| mentions(piece, module));
    let ids = uses("ids").then(|| {
        quote!(
            use crate::generated::ids;
        )
    });
    let models = uses("models").then(|| {
        quote!(
            use crate::generated::models;
        )
    });
    quote!(#ids #models use openapi_client_runtime as rt;)
}

/// Whether a path starts with the module's name.
pub(super) fn mentions(tokens: &TokenStream, module: &str) -> bool {
    use proc_macro2::TokenTree;
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    trees.iter().enumerate().any(|(index, tree)| match tree {
        TokenTree::Group(group) => mentions(&group.stream(), module),
        TokenTree::Ident(ident) if ident == module => {
            matches!(trees.get(index + 1), Some(TokenTree::Punct(next)) if next.as_char() == ':' && next.spacing() == proc_macro2::Spacing::Joint)
        }
        _ => false,
    })
}
