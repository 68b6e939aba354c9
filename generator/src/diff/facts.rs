//! One side into facts: what is true of a thing, by aspect and key, so that two sides can be compared as maps.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Value;

use super::Side;
use super::delta::{Aspect, method};
use super::pairs::Model;
use super::wire::escape;
use crate::emit::Slot;
use crate::ir::{self, BodyContent, Discrimination, Framing, ReplyContent, Shape, Type};

/// Values by aspect and key.
pub(super) type Facts = BTreeMap<(Aspect, String), String>;
/// Old and new names of types.
pub(super) type Renamed = BTreeMap<String, String>;

/// The client as a whole.
pub(super) fn client(side: &Side<'_>, _: &Renamed) -> Facts {
    let mut facts = Facts::new();
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    put(Aspect::About, "", digest(&[&side.api.title, &side.api.version], &[&side.api.doc], &[]));
    put(Aspect::RateLimits, "", limits(&side.api.rate_limits));
    if let Some(server) = side.api.servers.first() {
        put(Aspect::BaseUrl, "", server.url.clone());
        let setters = side.names.server_variables.first().map_or(&[][..], Vec::as_slice);
        for (variable, setter) in server.variables.iter().zip(setters) {
            let default =
                variable.default.as_deref().map_or(String::new(), |default| format!(", by default {default}"));
            put(Aspect::ServerVariable, &variable.name, format!("{setter}{default}"));
        }
    }
    facts
}

fn limits(limits: &[ir::RateLimit]) -> String {
    let each = limits.iter().map(|limit| format!("{} requests in {} s", limit.requests, limit.seconds));
    each.collect::<Vec<_>>().join(", ")
}

/// A group.
pub(super) fn group(side: &Side<'_>, at: usize) -> Facts {
    let names = &side.names.groups[at];
    Facts::from([
        ((Aspect::Accessor, "accessor".to_owned()), names.accessor.clone()),
        ((Aspect::Accessor, "module".to_owned()), names.module.clone()),
        ((Aspect::Accessor, "handle".to_owned()), names.handle.clone()),
        ((Aspect::GroupDocs, String::new()), digest(&[], &[&side.api.groups[at].doc], &[])),
    ])
}

/// An operation.
pub(super) fn operation(side: &Side<'_>, at: usize, renamed: &Renamed) -> Facts {
    let mut facts = Facts::new();
    let mut put = |aspect, value: String| drop(facts.insert((aspect, String::new()), value));
    let (operation, names, surface) = (&side.api.operations[at], &side.names.operations[at], &side.surface.calls[at]);
    put(Aspect::Method, names.method.clone());
    put(Aspect::Call, names.call.clone());
    put(Aspect::Id, operation.id.clone().unwrap_or_default());
    put(Aspect::PathNames, operation.path.clone());
    put(Aspect::OperationDocs, digest(&[], &[&operation.summary, &operation.doc, &operation.docs_url], &[]));
    put(Aspect::Deprecated, operation.deprecated.to_string());
    put(Aspect::Effect, format!("{:?}", operation.effect).to_lowercase());
    put(Aspect::Retry, format!("{:?}", operation.retry_on));
    put(Aspect::Confirm, confirm(side, operation));
    put(Aspect::Paging, paging(operation));
    put(Aspect::Security, security(side, operation));
    put(Aspect::Servers, operation.servers.iter().map(|server| server.url.as_str()).collect::<Vec<_>>().join(", "));
    put(Aspect::Outcome, translate(&surface.outcome, renamed));
    put(Aspect::Ways, translate(&surface.ways, renamed));
    inputs(operation, surface, renamed, &mut facts);
    replies(operation, surface, renamed, &mut facts);
    facts
}

fn confirm(side: &Side<'_>, operation: &ir::Operation) -> String {
    let Some(confirm) = &operation.confirm else { return String::new() };
    let target = side.api.operations.get(confirm.operation);
    target.map(|target| format!("`{}` of {} {}", confirm.field, target.method, target.path)).unwrap_or_default()
}

fn paging(operation: &ir::Operation) -> String {
    let Some(paging) = &operation.paging else { return String::new() };
    let size = paging.size.as_ref().map(|size| (&size.parameter, size.max));
    format!(
        "{:?} of {:?}, total {:?}, size {size:?}, identity {:?}",
        paging.style, paging.items, paging.total, paging.identity
    )
}

/// What travels, not what the scheme is called.
fn security(side: &Side<'_>, operation: &ir::Operation) -> String {
    let kind = |name: &String| {
        let scheme = side.api.security.iter().find(|scheme| scheme.name == *name);
        scheme.map_or_else(|| name.clone(), |scheme| format!("{:?}", scheme.kind))
    };
    let together = |all: &Vec<String>| all.iter().map(kind).collect::<Vec<_>>().join(" and ");
    let alternatives: Vec<String> = operation.security.iter().map(together).collect();
    if alternatives.is_empty() { "none".to_owned() } else { alternatives.join(" or ") }
}

fn inputs(operation: &ir::Operation, surface: &crate::emit::CallSurface, renamed: &Renamed, facts: &mut Facts) {
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    let order: Vec<&str> = surface.arguments.iter().map(|slot| slot.key.as_str()).collect();
    put(Aspect::ArgumentOrder, "", order.join(", "));
    let arguments = surface.arguments.iter().map(|slot| ("argument", slot));
    for (role, slot) in arguments.chain(surface.setters.iter().map(|slot| ("setter", slot))) {
        let ty = translate(&slot.ty, renamed);
        put(Aspect::Input, &slot.key, role.to_owned());
        put(Aspect::InputName, &slot.key, slot.name.clone());
        put(Aspect::InputType, &slot.key, ty);
    }
    for parameter in &operation.parameters {
        let key = parameter_key(parameter);
        put(Aspect::InputDocs, &key, digest(&[], &[&parameter.doc], &examples(&parameter.example)));
        put(Aspect::InputDefault, &key, json(&parameter.default));
        put(Aspect::InputConstraints, &key, parameter.constraints.clone().unwrap_or_default());
        put(Aspect::InputDeprecated, &key, parameter.deprecated.to_string());
        put(Aspect::Encoding, &key, format!("{:?}, reserved {}", parameter.style, parameter.allow_reserved));
    }
    if let Some(body) = &operation.body {
        let kind = match &body.content {
            BodyContent::Json(_) => "json",
            BodyContent::Form(_) => "form",
            BodyContent::Multipart(_) => "multipart",
            BodyContent::Text => "text",
            BodyContent::Binary => "binary",
        };
        put(Aspect::Encoding, "body", format!("{} as {kind}", body.media_type));
        put(Aspect::InputDocs, "body", digest(&texts(&body.others), &[&body.doc], &examples(&body.example)));
    }
}

fn replies(operation: &ir::Operation, surface: &crate::emit::CallSurface, renamed: &Renamed, facts: &mut Facts) {
    let mut put = |aspect, key: String, value: String| drop(facts.insert((aspect, key), value));
    for slot in &surface.replies {
        put(Aspect::ReplyVariant, slot.key.clone(), translate(&slot.ty, renamed));
    }
    let media = |reply: &ir::Reply| {
        let kind = match &reply.content {
            ReplyContent::Empty => "empty",
            ReplyContent::Json(_) => "json",
            ReplyContent::Stream(Framing::Events, _) => "events",
            ReplyContent::Stream(Framing::Lines, _) => "lines",
            ReplyContent::Text => "text",
            ReplyContent::Binary => "bytes",
        };
        format!("{kind} {}", reply.media_type.as_deref().unwrap_or_default())
    };
    for reply in &operation.replies {
        let status = status(reply.status);
        put(Aspect::Reply, status.clone(), media(reply));
        put(
            Aspect::ReplyDocs,
            status,
            digest(&texts(&reply.headers), &[&reply.doc], &reply.examples.iter().collect::<Vec<_>>()),
        );
    }
    for reply in &operation.errors {
        let status = status(reply.status);
        put(Aspect::ErrorReply, status.clone(), media(reply));
        put(
            Aspect::ReplyDocs,
            status,
            digest(&texts(&reply.headers), &[&reply.doc], &reply.examples.iter().collect::<Vec<_>>()),
        );
    }
}

/// A model.
pub(super) fn model(side: &Side<'_>, model: &Model, renamed: &Renamed) -> Facts {
    let mut facts = Facts::new();
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    let surface = &model.surface;
    put(Aspect::Model, "", surface.name.clone());
    put(Aspect::ModelName, "", surface.name.clone());
    put(Aspect::ModelKind, "", surface.kind.clone());
    for slot in &surface.members {
        put(Aspect::Member, &slot.key, slot.name.clone());
        put(Aspect::MemberName, &slot.key, slot.name.clone());
        put(Aspect::MemberType, &slot.key, translate(&slot.ty, renamed));
    }
    for slot in &surface.setters {
        put(Aspect::Setter, &slot.key, signature(slot, renamed));
    }
    if !surface.kind.starts_with("enum") {
        let all: Vec<String> = surface.arguments.iter().map(|slot| signature(slot, renamed)).collect();
        put(Aspect::Constructor, "", all.join(", "));
    }
    for of in &surface.traits {
        put(Aspect::Trait, of, of.clone());
    }
    if let Some(def) = model.ty.map(|ty| &side.api.types[ty]) {
        definition(def, model.twin, &mut facts);
    }
    facts
}

fn signature(slot: &Slot, renamed: &Renamed) -> String {
    format!("{}: {}", slot.name, translate(&slot.ty, renamed))
}

/// What no signature shows. A twin tells it of its type once more, so only the type does.
fn definition(def: &ir::TypeDef, twin: bool, facts: &mut Facts) {
    if twin {
        return;
    }
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    put(Aspect::ModelDocs, "", digest(&[], &[&def.doc], &examples(&def.example)));
    put(Aspect::ModelDeprecated, "", def.deprecated.to_string());
    match &def.shape {
        Shape::Struct(structure) => {
            put(Aspect::Rest, "", structure.rest.is_some().to_string());
            for field in &structure.fields {
                put(Aspect::MemberDocs, &field.wire, digest(&[], &[&field.doc], &examples(&field.example)));
                put(Aspect::MemberDeprecated, &field.wire, field.deprecated.to_string());
                put(Aspect::Required, &field.wire, field.required.to_string());
                put(Aspect::Default, &field.wire, json(&field.default));
                put(Aspect::Access, &field.wire, access(field));
            }
        }
        Shape::TextEnum(all) => {
            all.iter().for_each(|one| put(Aspect::MemberDocs, &one.value, digest(&[], &[&one.doc], &[])));
        }
        Shape::IntEnum(all) => {
            all.iter().for_each(|one| put(Aspect::MemberDocs, &one.value.to_string(), digest(&[], &[&one.doc], &[])));
        }
        Shape::Union(union) => {
            union.members.iter().for_each(|one| put(Aspect::MemberDocs, &one.name, digest(&[], &[&one.doc], &[])));
            put(Aspect::Discrimination, "", discrimination(&union.by));
        }
        Shape::Alias(_) => {}
    }
}

fn access(field: &ir::Field) -> String {
    let flags = [
        (field.read_only, "read only"),
        (field.write_only, "write only"),
        (field.secret, "secret"),
        (field.personal, "personal"),
    ];
    flags.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

/// A mapping is an object, which has no order.
fn discrimination(by: &Discrimination) -> String {
    match by {
        Discrimination::Tag { property, mapping } => {
            let mut mapping = mapping.clone();
            mapping.sort();
            format!("{property} {mapping:?}")
        }
        other => format!("{other:?}"),
    }
}

/// Old type texts with the new names of types that were only renamed.
pub(super) fn translate(text: &str, renamed: &Renamed) -> String {
    if renamed.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(renamed.get(&word).unwrap_or(&word));
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// For each type the methods whose requests or replies reach it.
pub(super) fn users(side: &Side<'_>) -> Vec<Vec<String>> {
    let mut users: Vec<Vec<String>> = vec![Vec::new(); side.api.types.len()];
    for (at, operation) in side.api.operations.iter().enumerate() {
        let mut seen = vec![false; side.api.types.len()];
        let mut open: Vec<usize> = Vec::new();
        roots(operation).into_iter().for_each(|ty| named(ty, &mut open));
        while let Some(next) = open.pop() {
            if next < seen.len() && !std::mem::replace(&mut seen[next], true) {
                users[next].push(method(side, at));
                parts(&side.api.types[next].shape).into_iter().for_each(|ty| named(ty, &mut open));
            }
        }
    }
    users
}

fn roots(operation: &ir::Operation) -> Vec<&Type> {
    let mut roots: Vec<&Type> = operation.parameters.iter().map(|parameter| &parameter.ty).collect();
    if let Some(BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) =
        operation.body.as_ref().map(|body| &body.content)
    {
        roots.push(ty);
    }
    roots.extend(operation.replies.iter().chain(&operation.errors).filter_map(|reply| reply.content.ty()));
    roots
}

fn parts(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(structure) => {
            structure.fields.iter().map(|field| &field.ty).chain(structure.rest.as_deref()).collect()
        }
        Shape::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::TextEnum(_) | Shape::IntEnum(_) => Vec::new(),
    }
}

fn named(ty: &Type, into: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => into.push(id.0),
        Type::List(inner) | Type::NullableList(inner) | Type::Map(inner, _) | Type::Link(inner, _) => {
            named(inner, into)
        }
        _ => {}
    }
}

/// Where a part of an operation stands: a parameter, a body or a property of it, a reply.
pub(super) fn pointers_of_part(side: &Side<'_>, operation: &ir::Operation, aspect: Aspect, key: &str) -> Vec<String> {
    if matches!(aspect, Aspect::Reply | Aspect::ReplyVariant | Aspect::ErrorReply | Aspect::ReplyDocs) {
        return vec![format!("{}/responses/{}", operation.pointer, escape(key))];
    }
    if aspect == Aspect::Outcome {
        let statuses = operation.replies.iter().map(|reply| status(reply.status));
        return statuses.map(|status| format!("{}/responses/{status}", operation.pointer)).collect();
    }
    let parameter = operation.parameters.iter().find(|one| parameter_key(one) == key);
    if let Some(parameter) = parameter {
        return vec![parameter.pointer.clone()];
    }
    let Some(body) = operation.body.as_ref().filter(|_| key.starts_with("body")) else { return Vec::new() };
    let whole = vec![body.pointer.clone(), format!("{}/requestBody", operation.pointer)];
    let (BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) = &body.content else {
        return whole;
    };
    let name = key.trim_start_matches("body:").trim_end_matches("=null");
    match ty {
        Type::Named(id) if key.starts_with("body:") => pointers_of_member(side.api.get(*id), name),
        _ => whole,
    }
}

/// Where a member of a type stands.
pub(super) fn pointers_of_member(def: &ir::TypeDef, key: &str) -> Vec<String> {
    let key = key.trim_end_matches("=null");
    let Shape::Struct(structure) = &def.shape else { return Vec::new() };
    let field = structure.fields.iter().find(|field| field.wire == key);
    let below = |field: &ir::Field| vec![field.pointer.clone(), format!("{}/properties/{}", def.pointer, escape(key))];
    field.map(below).unwrap_or_default()
}

/// `query:limit`
fn parameter_key(parameter: &ir::Parameter) -> String {
    format!("{:?}:{}", parameter.location, parameter.wire).to_lowercase()
}

/// A status as the document writes it.
fn status(status: ir::Status) -> String {
    match status {
        ir::Status::Code(code) => code.to_string(),
        ir::Status::Range(first) => format!("{first}XX"),
        ir::Status::Default => "default".to_owned(),
    }
}

fn json(value: &Option<Value>) -> String {
    value.as_ref().map(Value::to_string).unwrap_or_default()
}

fn examples(example: &Option<Value>) -> Vec<&Value> {
    example.iter().collect()
}

/// Headers and media types are keys of an object, which have no order.
fn texts(all: &[String]) -> Vec<&str> {
    let mut all: Vec<&str> = all.iter().map(String::as_str).collect();
    all.sort_unstable();
    all
}

/// Words and examples are compared and not shown, so a hash stands for them. It lives no longer than the comparison.
fn digest(texts: &[&str], optional: &[&Option<String>], examples: &[&Value]) -> String {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    optional.hash(&mut hasher);
    examples.iter().for_each(|example| hash(example, &mut hasher));
    hasher.finish().to_string()
}

/// Members of an object have no order (RFC 8259, section 4).
fn hash(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Object(members) => {
            let mut keys: Vec<&String> = members.keys().collect();
            keys.sort();
            for key in keys {
                key.hash(hasher);
                hash(&members[key], hasher);
            }
            members.len().hash(hasher);
        }
        Value::Array(items) => {
            items.iter().for_each(|item| hash(item, hasher));
            items.len().hash(hasher);
        }
        Value::String(text) => text.hash(hasher),
        other => other.to_string().hash(hasher),
    }
}
