//! Properties into struct members, values and alternatives into enum variants.

use super::ident::Kind;
use super::keywords::ON_MODELS;
use super::unique::{Scope, Wish};
use crate::ir::{Shape, Struct, TypeDef, Union, Variant};

/// The names of a struct's members; none for other shapes.
pub(super) fn fields(def: &TypeDef) -> Vec<String> {
    let Shape::Struct(Struct { fields, .. }) = &def.shape else { return Vec::new() };
    let reserved = if def.usage.request { ON_MODELS } else { &ON_MODELS[..1] };
    let wishes: Vec<Wish> = fields
        .iter()
        .map(|field| {
            Wish::text_avoiding(Kind::Field, field.rename.as_deref().unwrap_or(&field.wire), reserved, "field")
        })
        .collect();
    Scope::with(reserved).assign(&wishes)
}

/// The names of an enum's variants; none for other shapes.
pub(super) fn variants(def: &TypeDef) -> Vec<String> {
    match &def.shape {
        Shape::Struct(_) | Shape::Alias(_) => Vec::new(),
        Shape::TextEnum(all) => {
            of_values(all, |value| if value.is_empty() { "empty".to_owned() } else { value.clone() })
        }
        Shape::IntEnum(all) => of_values(all, |value| match value {
            // `-1` is no decision in an integer.
            0.. => value.to_string(),
            _ => format!("minus {}", value.unsigned_abs()),
        }),
        Shape::Union(Union { members, .. }) => {
            let wishes: Vec<Wish> = members.iter().map(|member| wish(&member.name, "Other")).collect();
            Scope::with(&["Other"]).assign(&wishes)
        }
    }
}

fn of_values<T>(all: &[Variant<T>], text: impl Fn(&T) -> String) -> Vec<String> {
    let wishes: Vec<Wish> = all
        .iter()
        .map(|variant| wish(&variant.rename.clone().unwrap_or_else(|| text(&variant.value)), "Unknown"))
        .collect();
    Scope::with(&["Unknown"]).assign(&wishes)
}

/// Each enum keeps what it does not know in one variant of its own.
fn wish(text: &str, reserved: &str) -> Wish {
    Wish::text_avoiding(Kind::Variant, text, &[reserved], "value")
}
