//! A type → what is public of its model, and of the twin that requests carry.

use proc_macro2::TokenStream;
use quote::quote;

use super::text::text;
use super::{ModelSurface, Slot};
use crate::emit::alias::target;
use crate::emit::context::{Context, Way};
use crate::emit::input::{self, clear_name, constructor, members};
use crate::emit::ty::{Use, argument};
use crate::emit::{structs, union};
use crate::ir::{Member, Shape, Struct, TypeDef, TypeId};

/// A type, and its request twin.
pub(super) fn of(cx: &Context<'_>, id: TypeId) -> (ModelSurface, Option<ModelSurface>) {
    let def = cx.def(id);
    if !def.usage.request && !def.usage.reply {
        // Not emitted, so there is nothing to compare.
        return Default::default();
    }
    let way = if def.usage.request && !def.usage.reply { Way::Request } else { Way::Reply };
    let twin = cx.names.inputs[id.0].is_some();
    (one_model(cx, id, def, way), twin.then(|| one_model(cx, id, def, Way::Request)))
}

fn one_model(cx: &Context<'_>, id: TypeId, def: &TypeDef, way: Way) -> ModelSurface {
    let (name, former) = (cx.type_name(id, way).to_string(), former(cx, id, way));
    let mut model = ModelSurface { name, former, ..ModelSurface::default() };
    let variant =
        |index: usize, key: String, ty: String| Slot { key, name: cx.variant_name(id, index).to_string(), ty };
    match &def.shape {
        Shape::Struct(structure) if way == Way::Reply => reply_model(cx, id, structure, &mut model),
        Shape::Struct(structure) => request_model(cx, id, structure, &mut model),
        Shape::TextEnum(values) => {
            model.kind = "enum of text".to_owned();
            let all = values.iter().enumerate();
            model.members = all.map(|(index, value)| variant(index, value.value.clone(), String::new())).collect();
        }
        Shape::IntEnum(values) => {
            model.kind = "enum of integers".to_owned();
            let all = values.iter().enumerate();
            model.members = all.map(|(index, value)| variant(index, value.value.to_string(), String::new())).collect();
        }
        Shape::Union(all) => {
            model.kind = "union".to_owned();
            let ty = |member: &Member| text(&union::member_type(cx, id, member, way));
            let all = all.members.iter().enumerate();
            model.members = all.map(|(index, member)| variant(index, member.name.clone(), ty(member))).collect();
        }
        Shape::Alias(ty) => {
            model.kind = if cx.graph.is_newtype(id) { "newtype" } else { "alias" }.to_owned();
            let ty = text(&target(cx, id, ty, way));
            model.members = vec![Slot { key: "target".to_owned(), name: "target".to_owned(), ty }];
        }
    }
    model
}

/// Aliases that it has, of the type or of its twin.
fn former(cx: &Context<'_>, id: TypeId, way: Way) -> Vec<String> {
    let all = cx.names.former.get(id.0).map(Vec::as_slice).unwrap_or_default();
    let twin = way == Way::Request && cx.names.inputs[id.0].is_some();
    all.iter().filter_map(|former| if twin { former.input.clone() } else { Some(former.name.clone()) }).collect()
}

fn reply_model(cx: &Context<'_>, id: TypeId, structure: &Struct, model: &mut ModelSurface) {
    model.kind = "struct".to_owned();
    for (index, field) in structure.fields.iter().enumerate().filter(|(_, field)| !field.write_only) {
        let ty = text(&structs::member_type(cx, id, field));
        model.members.push(Slot { key: field.wire.clone(), name: cx.field_name(id, index).to_string(), ty });
    }
    if let Some(rest) = input::rest_type(cx, structure, Way::Reply) {
        model.members.push(Slot { key: "…".to_owned(), name: "extra".to_owned(), ty: text(&rest) });
    }
    if !structure.fields.iter().any(|field| cx.is_identity(field)) {
        model.traits.push("Default".to_owned());
    }
}

fn request_model(cx: &Context<'_>, id: TypeId, structure: &Struct, model: &mut ModelSurface) {
    let members = members(cx, id, structure);
    model.kind = format!("request struct made by {}", constructor(&members));
    for member in &members {
        let field = member.field;
        let slot = |ty: &TokenStream| Slot { key: field.wire.clone(), name: member.name.to_string(), ty: text(ty) };
        model.members.push(slot(&input::member_type(cx, id, field)));
        if field.required {
            model.arguments.push(slot(&input::required(cx, member).ty));
            continue;
        }
        let at = Use { way: Way::Request, secret: field.secret, local: true };
        model.setters.push(slot(&argument(cx, &field.ty, at, &quote!(value)).ty));
        if let Some(clear) = clear_name(&member.name, &members).filter(|_| field.nullable) {
            let key = format!("{}=null", field.wire);
            model.setters.push(Slot { key, name: clear.to_string(), ty: String::new() });
        }
    }
    if let Some(rest) = input::rest(cx, structure) {
        model.members.push(Slot { key: "…".to_owned(), name: "extra".to_owned(), ty: text(&rest) });
    }
    if members.iter().all(|member| !member.field.required) {
        model.traits.push("Default".to_owned());
    }
}
