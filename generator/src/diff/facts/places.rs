//! Parts of operations and members of types into where they stand in the document.

use super::{parameter_key, status};
use crate::diff::Side;
use crate::diff::delta::Aspect;
use crate::diff::wire::escape;
use crate::ir::{self, BodyContent, Shape, Type};

/// Where a part of an operation stands: a parameter, a body or a property of it, a reply.
pub(in crate::diff) fn pointers_of_part(
    side: &Side<'_>,
    operation: &ir::Operation,
    aspect: Aspect,
    key: &str,
) -> Vec<String> {
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
pub(in crate::diff) fn pointers_of_member(def: &ir::TypeDef, key: &str) -> Vec<String> {
    let key = key.trim_end_matches("=null");
    let Shape::Struct(structure) = &def.shape else { return Vec::new() };
    let field = structure.fields.iter().find(|field| field.wire == key);
    let below = |field: &ir::Field| vec![field.pointer.clone(), format!("{}/properties/{}", def.pointer, escape(key))];
    field.map(below).unwrap_or_default()
}
