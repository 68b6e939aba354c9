//! All named types → `models.rs`: each definition once or, where it travels both ways, as a model and its request twin.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Way};
use super::group::mentions;
use super::{alias, input, int_enum, structs, text_enum, union};
use crate::ir::{Shape, TypeDef, TypeId};

/// `models.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let types: TokenStream = (0..cx.api.types.len()).map(|index| definition(cx, TypeId(index))).collect();
    let imports = imports(&types);
    quote! {
        //! What requests and replies carry.
        #imports
        #types
    }
}

fn definition(cx: &Context<'_>, id: TypeId) -> TokenStream {
    let def = cx.def(id);
    if !def.usage.request && !def.usage.reply {
        // The object of a body whose properties are arguments: nothing names it.
        return TokenStream::new();
    }
    let twin = cx.names.inputs[id.0].is_some();
    let request_only = def.usage.request && !def.usage.reply;
    let way = if request_only { Way::Request } else { Way::Reply };
    let main = one(cx, id, def, way);
    let twin = twin.then(|| one(cx, id, def, Way::Request));
    quote!(#main #twin)
}

fn one(cx: &Context<'_>, id: TypeId, def: &TypeDef, way: Way) -> TokenStream {
    match (&def.shape, way) {
        (Shape::Struct(structure), Way::Reply) => structs::emit(cx, id, def, structure),
        (Shape::Struct(structure), Way::Request) => input::emit(cx, id, def, structure),
        (Shape::TextEnum(variants), _) => text_enum::emit(cx, id, def, variants),
        (Shape::IntEnum(variants), _) => int_enum::emit(cx, id, def, variants),
        (Shape::Union(union), way) => union::emit(cx, id, def, union, way),
        (Shape::Alias(ty), way) => alias::emit(cx, id, def, ty, way),
    }
}

/// Only what the file uses: an unused import would be a warning in the emitted crate.
fn imports(types: &TokenStream) -> TokenStream {
    let runtime = mentions(types, "rt").then(|| {
        quote!(
            use openapi_client_runtime as rt;
        )
    });
    let ids = mentions(types, "ids").then(|| {
        quote!(
            use super::ids;
        )
    });
    quote!(#runtime #ids)
}
