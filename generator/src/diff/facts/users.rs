//! Types into the methods whose requests or replies reach them.

use crate::diff::Side;
use crate::diff::delta::method;
use crate::ir::{self, BodyContent, Shape, Type};

/// What reaches a type.
#[derive(Debug, Clone, Copy)]
pub(in crate::diff) enum User {
    Operation(usize),
    Set(usize),
}

impl User {
    /// As users of the client write it.
    pub(in crate::diff) fn name(self, side: &Side<'_>) -> String {
        match self {
            Self::Operation(at) => method(side, at),
            Self::Set(at) => format!("{}()", side.names.sets[at].accessor),
        }
    }
}

/// For each type the methods whose requests or replies reach it.
pub(in crate::diff) fn users(side: &Side<'_>) -> Vec<Vec<User>> {
    let mut users: Vec<Vec<User>> = vec![Vec::new(); side.api.types.len()];
    for (at, operation) in side.api.operations.iter().enumerate() {
        let mut seen = vec![false; side.api.types.len()];
        let mut open: Vec<usize> = Vec::new();
        roots(operation).into_iter().for_each(|ty| named(ty, &mut open));
        while let Some(next) = open.pop() {
            if next < seen.len() && !std::mem::replace(&mut seen[next], true) {
                users[next].push(User::Operation(at));
                parts(&side.api.types[next].shape).into_iter().for_each(|ty| named(ty, &mut open));
            }
        }
    }
    for (at, set) in side.api.sets.iter().enumerate() {
        let mut open: Vec<usize> = Vec::new();
        [Some(&set.row), set.create.as_ref(), set.update.as_ref()]
            .into_iter()
            .flatten()
            .for_each(|ty| named(ty, &mut open));
        let mut seen = vec![false; side.api.types.len()];
        while let Some(next) = open.pop() {
            if next < seen.len() && !std::mem::replace(&mut seen[next], true) {
                users[next].push(User::Set(at));
                // Rows lead to rows of other sets, which have users of their own.
                let own = parts(&side.api.types[next].shape).into_iter().filter(|ty| !matches!(ty, Type::Link(..)));
                own.for_each(|ty| named(ty, &mut open));
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
