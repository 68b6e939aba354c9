//! All named types → `models.rs`: each definition once or, where it travels both ways, as a model and its request twin.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Way};
use super::{alias, input, int_enum, structs, text_enum, union};
use crate::ir::{Shape, Type, TypeDef, TypeId};

/// `models.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let types: Vec<TokenStream> = (0..cx.api.types.len()).map(|index| definition(cx, TypeId(index))).collect();
    let imports = imports(cx);
    quote! {
        //! What requests and replies carry.
        #imports
        #(#types)*
    }
}

fn definition(cx: &Context<'_>, id: TypeId) -> TokenStream {
    let def = cx.def(id);
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

fn imports(cx: &Context<'_>) -> TokenStream {
    let shapes = || cx.api.types.iter().map(|def| &def.shape);
    let derives = shapes().any(|shape| matches!(shape, Shape::Struct(_)))
        || (0..cx.api.types.len()).any(|index| cx.graph.is_newtype(TypeId(index)));
    let runtime = shapes().any(|shape| match shape {
        Shape::Alias(ty) => mentions(ty, &|ty| matches!(ty, Type::Text(_) | Type::Map(..))),
        _ => true,
    });
    let ids = shapes().any(|shape| types_of(shape).into_iter().any(|ty| mentions(ty, &|ty| matches!(ty, Type::Id(_)))));
    let runtime = runtime.then(|| {
        quote!(
            use openapi_client_runtime as rt;
        )
    });
    let serde = derives.then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    let ids = ids.then(|| {
        quote!(
            use super::ids;
        )
    });
    quote!(#runtime #serde #ids)
}

fn types_of(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(structure) => {
            structure.fields.iter().map(|field| &field.ty).chain(structure.rest.as_deref()).collect()
        }
        Shape::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::TextEnum(_) | Shape::IntEnum(_) => Vec::new(),
    }
}

fn mentions(ty: &Type, what: &dyn Fn(&Type) -> bool) -> bool {
    what(ty)
        || match ty {
            Type::List(inner) | Type::NullableList(inner) | Type::Map(inner, _) => mentions(inner, what),
            _ => false,
        }
}
