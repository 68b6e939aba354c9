//! Which types travel to the server, from it, or both: from the operations through everything they contain.

use std::collections::BTreeSet;

use super::alias::within;
use crate::ir::{Api, BodyContent, Shape, Type, TypeId};

/// Sets the usage of every type.
pub(super) fn mark(api: &mut Api) {
    let (mut requests, mut replies) = (Vec::new(), Vec::new());
    for set in &api.sets {
        collect(&set.row, &mut replies);
        set.create.iter().chain(&set.update).for_each(|ty| collect(ty, &mut requests));
    }
    for operation in &api.operations {
        for parameter in &operation.parameters {
            collect(&parameter.ty, &mut requests);
        }
        if let Some(body) = &operation.body {
            match &body.content {
                BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty) => {
                    // The struct of a spread body is never named: its properties are arguments.
                    match ty {
                        Type::Named(id) if body.spread => below(&api.types[id.0].shape, false, &mut requests),
                        ty => collect(ty, &mut requests),
                    }
                }
                BodyContent::Text | BodyContent::Binary => {}
            }
        }
        for reply in operation.replies.iter().chain(&operation.errors) {
            if let Some(ty) = reply.content.ty() {
                collect(ty, &mut replies);
            }
        }
    }
    api.payloads.iter().for_each(|payload| collect(&payload.ty, &mut replies));
    // A request names a row by its id and carries nothing of it.
    for id in reached(api, requests, false) {
        api.types[id.0].usage.request = true;
    }
    for id in closure(api, replies) {
        api.types[id.0].usage.reply = true;
    }
}

/// All types that operations mention.
pub(super) fn roots(api: &Api) -> Vec<TypeId> {
    let mut roots = Vec::new();
    for set in &api.sets {
        [Some(&set.row), set.create.as_ref(), set.update.as_ref()]
            .into_iter()
            .flatten()
            .for_each(|ty| collect(ty, &mut roots));
    }
    for operation in &api.operations {
        operation.parameters.iter().for_each(|parameter| collect(&parameter.ty, &mut roots));
        if let Some(BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) =
            operation.body.as_ref().map(|body| &body.content)
        {
            collect(ty, &mut roots);
        }
        for reply in operation.replies.iter().chain(&operation.errors) {
            if let Some(ty) = reply.content.ty() {
                collect(ty, &mut roots);
            }
        }
    }
    api.payloads.iter().for_each(|payload| collect(&payload.ty, &mut roots));
    roots
}

/// All types reached from `open`.
pub(super) fn closure(api: &Api, open: Vec<TypeId>) -> BTreeSet<TypeId> {
    reached(api, open, true)
}

/// The same, through the navigations of rows only if asked.
fn reached(api: &Api, mut open: Vec<TypeId>, links: bool) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            below(&api.types[id.0].shape, links, &mut open);
        }
    }
    reached
}

fn collect(ty: &Type, into: &mut Vec<TypeId>) {
    let mut ty = ty.clone();
    within(&mut ty, &mut |ty| {
        if let Type::Named(id) = ty {
            into.push(*id);
        }
    });
}

fn below(shape: &Shape, links: bool, into: &mut Vec<TypeId>) {
    let mut collect = |ty: &Type| {
        if links || !matches!(ty, Type::Link(..)) {
            collect(ty, into);
        }
    };
    match shape {
        Shape::Struct(object) => {
            object.fields.iter().for_each(|field| collect(&field.ty));
            if let Some(rest) = &object.rest {
                collect(rest);
            }
        }
        Shape::Union(union) => union.members.iter().for_each(|member| collect(&member.ty)),
        Shape::Alias(ty) => collect(ty),
        Shape::TextEnum(_) | Shape::IntEnum(_) => {}
    }
}
