//! Another name for a type → a type alias, or a newtype where an alias would contain itself.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Way};
use super::docs::Docs;
use super::ty::{Use, rust_type};
use crate::ir::{Type, TypeDef, TypeId};

/// The alias.
pub(super) fn emit(cx: &Context<'_>, id: TypeId, def: &TypeDef, ty: &Type, way: Way) -> TokenStream {
    let name = cx.type_name(id, way);
    let docs = Docs::text_or(def.doc.as_deref(), "A value of the API.").outer();
    let rust = target(cx, id, ty, way);
    if !cx.graph.is_newtype(id) {
        return quote!(#docs pub type #name = #rust;);
    }
    let slot = (way == Way::Reply).then(|| quote!(slot));
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        pub struct #name(pub #rust);
        rt::newtype!(#name(#rust) #slot);
    }
}

/// The type that it stands for.
pub(super) fn target(cx: &Context<'_>, id: TypeId, ty: &Type, way: Way) -> TokenStream {
    // `A: $ref A` has no values at all; any JSON is the one type that can be written for it.
    if cx.graph.is_newtype(id) && matches!(ty, Type::Named(_)) {
        return quote!(serde_json::Value);
    }
    rust_type(cx, ty, Use { way, secret: false, local: true })
}
