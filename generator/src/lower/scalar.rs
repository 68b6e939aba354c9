//! Texts, integers, arrays and values of several types into types.

use openapiv3::SchemaData;
use serde_json::Value;

use super::Lowerer;
use super::keywords::Facets;
use super::merge::{Merged, Part};
use super::schema::Place;
use crate::ir::{Discrimination, IntWidth, JsonReason, JsonType, Member, Shape, TextFormat, Type, Union};

impl<'a> Lowerer<'a, '_> {
    /// A text, by what its format says of it.
    pub(super) fn text(&mut self, merged: &Merged<'a>) -> Type {
        let says = |key: &str| {
            merged
                .data
                .iter()
                .chain(&merged.referred)
                .find_map(|data: &&SchemaData| data.extensions.get(key))
                .and_then(Value::as_str)
        };
        if says("x-oas-content-encoding").is_some_and(|encoding| encoding.starts_with("base64")) {
            return Type::Text(TextFormat::Base64);
        }
        let format = merged.facets.format.as_deref().unwrap_or_default();
        // OpenAPI 3.1 writes a file as a string with a media type and no encoding.
        let media_type = says("x-oas-content-media-type").unwrap_or_default();
        let bytes = media_type == "application/octet-stream" || media_type.starts_with("image/");
        if format == "binary" || (bytes && format.is_empty()) {
            return Type::Binary;
        }
        Type::Text(text_format(format))
    }

    /// A number. Of one that says it is a decimal the digits count, and JSON readers keep no more than a `f64` has.
    pub(super) fn number(&mut self, merged: &Merged<'a>) -> Type {
        let format = merged.facets.format.as_deref().unwrap_or_default();
        if format.to_ascii_lowercase().starts_with("decimal") {
            let message = "a decimal that is written as a number is read as `f64`: from the 16th digit on it may differ";
            self.diagnostics.note("decimal-precision", merged.pointer.clone(), message);
        }
        Type::Number
    }

    /// An array.
    pub(super) fn array(&mut self, merged: &Merged<'a>, place: &Place) -> Type {
        if merged.items.is_empty() {
            let message = "the array does not say what it holds; its elements are taken as any JSON";
            self.diagnostics.note("free-form", merged.pointer.clone(), message);
            return Type::List(Box::new(Type::Json(JsonReason::Unspecified)));
        }
        let slot = self.slot(&merged.items.clone(), &place.below(place.hint.element()));
        if slot.nullable && !matches!(slot.ty, Type::Json(_)) {
            Type::NullableList(Box::new(slot.ty))
        } else {
            Type::List(Box::new(slot.ty))
        }
    }

    /// A value of one of several JSON types: a union told apart by them.
    pub(super) fn several(
        &mut self,
        parts: &[Part<'a>],
        merged: &Merged<'a>,
        types: &[JsonType],
        place: &Place,
    ) -> Type {
        if types.len() > 3 {
            let message = "the value may be of nearly every JSON type; it is taken as any JSON";
            self.diagnostics.note("free-form", merged.pointer.clone(), message);
            return Type::Json(JsonReason::MixedTypes);
        }
        let id = self.reserve(merged, place);
        let mut members = Vec::with_capacity(types.len());
        for ty in types {
            let narrowed: Vec<Part<'a>> = parts.iter().map(|part| Part { only: Some(*ty), ..part.clone() }).collect();
            let name = type_word(*ty);
            let slot = self.slot(&narrowed, &place.below(place.hint.member(name)));
            members.push(Member { name: name.to_owned(), ty: slot.ty, doc: None });
        }
        let by = Discrimination::JsonType(types.iter().map(|ty| vec![*ty]).collect());
        self.types[id.0].shape = Shape::Union(Union { members, by });
        Type::Named(id)
    }
}

/// What a variant for a JSON type is called.
pub(super) fn type_word(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "flag",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "text",
        JsonType::Array => "list",
        JsonType::Object => "object",
    }
}

/// What a format says of a text. Unknown ones say nothing (JSON Schema 2020-12 Validation, section 7.2.2).
pub(super) fn text_format(format: &str) -> TextFormat {
    match format.to_ascii_lowercase().as_str() {
        "date-time" | "datetime" | "timestamp" | "iso8601" | "iso-8601" => TextFormat::Timestamp,
        "date" => TextFormat::Date,
        "bool-text" => TextFormat::Bool,
        "int-text" | "int32" | "int64" | "uint32" | "uint64" | "integer" => TextFormat::Integer,
        "decimal-text" | "decimal" | "float" | "double" => TextFormat::Decimal,
        "uuid" | "guid" => TextFormat::Uuid,
        "uri" | "url" | "iri" | "uri-reference" => TextFormat::Uri,
        "byte" | "base64" => TextFormat::Base64,
        "password" => TextFormat::Password,
        _ => TextFormat::Plain,
    }
}

/// The width that format and bounds ask for.
pub(super) fn width(facets: &Facets) -> IntWidth {
    let (low, high) = (facets.minimum.unwrap_or(f64::NEG_INFINITY), facets.maximum.unwrap_or(f64::INFINITY));
    let (i32_high, u32_high, i64_high) = (f64::from(i32::MAX), f64::from(u32::MAX), 9_223_372_036_854_775_807.0);
    let by_format = match facets.format.as_deref().unwrap_or_default() {
        "int32" | "int16" | "int8" => IntWidth::I32,
        "uint32" | "uint16" | "uint8" => IntWidth::U32,
        "uint64" | "uint" => IntWidth::U64,
        "int64" | "long" => IntWidth::I64,
        _ if low >= f64::from(i32::MIN) && high <= i32_high => IntWidth::I32,
        _ if low >= 0.0 && high <= u32_high => IntWidth::U32,
        _ => IntWidth::I64,
    };
    // Bounds that the format cannot hold win over it.
    match by_format {
        IntWidth::I32 if high.is_finite() && high > i32_high => IntWidth::I64,
        IntWidth::I64 if low >= 0.0 && high.is_finite() && high > i64_high => IntWidth::U64,
        width => width,
    }
}
