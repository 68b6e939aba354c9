//! Properties into struct members, values and alternatives into enum variants.

use super::ident::Kind;
use super::keywords::ON_MODELS;
use super::lock::{Keeper, Section, distinct};
use super::unique::{Scope, Wish};
use crate::ir::{Field, Shape, Struct, TypeDef, Union, Variant};

/// The names of a struct's members; none for other shapes. `key` is the place of the type.
pub(super) fn fields(def: &TypeDef, key: &str, keeper: &mut Keeper<'_>) -> Vec<String> {
    let Shape::Struct(Struct { fields, .. }) = &def.shape else { return Vec::new() };
    let reserved = if def.usage.request { ON_MODELS } else { &ON_MODELS[..1] };
    let wish = |field: &Field| {
        Wish::text_avoiding(Kind::Field, field.rename.as_deref().unwrap_or(&field.wire), reserved, "field")
    };
    let keys = keys(key, fields.iter().map(|field| field.wire.clone()));
    keeper.assign(Section::Members, &keys, fields.iter().map(wish).collect(), &mut Scope::with(reserved))
}

/// The names of an enum's variants; none for other shapes. `key` is the place of the type.
pub(super) fn variants(def: &TypeDef, key: &str, keeper: &mut Keeper<'_>) -> Vec<String> {
    let (texts, reserved): (Vec<String>, _) = match &def.shape {
        Shape::Struct(_) | Shape::Alias(_) => return Vec::new(),
        Shape::TextEnum(all) => (all.iter().map(|variant| text(variant, of_text(&variant.value))).collect(), "Unknown"),
        Shape::IntEnum(all) => {
            (all.iter().map(|variant| text(variant, of_integer(variant.value))).collect(), "Unknown")
        }
        Shape::Union(Union { members, .. }) => (members.iter().map(|member| member.name.clone()).collect(), "Other"),
    };
    let wishes = texts.iter().map(|text| wish(text, reserved)).collect();
    keeper.assign(Section::Members, &keys(key, texts), wishes, &mut Scope::with(&[reserved]))
}

fn keys(key: &str, wires: impl IntoIterator<Item = String>) -> Vec<String> {
    distinct(wires.into_iter().map(|wire| format!("{key} {wire}")))
}

fn text<T>(variant: &Variant<T>, value: String) -> String {
    variant.rename.clone().unwrap_or(value)
}

fn of_text(value: &str) -> String {
    if value.is_empty() { "empty".to_owned() } else { value.to_owned() }
}

/// `-1` is no decision in an integer.
fn of_integer(value: i64) -> String {
    if value < 0 { format!("minus {}", value.unsigned_abs()) } else { value.to_string() }
}

/// Each enum keeps what it does not know in one variant of its own.
fn wish(text: &str, reserved: &str) -> Wish {
    Wish::text_avoiding(Kind::Variant, text, &[reserved], "value")
}
