//! (ir, names) → the public items of the emitted crate as plain data, written by the same functions that emit them:
//! what a review compares is what users compile against.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::body::{self, Part};
use super::call::required_parameters;
use super::context::{Context, Way};
use super::input::{constructor, members};
use super::reply::{outcome, single};
use super::structs::boxed;
use super::ty::{Use, argument, rust_type};
use super::{Options, RuntimeSource, paging, parameter};
use crate::ir::{Api, Effect, Location, Operation, Parameter, Shape, Struct, TypeDef, TypeId};
use crate::names::Names;

/// The public items of one crate, by the indices of the IR.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surface {
    /// By operation.
    pub calls: Vec<CallSurface>,
    /// By type: the model, and its request twin.
    pub models: Vec<(ModelSurface, Option<ModelSurface>)>,
}

/// What is public of a method and the call that it returns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallSurface {
    /// Arguments in their order.
    pub arguments: Vec<Slot>,
    /// Setters in the document's order.
    pub setters: Vec<Slot>,
    /// What awaiting it yields.
    pub outcome: String,
    /// Variants of the reply enum, where there is one: name and content.
    pub replies: Vec<Slot>,
    /// `send`, `send and stream of T`, or `confirm`.
    pub ways: String,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelSurface {
    /// Its name.
    pub name: String,
    /// `struct`, `request struct`, `enum of text`, …
    pub kind: String,
    /// Fields or variants.
    pub members: Vec<Slot>,
    /// Arguments of a request model's constructor, in their order.
    pub arguments: Vec<Slot>,
    /// Setters of a request model.
    pub setters: Vec<Slot>,
    /// Traits that depend on what it holds.
    pub traits: Vec<String>,
}

/// A name with a type, and what it stands for on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `query:limit`, `body:Message`, a property or value: what stays when the name changes.
    pub key: String,
    /// The identifier.
    pub name: String,
    /// The type as the signature writes it; empty where there is none.
    pub ty: String,
}

/// The surface of the crate that [`super::emit`] writes for these.
#[must_use]
pub fn surface(api: &Api, names: &Names) -> Surface {
    let options = Options {
        whole_crate: false,
        crate_name: String::new(),
        runtime: RuntimeSource::Embedded,
        document: String::new(),
        document_hash: String::new(),
    };
    let cx = Context::new(api, names, &options);
    Surface {
        calls: (0..api.operations.len()).map(|index| call(&cx, index)).collect(),
        models: (0..api.types.len()).map(|index| model(&cx, TypeId(index))).collect(),
    }
}

fn call(cx: &Context<'_>, index: usize) -> CallSurface {
    let operation = &cx.api.operations[index];
    let names = &cx.names.operations[index];
    let parts = body::parts(cx, operation, names);
    let required = required_parameters(operation);
    let of_parameter = |at: usize| parameter_slot(cx, &operation.parameters[at], &names.parameters[at]);
    let mut arguments: Vec<Slot> = required.iter().map(|at| of_parameter(*at)).collect();
    arguments.extend(parts.iter().filter(|part| part.required).map(part_slot));
    let optional = (0..operation.parameters.len()).filter(|at| !required.contains(at));
    let mut setters: Vec<Slot> = optional.map(of_parameter).collect();
    let taken: Vec<String> = names.parameters.iter().chain(&names.body_fields).cloned().collect();
    for part in parts.iter().filter(|part| !part.required) {
        setters.push(part_slot(part));
        setters.extend(clear_slot(part, &taken));
    }
    let replies = if single(operation).is_some() { Vec::new() } else { replies(cx, operation) };
    CallSurface { arguments, setters, outcome: text(&outcome(cx, index).ty), replies, ways: ways(cx, operation) }
}

fn ways(cx: &Context<'_>, operation: &Operation) -> String {
    match paging::of(cx, operation) {
        Some(paging) => format!("send, stream of {}", text(&paging.item(cx))),
        None if operation.effect == Effect::Destructive => "confirm".to_owned(),
        None => "send".to_owned(),
    }
}

fn replies(cx: &Context<'_>, operation: &Operation) -> Vec<Slot> {
    let slot = |reply: &crate::ir::Reply| {
        let status = super::reply::status_text(reply.status);
        let (ty, _) = super::reply::content_type(cx, &reply.content);
        Slot { name: super::reply::variant(reply.status).to_string(), key: status, ty: text(&ty) }
    };
    operation.replies.iter().map(slot).collect()
}

fn parameter_slot(cx: &Context<'_>, parameter: &Parameter, name: &str) -> Slot {
    let emitted = parameter::emit(cx, parameter, &quote!(value));
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    Slot { key: format!("{location}:{}", parameter.wire), name: name.to_owned(), ty: text(&emitted.ty) }
}

fn part_slot(part: &Part<'_>) -> Slot {
    let key = part.field.map_or_else(|| "body".to_owned(), |field| format!("body:{}", field.wire));
    Slot { key, name: part.name.to_string(), ty: text(&part.ty) }
}

fn clear_slot(part: &Part<'_>, taken: &[String]) -> Option<Slot> {
    let name = body::clear_name(&part.name, taken).filter(|_| part.clears.is_some())?;
    Some(Slot { key: format!("{}=null", part_slot(part).key), name: name.to_string(), ty: String::new() })
}

fn model(cx: &Context<'_>, id: TypeId) -> (ModelSurface, Option<ModelSurface>) {
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
    let mut model = ModelSurface { name: cx.type_name(id, way).to_string(), ..ModelSurface::default() };
    let at = Use { way, secret: false, local: true };
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
        Shape::Union(union) => {
            model.kind = "union".to_owned();
            let ty = |member: &crate::ir::Member| {
                let ty = rust_type(cx, &member.ty, at);
                text(&if cx.graph.needs_box(id, &member.ty) { quote!(Box<#ty>) } else { ty })
            };
            let all = union.members.iter().enumerate();
            model.members = all.map(|(index, member)| variant(index, member.name.clone(), ty(member))).collect();
        }
        Shape::Alias(ty) => {
            model.kind = if cx.graph.is_newtype(id) { "newtype" } else { "alias" }.to_owned();
            let ty = text(&rust_type(cx, ty, at));
            model.members = vec![Slot { key: "target".to_owned(), name: "target".to_owned(), ty }];
        }
    }
    model
}

fn reply_model(cx: &Context<'_>, id: TypeId, structure: &Struct, model: &mut ModelSurface) {
    model.kind = "struct".to_owned();
    for (index, field) in structure.fields.iter().enumerate().filter(|(_, field)| !field.write_only) {
        let ty = text(&boxed(cx, id, field, Way::Reply));
        let ty = match (cx.is_identity(field), field.nullable) {
            (true, _) => ty,
            (false, true) => format!("Nullable<{ty}>"),
            (false, false) => format!("Option<{ty}>"),
        };
        model.members.push(Slot { key: field.wire.clone(), name: cx.field_name(id, index).to_string(), ty });
    }
    if !structure.fields.iter().any(|field| cx.is_identity(field)) {
        model.traits.push("Default".to_owned());
    }
}

fn request_model(cx: &Context<'_>, id: TypeId, structure: &Struct, model: &mut ModelSurface) {
    let members = members(cx, id, structure);
    let has = |name: &str| members.iter().any(|member| member.name == name);
    model.kind = format!("request struct made by {}", constructor(&members));
    for member in &members {
        let field = member.field;
        let ty = boxed(cx, id, field, Way::Request);
        let slot = |name: String, ty: &TokenStream| Slot { key: field.wire.clone(), name, ty: text(ty) };
        let declared = match (field.required, field.nullable) {
            (true, false) => ty.clone(),
            (true, true) | (false, false) => quote!(Option<#ty>),
            (false, true) => quote!(rt::Nullable<#ty>),
        };
        model.members.push(slot(member.name.to_string(), &declared));
        let at = Use { way: Way::Request, secret: field.secret, local: true };
        let asked = argument(cx, &field.ty, at, &quote!(value)).ty;
        if field.required {
            let plain = rust_type(cx, &field.ty, at);
            let asked = if field.nullable { quote!(Option<#plain>) } else { asked };
            model.arguments.push(slot(member.name.to_string(), &asked));
        } else {
            model.setters.push(slot(member.name.to_string(), &asked));
            let clear = format!("clear_{}", member.name.to_string().trim_start_matches("r#"));
            if field.nullable && !has(&clear) {
                model.setters.push(Slot { key: format!("{}=null", field.wire), name: clear, ty: String::new() });
            }
        }
    }
    if let Some(rest) = structure.rest.as_deref().filter(|ty| !matches!(ty, crate::ir::Type::Json(_))) {
        let rest = rust_type(cx, rest, Use { way: Way::Request, secret: false, local: true });
        model.members.push(Slot { key: "…".to_owned(), name: "extra".to_owned(), ty: text(&quote!(rt::Map<#rest>)) });
    }
    if members.iter().all(|member| !member.field.required) {
        model.traits.push("Default".to_owned());
    }
}

/// Tokens as a person writes them, without the modules that every path of the kind has.
fn text(tokens: &TokenStream) -> String {
    let mut out = String::new();
    write(tokens, &mut out);
    out
}

fn write(tokens: &TokenStream, out: &mut String) {
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                let colon = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':');
                if matches!(ident.as_str(), "models" | "ids" | "rt") && trees.peek().is_some_and(colon) {
                    trees.next();
                    trees.next();
                    continue;
                }
                if out.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>') {
                    out.push(' ');
                }
                out.push_str(&ident);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '=' => out.push_str(" = "),
                ',' if trees.peek().is_some() => out.push_str(", "),
                c => out.push(c),
            },
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(&group.stream(), out);
                out.push_str(close);
            }
        }
    }
}
