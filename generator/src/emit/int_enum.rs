//! A list of known integers → an open enum that keeps what it does not know.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::{Context, Way};
use super::docs::Docs;
use super::structs::deprecated;
use crate::ir::{TypeDef, TypeId, Variant};

/// The enum.
pub(super) fn emit(cx: &Context<'_>, id: TypeId, def: &TypeDef, variants: &[Variant<i64>]) -> TokenStream {
    let name = cx.type_name(id, Way::Reply);
    let docs = Docs::text_or(def.doc.as_deref(), "One of the numbers that the API documents.").outer();
    let deprecated = deprecated(def.deprecated);
    let names: Vec<_> = (0..variants.len()).map(|index| cx.variant_name(id, index)).collect();
    let variant_docs = variants.iter().map(|variant| variant_docs(variant).outer());
    let wires = variants.iter().map(|variant| Literal::i64_unsuffixed(variant.value));
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #names,)*
            /// A number that this version does not know.
            Unknown(i64),
        }
        rt::int_enum!(#name { #(#names = #wires),* });
    }
}

fn variant_docs(variant: &Variant<i64>) -> Docs {
    let mut docs = Docs::text_or(variant.doc.as_deref(), &format!("`{}`", variant.value));
    if variant.doc.is_some() {
        docs.ours(&format!("On the wire: `{}`.", variant.value));
    }
    docs
}
