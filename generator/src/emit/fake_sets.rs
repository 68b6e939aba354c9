//! Sets of rows → what the fake server knows of each: an example of a row, and what creates and changes one.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use super::context::Context;
use super::fake::raw;
use super::schemas::Schemas;
use crate::ir::{EntitySet, Field, Link, Shape, TextFormat, Type};

/// `rt::fake::Set`s.
pub(super) fn list(cx: &Context<'_>, schemas: &mut Schemas<'_>) -> Vec<TokenStream> {
    cx.api.sets.iter().map(|one| set(cx, one, schemas)).collect()
}

fn set(cx: &Context<'_>, set: &EntitySet, schemas: &mut Schemas<'_>) -> TokenStream {
    let (path, deletes, token) = (&set.path, set.deletes, asks_for_token(cx));
    let row = raw(&row(cx, &set.row).to_string());
    let (create, update) = (body(set.create.as_ref(), schemas), body(set.update.as_ref(), schemas));
    quote!(rt::fake::Set {
        path: #path, row: #row, create: #create, update: #update, deletes: #deletes, token: #token
    })
}

/// Sets have no security of their own: what holds for the operations holds for them.
fn asks_for_token(cx: &Context<'_>) -> bool {
    let asks = |schemes: &Vec<Vec<String>>| !schemes.is_empty() && schemes.iter().all(|one| !one.is_empty());
    let count = cx.api.operations.iter().filter(|operation| asks(&operation.security)).count();
    count * 2 > cx.api.operations.len()
}

fn body(ty: Option<&Type>, schemas: &mut Schemas<'_>) -> TokenStream {
    let Some(ty) = ty else { return quote!(None) };
    let schema = raw(&schemas.of(ty).to_string());
    quote!(Some(rt::fake::Body { required: true, media_types: &["application/json"], schema: #schema }))
}

/// A row with a value for each property; of rows behind a navigation, the id.
fn row(cx: &Context<'_>, ty: &Type) -> Value {
    let Some((_, row)) = cx.structure(ty) else { return json!({}) };
    let here = row.fields.iter().filter(|field| !matches!(field.ty, Type::Link(_, Link::Many)));
    Value::Object(here.map(|field| (field.wire.clone(), property(cx, field))).collect::<Map<_, _>>())
}

fn property(cx: &Context<'_>, field: &Field) -> Value {
    field.example.clone().unwrap_or_else(|| value(cx, &field.ty, &field.wire))
}

fn value(cx: &Context<'_>, ty: &Type, name: &str) -> Value {
    match ty {
        Type::Bool => json!(false),
        Type::Integer(_) | Type::Link(_, Link::Id) => json!(1),
        Type::Number => json!(1.5),
        Type::Text(format) => text(*format, name),
        Type::Id(id) if cx.api.ids[id.0].integer => json!(1),
        Type::Id(_) => json!(format!("{name}-0001")),
        Type::Link(_, Link::One) => json!({"__id": 1}),
        Type::List(_) | Type::NullableList(_) => json!([]),
        Type::Map(..) | Type::Json(crate::ir::JsonReason::FreeObject) => json!({}),
        Type::Json(_) | Type::Binary | Type::Link(_, Link::Many) => Value::Null,
        Type::Named(id) => match &cx.def(*id).shape {
            Shape::Alias(ty) => value(cx, ty, name),
            Shape::TextEnum(variants) => variants.first().map_or(Value::Null, |one| json!(one.value)),
            Shape::IntEnum(variants) => variants.first().map_or(Value::Null, |one| json!(one.value)),
            Shape::Struct(_) | Shape::Union(_) => Value::Null,
        },
    }
}

fn text(format: TextFormat, name: &str) -> Value {
    match format {
        TextFormat::Uuid => json!("4d0a1b2c-7e35-4c10-9b57-0c1d2e3f1000"),
        TextFormat::Timestamp => json!("2024-01-31T12:00:00Z"),
        TextFormat::Date => json!("2024-01-31"),
        TextFormat::Uri => json!("https://example.com"),
        TextFormat::Integer => json!("1"),
        TextFormat::Decimal => json!("1.5"),
        TextFormat::Bool => json!("Yes"),
        _ => json!(format!("{name}-0001")),
    }
}
