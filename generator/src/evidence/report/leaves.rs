//! From a type and a value to where each scalar of the value lands.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Finding, Leaves};
use crate::evidence::kind::Kind;
use crate::ir::{Api, Discrimination, JsonReason, JsonType, Link, Shape, Struct, Type, Union};

/// Where the leaves of one value land.
#[derive(Debug, Default)]
pub(super) struct Tally {
    typed: usize,
    pub(super) untyped: Vec<Finding>,
    pub(super) contradicting: Vec<Finding>,
}

impl Tally {
    pub(super) fn leaves(&self) -> Leaves {
        let sum = |findings: &[Finding]| findings.iter().map(|finding| finding.leaves).sum();
        Leaves { typed: self.typed, untyped: sum(&self.untyped), contradicting: sum(&self.contradicting) }
    }
}

/// Walks a value along a type.
pub(super) fn count(api: &Api, ty: &Type, value: &Value) -> Tally {
    count_from(api, ty, value, 0)
}

/// Aliases and unions consume nothing of the value, so one that leads back to itself must end somewhere.
const HOPS: usize = 6;

fn count_from(api: &Api, ty: &Type, value: &Value, hops: usize) -> Tally {
    let mut counter = Counter { api, typed: 0, untyped: IndexMap::new(), contradicting: IndexMap::new() };
    counter.value(ty, value, "", hops);
    let findings = |found: IndexMap<(String, String), usize>| {
        found.into_iter().map(|((path, what), leaves)| Finding { path, what, leaves }).collect()
    };
    Tally { typed: counter.typed, untyped: findings(counter.untyped), contradicting: findings(counter.contradicting) }
}

struct Counter<'a> {
    api: &'a Api,
    typed: usize,
    untyped: IndexMap<(String, String), usize>,
    contradicting: IndexMap<(String, String), usize>,
}

impl Counter<'_> {
    /// `hops` counts aliases, which consume nothing of the value.
    fn value(&mut self, ty: &Type, value: &Value, path: &str, hops: usize) {
        if value.is_null() {
            return;
        }
        match (ty, value) {
            (Type::Json(reason), _) => self.free(path, reason_text(*reason), value),
            (Type::Named(id), _) => self.named(&self.api.get(*id).shape, value, path, hops),
            (Type::List(inner) | Type::NullableList(inner), Value::Array(elements)) => {
                let path = format!("{path}[]");
                for element in elements {
                    self.value(inner, element, &path, 0);
                }
            }
            (Type::Map(inner, _), Value::Object(members)) => {
                let path = join(path, "*");
                for member in members.values() {
                    self.value(inner, member, &path, 0);
                }
            }
            _ if takes_scalar(self.api, ty, value) => self.typed += 1,
            _ => self.contradicts(path, &declared(ty), value),
        }
    }

    fn named(&mut self, shape: &Shape, value: &Value, path: &str, hops: usize) {
        match (shape, value) {
            (Shape::Alias(ty), _) if hops < HOPS => self.value(ty, value, path, hops + 1),
            (Shape::Struct(fields), Value::Object(members)) => self.members(fields, members, path),
            (Shape::TextEnum(_), Value::String(_)) | (Shape::IntEnum(_), Value::Number(_)) => self.typed += 1,
            (Shape::Union(union), _) if hops < HOPS => match chosen(self.api, union, value, hops + 1) {
                Some(ty) => self.value(ty, value, path, hops + 1),
                None => self.free(path, "no member of the union is it alone", value),
            },
            (Shape::Struct(_), _) => self.contradicts(path, "an object", value),
            (Shape::TextEnum(_), _) => self.contradicts(path, "a string", value),
            (Shape::IntEnum(_), _) => self.contradicts(path, "an integer", value),
            (Shape::Alias(_) | Shape::Union(_), _) => self.free(path, "a type that leads back to itself", value),
        }
    }

    fn members(&mut self, fields: &Struct, members: &Map<String, Value>, path: &str) {
        for (name, value) in members {
            let path = join(path, name);
            match (fields.fields.iter().find(|field| &field.wire == name), &fields.rest) {
                (Some(field), _) if field.empty_is_absent && value.as_str() == Some("") => self.typed += 1,
                (Some(field), _) => self.value(&field.ty, value, &path, 0),
                (None, Some(rest)) if !matches!(**rest, Type::Json(_)) => self.value(rest, value, &path, 0),
                (None, _) => self.free(&path, "a member that the type does not know", value),
            }
        }
    }

    fn free(&mut self, path: &str, what: &str, value: &Value) {
        let leaves = leaves(value);
        if leaves > 0 {
            *self.untyped.entry((path.to_owned(), what.to_owned())).or_default() += leaves;
        }
    }

    fn contradicts(&mut self, path: &str, declared: &str, value: &Value) {
        let what = format!("{declared} is expected, the example has {}", Kind::of(value).with_article());
        *self.contradicting.entry((path.to_owned(), what)).or_default() += leaves(value);
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Scalars other than `null` in a value.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(elements) => elements.iter().map(leaves).sum(),
        Value::Object(members) => members.values().map(leaves).sum(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

fn takes_scalar(api: &Api, ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Bool => value.is_boolean(),
        Type::Integer(_) => Kind::Integer.admits(value),
        Type::Number => value.is_number(),
        Type::Text(_) | Type::Binary => value.is_string(),
        Type::Id(id) => match api.ids.get(id.0) {
            Some(id) if id.integer => Kind::Integer.admits(value),
            _ => value.is_string() || Kind::Integer.admits(value),
        },
        Type::Link(_, Link::Id) => Kind::Integer.admits(value),
        Type::Link(_, Link::One) => value.is_array() || value.is_object(),
        Type::Link(_, Link::Many) => value.is_array() || Kind::Integer.admits(value),
        Type::Named(_) | Type::List(_) | Type::NullableList(_) | Type::Map(..) | Type::Json(_) => false,
    }
}

fn declared(ty: &Type) -> String {
    let text = match ty {
        Type::Bool => "a boolean",
        Type::Integer(_) => "an integer",
        Type::Number => "a number",
        Type::Text(_) | Type::Binary => "a string",
        Type::Id(_) => "an identifier",
        Type::List(_) | Type::NullableList(_) => "an array",
        Type::Map(..) => "an object",
        Type::Link(..) => "rows of a set",
        Type::Named(_) | Type::Json(_) => "a value",
    };
    text.to_owned()
}

fn reason_text(reason: JsonReason) -> &'static str {
    match reason {
        JsonReason::Unspecified => "the document says nothing of it",
        JsonReason::FreeObject => "an object without declared properties",
        JsonReason::NotCarried => "a construct that no Rust type carries",
        JsonReason::MixedTypes => "several types in one schema",
    }
}

/// The member of a union that a value is decoded as.
pub(crate) fn chosen<'u>(api: &Api, union: &'u Union, value: &Value, hops: usize) -> Option<&'u Type> {
    let index = match &union.by {
        Discrimination::Tag { property, mapping } => {
            let tag = value.get(property).and_then(Value::as_str)?;
            mapping.iter().find(|(text, _)| text == tag).map(|(_, index)| *index)
        }
        Discrimination::JsonType(types) => types.iter().position(|types| types.iter().any(|ty| is_of(*ty, value))),
        Discrimination::Required(names) => {
            names.iter().position(|names| !names.is_empty() && names.iter().all(|name| value.get(name).is_some()))
        }
        Discrimination::ExactlyOne => {
            let fits = |ty: &Type| count_from(api, ty, value, hops).contradicting.is_empty();
            let mut fitting = union.members.iter().enumerate().filter(|(_, member)| fits(&member.ty));
            let first = fitting.next().map(|(index, _)| index);
            first.filter(|_| fitting.next().is_none())
        }
    };
    index.and_then(|index| union.members.get(index)).map(|member| &member.ty)
}

fn is_of(ty: JsonType, value: &Value) -> bool {
    let kind = match ty {
        JsonType::Null => Kind::Null,
        JsonType::Boolean => Kind::Boolean,
        JsonType::Integer => Kind::Integer,
        JsonType::Number => Kind::Number,
        JsonType::String => Kind::String,
        JsonType::Array => Kind::Array,
        JsonType::Object => Kind::Object,
    };
    kind.admits(value)
}
