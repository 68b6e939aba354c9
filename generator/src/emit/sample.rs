//! A sample value of the document → the Rust expression that an example writes for it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::context::{Context, Way};
use super::input::{constructor, members};
use super::ty::{Use, converts, rust_type};
use crate::ir::{Discrimination, Field, IntWidth, JsonType, Shape, Struct, TextFormat, Type, TypeId, Union, json_type};

/// Deeper than any finite value of a sensible API.
const DEEPEST: usize = 24;

/// A missing value counts for so many levels: what lies below it follows from the types alone, in as many ways as they
/// have required members.
const MISSING: usize = 4;

/// Whether the tokens of a call hold the mark of a value that never ends: a type that requires one of its own kind.
pub(super) fn is_endless(call: &TokenStream) -> bool {
    super::group::mentions(call, "endless")
}

/// In the place of an argument, where conversions happen by themselves.
pub(super) fn argument(cx: &Context<'_>, ty: &Type, value: &Value) -> TokenStream {
    at_depth(cx, ty, value, false, 0)
}

/// A property of a body in the place of an argument.
pub(super) fn field(cx: &Context<'_>, field: &Field, value: &Value, optional: bool) -> TokenStream {
    member(cx, field, value, optional, 0)
}

/// A property of a multipart body.
pub(super) fn part(cx: &Context<'_>, field: &Field, value: &Value) -> TokenStream {
    let file = quote!(rt::File::new("example.txt", "example"));
    match cx.resolve(&field.ty) {
        Type::Binary => file,
        Type::List(inner) if matches!(cx.resolve(inner), Type::Binary) => quote!([#file]),
        _ => member(cx, field, value, false, 0),
    }
}

/// A whole body by reference.
pub(super) fn reference(cx: &Context<'_>, ty: &Type, value: &Value) -> TokenStream {
    match cx.resolve(ty) {
        Type::List(inner) => {
            let items = elements(value).iter().map(|item| owned(cx, inner, item, false, 1));
            quote!(&[#(#items),*])
        }
        Type::Text(TextFormat::Plain | TextFormat::Uuid | TextFormat::Uri | TextFormat::Base64) => {
            let text = text(value);
            quote!(#text)
        }
        _ => {
            let value = owned(cx, ty, value, false, 0);
            quote!(&#value)
        }
    }
}

/// Free JSON.
pub(super) fn json(value: &Value) -> TokenStream {
    let tokens = json_tokens(value);
    quote!(serde_json::json!(#tokens))
}

/// JSON as `json!` takes it; numbers carry their type, since its literals would be `i32`.
fn json_tokens(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => json_number(number),
        Value::String(text) => quote!(#text),
        Value::Array(items) => {
            let items = items.iter().map(json_tokens);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let (names, values) = (members.keys(), members.values().map(json_tokens));
            quote!({ #(#names: #values),* })
        }
    }
}

fn json_number(number: &serde_json::Number) -> TokenStream {
    let (negative, literal) = match (number.as_u64(), number.as_i64()) {
        (Some(whole), _) => (false, Literal::u64_suffixed(whole)),
        (None, Some(whole)) => (true, i64_literal(whole.unsigned_abs())),
        (None, None) => {
            let number = number.as_f64().filter(|number| number.is_finite()).unwrap_or_default();
            (number.is_sign_negative(), Literal::f64_suffixed(number.abs()))
        }
    };
    if negative { quote!(-#literal) } else { quote!(#literal) }
}

/// The number behind a minus: of the least `i64` it is no `i64` itself.
fn i64_literal(magnitude: u64) -> Literal {
    format!("{magnitude}i64").parse().unwrap_or_else(|_| Literal::u64_unsuffixed(magnitude))
}

fn member(cx: &Context<'_>, field: &Field, value: &Value, optional: bool, depth: usize) -> TokenStream {
    match (optional, value) {
        (true, Value::Null) => quote!(None),
        (true, value) => {
            let value = owned(cx, &field.ty, value, field.secret, depth);
            quote!(Some(#value))
        }
        (false, value) => at_depth(cx, &field.ty, value, field.secret, depth),
    }
}

fn at_depth(cx: &Context<'_>, ty: &Type, value: &Value, secret: bool, depth: usize) -> TokenStream {
    match cx.resolve(ty) {
        Type::List(inner) => {
            let items = elements(value);
            if items.is_empty() {
                let inner = rust_type(cx, inner, Use { secret, ..Use::REQUEST });
                return quote!(Vec::<#inner>::new());
            }
            let bare = converts(cx, cx.resolve(inner));
            let items = items.iter().map(|item| {
                if bare { convertible(cx, inner, item) } else { owned(cx, inner, item, secret, depth + 1) }
            });
            quote!([#(#items),*])
        }
        resolved if converts(cx, resolved) => convertible(cx, resolved, value),
        _ => owned(cx, ty, value, secret, depth),
    }
}

/// What `impl Into<T>` takes: the bare text or number.
fn convertible(cx: &Context<'_>, ty: &Type, value: &Value) -> TokenStream {
    match cx.resolve(ty) {
        Type::Id(id) if cx.api.ids[id.0].integer => integer(value, IntWidth::I64),
        Type::Named(id) if matches!(cx.def(*id).shape, Shape::IntEnum(_)) => integer(value, IntWidth::I64),
        Type::Link(..) => integer(value, IntWidth::I64),
        Type::Json(_) => json(value),
        _ => {
            let text = text(value);
            quote!(#text)
        }
    }
}

/// A value of exactly the type.
fn owned(cx: &Context<'_>, ty: &Type, value: &Value, secret: bool, depth: usize) -> TokenStream {
    let ty = cx.resolve(ty);
    let rust = rust_type(cx, ty, Use { secret, ..Use::REQUEST });
    match ty {
        Type::Bool => {
            let value = value.as_bool().unwrap_or_default();
            quote!(#value)
        }
        Type::Integer(width) => integer(value, *width),
        Type::Number => {
            let number =
                Literal::f64_unsuffixed(value.as_f64().filter(|number| number.is_finite()).unwrap_or(1.0).abs());
            if value.as_f64().is_some_and(|number| number < 0.0) { quote!(-#number) } else { quote!(#number) }
        }
        Type::Text(_) | Type::Id(_) | Type::Binary | Type::Link(..) => {
            let value = convertible(cx, ty, value);
            quote!(#rust::from(#value))
        }
        Type::Json(_) => json(value),
        Type::Named(id) => named(cx, *id, value, depth),
        Type::List(inner) => {
            let items = elements(value).iter().map(|item| owned(cx, inner, item, secret, depth + 1));
            quote!(vec![#(#items),*])
        }
        Type::NullableList(inner) => {
            let items = elements(value).iter().map(|item| nullable(cx, inner, item, depth));
            quote!(vec![#(#items),*])
        }
        Type::Map(inner, is_nullable) => {
            let entries = value.as_object().into_iter().flatten().map(|(key, item)| {
                let item = if *is_nullable {
                    nullable(cx, inner, item, depth)
                } else {
                    owned(cx, inner, item, false, depth + 1)
                };
                quote!((String::from(#key), #item))
            });
            quote!(rt::Map::from_iter([#(#entries),*]))
        }
    }
}

fn nullable(cx: &Context<'_>, ty: &Type, value: &Value, depth: usize) -> TokenStream {
    if value.is_null() {
        return quote!(None);
    }
    let value = owned(cx, ty, value, false, depth + 1);
    quote!(Some(#value))
}

fn named(cx: &Context<'_>, id: TypeId, value: &Value, depth: usize) -> TokenStream {
    let name = cx.type_name(id, Way::Request);
    if depth > DEEPEST {
        return quote!(endless::value);
    }
    match &cx.def(id).shape {
        Shape::Struct(structure) => object(cx, id, structure, value, depth),
        Shape::TextEnum(_) | Shape::IntEnum(_) => {
            let value = convertible(cx, &Type::Named(id), value);
            quote!(models::#name::from(#value))
        }
        Shape::Union(union) => one_of(cx, id, union, value, depth),
        Shape::Alias(Type::Named(_)) => {
            let value = json(value);
            quote!(models::#name(#value))
        }
        Shape::Alias(ty) => {
            let value = owned(cx, ty, value, false, depth + 1);
            quote!(models::#name(#value))
        }
    }
}

fn object(cx: &Context<'_>, id: TypeId, structure: &Struct, value: &Value, depth: usize) -> TokenStream {
    let name = cx.type_name(id, Way::Request);
    let members = members(cx, id, structure);
    let new = constructor(&members);
    let empty = Map::new();
    let values = value.as_object().unwrap_or(&empty);
    let depth = depth + if value.is_null() { MISSING } else { 1 };
    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    for item in &members {
        let given = values.get(&item.field.wire).unwrap_or(&Value::Null);
        if item.field.required {
            let argument = member(cx, item.field, given, item.field.nullable, depth);
            if is_endless(&argument) {
                return argument;
            }
            arguments.push(argument);
        } else if !given.is_null() {
            let (setter, value) = (&item.name, member(cx, item.field, given, false, depth));
            setters.push(quote!(.#setter(#value)));
        }
    }
    quote!(models::#name::#new(#(#arguments),*) #(#setters)*)
}

fn one_of(cx: &Context<'_>, id: TypeId, union: &Union, value: &Value, depth: usize) -> TokenStream {
    let name = cx.type_name(id, Way::Request);
    match chosen(cx, union, value) {
        Some(index) => {
            let variant = cx.variant_name(id, index);
            let member = &union.members[index];
            let value = owned(cx, &member.ty, value, false, depth + 1);
            let value = if cx.graph.needs_box(id, &member.ty) { quote!(Box::new(#value)) } else { value };
            quote!(models::#name::#variant(#value))
        }
        None => {
            let value = json(value);
            quote!(models::#name::Other(#value))
        }
    }
}

/// The member that a value belongs to by the union's own rule; `None` keeps it as JSON, which writes the same.
fn chosen(cx: &Context<'_>, union: &Union, value: &Value) -> Option<usize> {
    match &union.by {
        Discrimination::Tag { property, mapping } => {
            let text = value.get(property)?.as_str()?;
            mapping.iter().find(|(known, _)| known == text).map(|(_, member)| *member)
        }
        Discrimination::JsonType(types) => types.iter().position(|types| types.iter().any(|ty| is(*ty, value))),
        Discrimination::Required(required) => {
            required.iter().position(|names| !names.is_empty() && names.iter().all(|name| value.get(name).is_some()))
        }
        Discrimination::ExactlyOne => {
            let mut fits = union
                .members
                .iter()
                .enumerate()
                .filter(|(_, member)| json_type(cx.resolve(&member.ty)).is_some_and(|ty| is(ty, value)));
            let first = fits.next()?.0;
            fits.next().is_none().then_some(first)
        }
    }
}

fn is(ty: JsonType, value: &Value) -> bool {
    match ty {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Integer => value.is_i64() || value.is_u64(),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
        JsonType::Array => value.is_array(),
        JsonType::Object => value.is_object(),
    }
}

fn elements(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The text of a value that is asked for as text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "text".to_owned(),
        other => other.to_string(),
    }
}

/// A whole number within its width; a number that does not fit gives way to the smallest that every API takes.
fn integer(value: &Value, width: IntWidth) -> TokenStream {
    let number = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from)).unwrap_or(1);
    let (least, most) = match width {
        IntWidth::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        IntWidth::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        IntWidth::U32 => (0, i128::from(u32::MAX)),
        IntWidth::U64 => (0, i128::from(u64::MAX)),
    };
    let number = if (least..=most).contains(&number) { number } else { 1 };
    let literal = Literal::u128_unsuffixed(number.unsigned_abs());
    if number < 0 { quote!(-#literal) } else { quote!(#literal) }
}
