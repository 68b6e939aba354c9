//! Types of requests → JSON Schemas, each named type once, which the fake server holds requests against.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use super::context::{Context, Way};
use super::fake::raw;
use crate::ir::{Field, IdTypeId, IntWidth, Link, Shape, TextFormat, Type, TypeId};

/// The schemas of the named types that requests were found to hold.
pub(super) struct Schemas<'a> {
    pub(super) cx: &'a Context<'a>,
    /// Identifiers of which all parameters are UUIDs; then those in bodies are too.
    uuids: BTreeSet<usize>,
    known: BTreeSet<TypeId>,
    waiting: Vec<TypeId>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(cx: &'a Context<'a>) -> Self {
        Self { cx, uuids: uuids(cx), known: BTreeSet::new(), waiting: Vec::new() }
    }

    /// The schema of a value that is sent: what the client's types say.
    pub(super) fn of(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Bool => json!({"type": "boolean"}),
            Type::Integer(IntWidth::U32 | IntWidth::U64) => json!({"type": "integer", "minimum": 0}),
            Type::Integer(_) => json!({"type": "integer"}),
            Type::Number => json!({"type": "number"}),
            Type::Text(format) => text(*format),
            Type::Id(id) => self.id(*id),
            Type::List(inner) => json!({"type": "array", "items": self.of(inner)}),
            Type::NullableList(inner) => json!({"type": "array", "items": nullable(self.of(inner), true)}),
            Type::Map(inner, is_nullable) => {
                json!({"type": "object", "additionalProperties": nullable(self.of(inner), *is_nullable)})
            }
            Type::Json(crate::ir::JsonReason::FreeObject) => json!({"type": "object"}),
            Type::Link(_, Link::Id) => json!({"type": "integer"}),
            Type::Json(_) | Type::Binary | Type::Link(..) => json!({}),
            Type::Named(id) => self.named(*id),
        }
    }

    /// The schema of a type with keywords of the place where it is used.
    pub(super) fn bound(&mut self, ty: &Type, bounds: &[(String, Value)]) -> Value {
        let mut schema = self.of(ty);
        bind(&mut schema, bounds);
        schema
    }

    /// The schemas of all named types that were met, and of those that they hold: `(name, text)`.
    pub(super) fn list(mut self) -> Vec<TokenStream> {
        let mut all = BTreeMap::new();
        while let Some(id) = self.waiting.pop() {
            all.insert(self.name(id), self.shape(&self.cx.def(id).shape));
        }
        let entry = |(name, schema): (&String, &Value)| {
            let schema = raw(&schema.to_string());
            quote!((#name, #schema))
        };
        all.iter().map(entry).collect()
    }

    fn name(&self, id: TypeId) -> String {
        self.cx.names.types[id.0].clone()
    }

    fn named(&mut self, id: TypeId) -> Value {
        if self.known.insert(id) {
            self.waiting.push(id);
        }
        json!({"$ref": self.name(id)})
    }

    fn id(&self, id: IdTypeId) -> Value {
        match () {
            () if self.cx.api.ids[id.0].integer => json!({"type": "integer"}),
            () if self.uuids.contains(&id.0) => json!({"type": "string", "format": "uuid"}),
            () => json!({"type": "string"}),
        }
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Alias(ty) => self.of(ty),
            Shape::TextEnum(variants) => {
                json!({"type": "string", "enum": variants.iter().map(|it| it.value.as_str()).collect::<Vec<_>>()})
            }
            Shape::IntEnum(variants) => {
                json!({"type": "integer", "enum": variants.iter().map(|it| it.value).collect::<Vec<_>>()})
            }
            Shape::Union(union) => {
                let members: Vec<Value> = union.members.iter().map(|member| self.of(&member.ty)).collect();
                json!({"anyOf": members})
            }
            Shape::Struct(structure) => self.object(&structure.fields, structure.rest.is_some()),
        }
    }

    fn object(&mut self, fields: &[Field], is_open: bool) -> Value {
        let sent = || fields.iter().filter(|field| Way::Request.carries(field));
        let properties: Map<String, Value> = sent().map(|field| (field.wire.clone(), self.property(field))).collect();
        let required: Vec<_> = sent().filter(|field| field.required).map(|field| field.wire.as_str()).collect();
        let mut object = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        if !is_open {
            object["additionalProperties"] = json!(false);
        }
        object
    }

    fn property(&mut self, field: &Field) -> Value {
        nullable(self.bound(&field.ty, &field.bounds), field.nullable)
    }
}

fn uuids(cx: &Context<'_>) -> BTreeSet<usize> {
    let (mut uuids, mut others) = (BTreeSet::new(), BTreeSet::new());
    let is_uuid = |(keyword, value): &(String, Value)| keyword == "format" && value == "uuid";
    for parameter in cx.api.operations.iter().flat_map(|operation| &operation.parameters) {
        if let Type::Id(id) = parameter.ty {
            let kind = if parameter.bounds.iter().any(is_uuid) { &mut uuids } else { &mut others };
            kind.insert(id.0);
        }
    }
    &uuids - &others
}

fn text(format: TextFormat) -> Value {
    match format {
        TextFormat::Uuid => json!({"type": "string", "format": "uuid"}),
        TextFormat::Uri => json!({"type": "string", "format": "uri"}),
        TextFormat::Timestamp => json!({"type": "string", "format": "date-time"}),
        TextFormat::Date => json!({"type": "string", "format": "date"}),
        _ => json!({"type": "string"}),
    }
}

/// Adds keywords to a schema; those of `items` to what it says of items already.
fn bind<'a>(schema: &mut Value, bounds: impl IntoIterator<Item = &'a (String, Value)>) {
    for (keyword, bound) in bounds {
        match (schema.get_mut(keyword), bound) {
            (Some(known @ Value::Object(_)), Value::Object(more)) => {
                let more: Vec<_> = more.iter().map(|(keyword, bound)| (keyword.clone(), bound.clone())).collect();
                bind(known, &more);
            }
            _ => schema[keyword.as_str()] = bound.clone(),
        }
    }
}

fn nullable(mut schema: Value, is_nullable: bool) -> Value {
    if is_nullable {
        schema["nullable"] = json!(true);
    }
    schema
}
