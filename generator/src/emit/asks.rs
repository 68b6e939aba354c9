//! An operation's parameters, body and errors → what the fake server asks of a request, and how it refuses one.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value, json};

use super::context::{Context, ident};
use super::fake::{content, raw};
use crate::ir::{
    Body, BodyContent, Field, IdTypeId, IntWidth, Link, Location, Operation, Parameter, Reply, Shape, Status, Style,
    TextFormat, Type,
};

/// Deeper than what a test gets wrong; what lies below is not checked.
const DEEPEST: usize = 6;

/// Lists of errors, each once: most operations of an API share theirs.
#[derive(Default)]
pub(super) struct ErrorLists {
    all: Vec<(String, TokenStream)>,
}

impl ErrorLists {
    /// The name of the static that holds the operation's errors.
    fn name(&mut self, operation: &Operation) -> Ident {
        let errors = operation.errors.iter().map(error);
        let list = quote!(&[#(#errors),*]);
        let text = list.to_string();
        let index = self.all.iter().position(|(known, _)| *known == text).unwrap_or_else(|| {
            self.all.push((text, list));
            self.all.len() - 1
        });
        name(index)
    }

    /// The statics.
    pub(super) fn statics(&self) -> TokenStream {
        let lists = self.all.iter().enumerate().map(|(index, (_, list))| {
            let name = name(index);
            quote!(static #name: &[rt::fake::ErrorReply] = #list;)
        });
        lists.collect()
    }
}

fn name(index: usize) -> Ident {
    ident(&format!("ERRORS_{}", index + 1))
}

/// `rt::fake::Asks` of an operation.
pub(super) fn asks(cx: &Context<'_>, operation: &Operation, lists: &mut ErrorLists) -> TokenStream {
    let token = !operation.security.is_empty() && operation.security.iter().all(|schemes| !schemes.is_empty());
    let parameters = operation.parameters.iter().filter_map(|it| parameter(cx, it));
    let body = operation.body.as_ref().map_or(quote!(None), |it| body(cx, it));
    let errors = lists.name(operation);
    quote! {
        rt::fake::Asks {
            token: #token,
            parameters: &[#(#parameters),*],
            body: #body,
            errors: #errors,
        }
    }
}

fn parameter(cx: &Context<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let location = match parameter.location {
        Location::Query => quote!(Query),
        Location::Header => quote!(Header),
        Location::Path => quote!(Path),
        Location::Cookie => return None,
    };
    // Of an object, and of a list in a style of its own, the name on the wire is not the parameter's.
    let plain = matches!(parameter.style, Style::Form { .. } | Style::Simple { .. });
    let is_object = matches!(cx.resolve(&parameter.ty), Type::Map(..)) || cx.structure(&parameter.ty).is_some();
    let is_json = parameter.style == Style::Json;
    if !is_json && (!plain || is_object) {
        return None;
    }
    let (name, required) = (&parameter.wire, parameter.required);
    let mut schema = schema(cx, &parameter.ty, 0);
    bind(&mut schema, &parameter.bounds);
    let schema = if is_json { json!({"json": schema}) } else { schema };
    let schema = raw(&schema.to_string());
    Some(quote!(rt::fake::Parameter {
        name: #name, location: rt::fake::Location::#location, required: #required, schema: #schema
    }))
}

fn body(cx: &Context<'_>, body: &Body) -> TokenStream {
    let (required, media) = (body.required, &body.media_type);
    let media = std::iter::once(media).chain(&body.others);
    let schema = match &body.content {
        BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty) => schema(cx, ty, 0).to_string(),
        BodyContent::Text | BodyContent::Binary => String::new(),
    };
    let schema = raw(&schema);
    quote!(Some(rt::fake::Body { required: #required, media_types: &[#(#media),*], schema: #schema }))
}

fn error(reply: &Reply) -> TokenStream {
    let status = Literal::u16_unsuffixed(match reply.status {
        Status::Code(code) => code,
        Status::Range(first) => first,
        Status::Default => 0,
    });
    let (content_type, body) = content(reply);
    let body = raw(&body);
    quote!(rt::fake::ErrorReply { status: #status, content_type: #content_type, body: #body })
}

/// The schema of a value that is sent: what the client's types say, in JSON Schema.
pub(super) fn schema(cx: &Context<'_>, ty: &Type, depth: usize) -> Value {
    if depth > DEEPEST {
        return json!({});
    }
    match ty {
        Type::Bool => json!({"type": "boolean"}),
        Type::Integer(IntWidth::U32 | IntWidth::U64) => json!({"type": "integer", "minimum": 0}),
        Type::Integer(_) => json!({"type": "integer"}),
        Type::Number => json!({"type": "number"}),
        Type::Text(TextFormat::Uuid) => json!({"type": "string", "format": "uuid"}),
        Type::Text(TextFormat::Uri) => json!({"type": "string", "format": "uri"}),
        Type::Text(TextFormat::Timestamp) => json!({"type": "string", "format": "date-time"}),
        Type::Text(TextFormat::Date) => json!({"type": "string", "format": "date"}),
        Type::Text(_) => json!({"type": "string"}),
        Type::Id(id) if cx.api.ids[id.0].integer => json!({"type": "integer"}),
        Type::Id(id) if is_uuid(cx, *id) => json!({"type": "string", "format": "uuid"}),
        Type::Id(_) => json!({"type": "string"}),
        Type::List(inner) => json!({"type": "array", "items": schema(cx, inner, depth + 1)}),
        Type::NullableList(inner) => json!({"type": "array", "items": nullable(schema(cx, inner, depth + 1), true)}),
        Type::Map(inner, is_nullable) => {
            json!({"type": "object", "additionalProperties": nullable(schema(cx, inner, depth + 1), *is_nullable)})
        }
        Type::Json(crate::ir::JsonReason::FreeObject) => json!({"type": "object"}),
        Type::Link(_, Link::Id) => json!({"type": "integer"}),
        Type::Json(_) | Type::Binary | Type::Link(..) => json!({}),
        Type::Named(id) => shape(cx, &cx.def(*id).shape, depth),
    }
}

/// Whether the parameters of this kind of identifier are all UUIDs; then those in bodies are too.
fn is_uuid(cx: &Context<'_>, id: IdTypeId) -> bool {
    let all = cx.api.operations.iter().flat_map(|operation| &operation.parameters);
    let mut own = all.filter(|parameter| parameter.ty == Type::Id(id)).peekable();
    let uuid = |(keyword, value): &(String, Value)| keyword == "format" && value == "uuid";
    own.peek().is_some() && own.all(|parameter| parameter.bounds.iter().any(uuid))
}

fn shape(cx: &Context<'_>, shape: &Shape, depth: usize) -> Value {
    match shape {
        Shape::Alias(ty) => schema(cx, ty, depth + 1),
        Shape::TextEnum(variants) => {
            json!({"type": "string", "enum": variants.iter().map(|it| it.value.as_str()).collect::<Vec<_>>()})
        }
        Shape::IntEnum(variants) => {
            json!({"type": "integer", "enum": variants.iter().map(|it| it.value).collect::<Vec<_>>()})
        }
        Shape::Union(union) => {
            let members = union.members.iter().map(|member| schema(cx, &member.ty, depth + 1));
            json!({"anyOf": members.collect::<Vec<_>>()})
        }
        Shape::Struct(structure) => {
            let sent = || structure.fields.iter().filter(|field| !field.read_only);
            let properties: Map<String, Value> =
                sent().map(|field| (field.wire.clone(), property(cx, field, depth))).collect();
            let required: Vec<_> = sent().filter(|field| field.required).map(|field| field.wire.as_str()).collect();
            let mut object = json!({"type": "object", "properties": properties});
            if !required.is_empty() {
                object["required"] = json!(required);
            }
            if structure.rest.is_none() {
                object["additionalProperties"] = json!(false);
            }
            object
        }
    }
}

fn property(cx: &Context<'_>, field: &Field, depth: usize) -> Value {
    let mut schema = schema(cx, &field.ty, depth + 1);
    bind(&mut schema, &field.bounds);
    nullable(schema, field.nullable)
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
