//! The IR into a compact text, for snapshots.

use std::fmt::Write as _;

use generator::ir::{
    Api, Body, BodyContent, Discrimination, EntitySet, Field, NameHint, Operation, Parameter, Reply, ReplyContent,
    Shape, Type, TypeDef,
};

/// One line for each thing.
#[must_use]
pub fn dump(api: &Api) -> String {
    let mut out = String::new();
    for server in &api.servers {
        let variables: Vec<String> = server
            .variables
            .iter()
            .map(|variable| format!("{}={:?}{:?}", variable.name, variable.default, variable.values))
            .collect();
        line(&mut out, &format!("server {} {}", server.url, variables.join(" ")));
    }
    for scheme in &api.security {
        line(&mut out, &format!("security {} {:?}", scheme.name, scheme.kind));
    }
    for limit in &api.rate_limits {
        line(&mut out, &format!("limit {} in {} s", limit.requests, limit.seconds));
    }
    for error in &api.known_errors {
        line(&mut out, &format!("error {} {:?}{}", error.name, error.text, doc(error.doc.as_ref())));
    }
    for group in &api.groups {
        line(&mut out, &format!("group {}{}", group.name, doc(group.doc.as_ref())));
    }
    for id in &api.ids {
        line(&mut out, &format!("id {}{}", id.name, if id.integer { " integer" } else { "" }));
    }
    for definition in &api.types {
        define(&mut out, api, definition);
    }
    for set in &api.sets {
        entity_set(&mut out, api, set);
    }
    for operation in &api.operations {
        operate(&mut out, api, operation);
    }
    out
}

fn entity_set(out: &mut String, api: &Api, set: &EntitySet) {
    let named = set.rename.as_ref().map(|name| format!(" as {name}")).unwrap_or_default();
    line(out, &format!("set {}{named} at {} of {}{}", set.name, set.path, ty(api, &set.row), doc(set.doc.as_ref())));
    let optional = |part: &Option<Type>| part.as_ref().map_or("none".to_owned(), |part| ty(api, part));
    let (create, update) = (optional(&set.create), optional(&set.update));
    line(out, &format!("  create {create}, update {update}, deletes {}, keys {:?}", set.deletes, set.keys));
    line(out, &format!("  {:?}", set.query));
    line(out, &format!("  {:?}, {} operations, group {:?}", set.retry_on, set.operations, set.group));
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{}", text.trim_end());
}

fn doc(doc: Option<&String>) -> String {
    doc.map(|doc| format!(" // {}", doc.replace('\n', "⏎"))).unwrap_or_default()
}

/// A name, or the candidates for one.
#[must_use]
pub fn name(hint: &NameHint) -> String {
    match hint {
        NameHint::Given(name) => name.clone(),
        NameHint::Derived(candidates) => {
            let words: Vec<String> = candidates.iter().map(|words| words.join(" ")).collect();
            format!("<{}>", words.join(" | "))
        }
    }
}

/// The first candidate for a name.
fn short(hint: &NameHint) -> String {
    match hint {
        NameHint::Given(name) => name.clone(),
        NameHint::Derived(candidates) => {
            format!("<{}>", candidates.first().map(|words| words.join(" ")).unwrap_or_default())
        }
    }
}

/// A type in a few characters.
#[must_use]
pub fn ty(api: &Api, of: &Type) -> String {
    match of {
        Type::Named(id) => short(&api.get(*id).name),
        Type::Id(id) => format!("#{}", api.ids[id.0].name),
        Type::List(element) => format!("[{}]", ty(api, element)),
        Type::NullableList(element) => format!("[{}?]", ty(api, element)),
        Type::Map(value, nullable) => format!("{{{}{}}}", ty(api, value), mark(*nullable, "?")),
        Type::Link(target, link) => format!("{link:?} of {}", ty(api, target)),
        Type::Json(reason) => format!("json({reason:?})"),
        Type::Text(format) => format!("text({format:?})").replace("(Plain)", ""),
        Type::Integer(width) => format!("{width:?}").to_lowercase(),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn mark(on: bool, text: &str) -> String {
    if on { text.to_owned() } else { String::new() }
}

fn define(out: &mut String, api: &Api, definition: &TypeDef) {
    let usage = format!("{}{}", mark(definition.usage.request, ">"), mark(definition.usage.reply, "<"));
    let head = format!(
        "{} {usage}{}{}",
        name(&definition.name),
        mark(definition.deprecated, " deprecated"),
        doc(definition.doc.as_ref())
    );
    match &definition.shape {
        Shape::Struct(object) => {
            let rest = object.rest.as_ref().map_or("closed".to_owned(), |rest| ty(api, rest));
            line(out, &format!("struct {head} ..{rest}"));
            for field in &object.fields {
                line(out, &format!("    {}", show(api, field)));
            }
        }
        Shape::TextEnum(variants) => {
            line(out, &format!("enum {head}"));
            for variant in variants {
                let rename = variant.rename.as_ref().map(|rename| format!(" as {rename}")).unwrap_or_default();
                line(out, &format!("    {:?}{rename}{}", variant.value, doc(variant.doc.as_ref())));
            }
        }
        Shape::IntEnum(variants) => {
            line(out, &format!("int enum {head}"));
            for variant in variants {
                let rename = variant.rename.as_ref().map(|rename| format!(" as {rename}")).unwrap_or_default();
                line(out, &format!("    {}{rename}{}", variant.value, doc(variant.doc.as_ref())));
            }
        }
        Shape::Union(union) => {
            let by = match &union.by {
                Discrimination::Tag { property, mapping } => format!("by {property} {mapping:?}"),
                other => format!("{other:?}"),
            };
            line(out, &format!("union {head} {by}"));
            for member in &union.members {
                line(out, &format!("    {} = {}{}", member.name, ty(api, &member.ty), doc(member.doc.as_ref())));
            }
        }
        Shape::Alias(of) => line(out, &format!("alias {head} = {}", ty(api, of))),
    }
}

fn show(api: &Api, field: &Field) -> String {
    let marks = [
        (field.required, "!"),
        (field.nullable, "?"),
        (field.identity, "@"),
        (field.read_only, " read-only"),
        (field.write_only, " write-only"),
        (field.secret, " secret"),
        (field.personal, " personal"),
        (field.empty_is_absent, " empty-is-absent"),
        (field.deprecated, " deprecated"),
    ];
    let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, text)| *text).collect();
    let rename = field.rename.as_ref().map(|rename| format!(" as {rename}")).unwrap_or_default();
    let default = field.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
    format!("{}{rename}{marks}: {}{default}{}", field.wire, ty(api, &field.ty), doc(field.doc.as_ref()))
}

fn operate(out: &mut String, api: &Api, operation: &Operation) {
    let rename = operation.rename.as_ref().map(|rename| format!(" as {rename}")).unwrap_or_default();
    let group = &api.groups[operation.group].name;
    line(
        out,
        &format!(
            "{} {}{} [{group}]{rename} {:?}{}",
            operation.method,
            operation.path,
            operation.variant.as_ref().map(|words| format!(" {words}")).unwrap_or_default(),
            operation.effect,
            mark(operation.deprecated, " deprecated")
        ),
    );
    for parameter in &operation.parameters {
        line(out, &format!("    {}", parameter_line(api, parameter)));
    }
    if let Some(body) = &operation.body {
        line(out, &format!("    body {}", body_line(api, body)));
    }
    for (kind, replies) in [("reply", &operation.replies), ("error", &operation.errors)] {
        for reply in replies {
            line(out, &format!("    {kind} {}", reply_line(api, reply)));
        }
    }
    if let Some(paging) = &operation.paging {
        line(
            out,
            &format!(
                "    paging {:?} items {:?} total {:?} size {:?} identity {:?}",
                paging.style, paging.items, paging.total, paging.size, paging.identity
            ),
        );
    }
    let mut extra = Vec::new();
    if operation.security != [["token"]] {
        extra.push(format!("security {:?}", operation.security));
    }
    if !operation.retry_on.is_empty() {
        extra.push(format!("retry {:?}", operation.retry_on));
    }
    if let Some(confirm) = &operation.confirm {
        extra.push(format!("confirm {} of {}", confirm.field, api.operations[confirm.operation].path));
    }
    extra.extend(operation.servers.iter().map(|server| format!("server {}", server.url)));
    for text in extra {
        line(out, &format!("    {text}"));
    }
}

fn parameter_line(api: &Api, parameter: &Parameter) -> String {
    let rename = parameter.rename.as_ref().map(|rename| format!(" as {rename}")).unwrap_or_default();
    let constraints = parameter.constraints.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
    let reserved = mark(parameter.allow_reserved, " reserved");
    format!(
        "{:?} {}{rename}{}: {} {:?}{reserved}{constraints} ~ {}{}",
        parameter.location,
        parameter.wire,
        mark(parameter.required, "!"),
        ty(api, &parameter.ty),
        parameter.style,
        parameter.sample,
        doc(parameter.doc.as_ref())
    )
}

fn body_line(api: &Api, body: &Body) -> String {
    let content = match &body.content {
        BodyContent::Json(of) => format!("json {}", ty(api, of)),
        BodyContent::Form(of) => format!("form {}", ty(api, of)),
        BodyContent::Multipart(of) => format!("multipart {}", ty(api, of)),
        BodyContent::Text => "text".to_owned(),
        BodyContent::Binary => "binary".to_owned(),
    };
    let others = if body.others.is_empty() { String::new() } else { format!(" others {:?}", body.others) };
    format!(
        "{}{} {content}{}{others} ~ {}",
        body.media_type,
        mark(body.required, "!"),
        mark(body.spread, " spread"),
        body.sample
    )
}

fn reply_line(api: &Api, reply: &Reply) -> String {
    let content = match &reply.content {
        ReplyContent::Json(of) => format!("json {}", ty(api, of)),
        ReplyContent::Nullable(of) => format!("json {} or null", ty(api, of)),
        other => format!("{other:?}").to_lowercase(),
    };
    let headers: Vec<&str> = reply.headers.iter().map(|header| header.wire.as_str()).collect();
    let headers = if headers.is_empty() { String::new() } else { format!(" headers {headers:?}") };
    let sample = reply.sample.as_ref().map(|sample| format!(" ~ {sample}")).unwrap_or_default();
    format!("{:?} {content}{headers}{sample}", reply.status)
}
