//! Names that only stand for another type into that type.

use std::collections::BTreeMap;

use super::Lowerer;
use crate::ir::{Api, JsonReason, Shape, Type, TypeDef, TypeId};

/// Calls `change` on every type that a definition mentions, innermost first.
pub(super) fn each_type(shape: &mut Shape, change: &mut dyn FnMut(&mut Type)) {
    match shape {
        Shape::Struct(object) => {
            object.fields.iter_mut().for_each(|field| within(&mut field.ty, change));
            if let Some(rest) = &mut object.rest {
                within(rest, change);
            }
        }
        Shape::Union(union) => union.members.iter_mut().for_each(|member| within(&mut member.ty, change)),
        Shape::Alias(ty) => within(ty, change),
        Shape::TextEnum(_) | Shape::IntEnum(_) => {}
    }
}

/// Calls `change` on a type and on what it is made of, innermost first.
pub(super) fn within(ty: &mut Type, change: &mut dyn FnMut(&mut Type)) {
    match ty {
        Type::List(element) | Type::NullableList(element) => within(element, change),
        Type::Map(value, _) | Type::Link(value, _) => within(value, change),
        _ => {}
    }
    change(ty);
}

/// Calls `change` on every type that operations mention.
pub(super) fn each_type_of_operations(api: &mut Api, change: &mut dyn FnMut(&mut Type)) {
    use crate::ir::{BodyContent, ReplyContent};
    for set in &mut api.sets {
        let types = [Some(&mut set.row), set.create.as_mut(), set.update.as_mut()];
        types.into_iter().flatten().for_each(|ty| within(ty, change));
    }
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| within(&mut parameter.ty, change));
        if let Some(body) = &mut operation.body {
            match &mut body.content {
                BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty) => within(ty, change),
                BodyContent::Text | BodyContent::Binary => {}
            }
        }
        for reply in operation.replies.iter_mut().chain(&mut operation.errors) {
            if let ReplyContent::Json(ty) | ReplyContent::Nullable(ty) | ReplyContent::Stream(_, Some(ty)) =
                &mut reply.content
            {
                within(ty, change);
            }
        }
    }
    api.payloads.iter_mut().for_each(|payload| within(&mut payload.ty, change));
}

impl Lowerer<'_, '_> {
    /// What every alias stands for, chains followed to their end.
    pub(super) fn resolved_aliases(&mut self) -> BTreeMap<TypeId, Type> {
        let mut resolved = BTreeMap::new();
        for index in 0..self.types.len() {
            let mut open = Vec::new();
            self.resolve(TypeId(index), &mut resolved, &mut open);
        }
        resolved
    }

    fn resolve(&mut self, id: TypeId, resolved: &mut BTreeMap<TypeId, Type>, open: &mut Vec<TypeId>) -> Option<Type> {
        if let Some(ty) = resolved.get(&id) {
            return Some(ty.clone());
        }
        let Shape::Alias(ty) = &self.types[id.0].shape else { return None };
        if open.contains(&id) || open.len() > 100 {
            return Some(self.cut(id));
        }
        let mut ty = ty.clone();
        open.push(id);
        within(&mut ty, &mut |ty| {
            if let Type::Named(inner) = ty
                && let Some(target) = self.resolve(*inner, resolved, open)
            {
                *ty = target;
            }
        });
        open.pop();
        if open.is_empty() {
            resolved.insert(id, ty.clone());
        }
        Some(ty)
    }

    /// A list or map of itself has no name in Rust that is not a type of its own.
    fn cut(&mut self, id: TypeId) -> Type {
        let pointer = self.types[id.0].pointer.clone();
        let message = "the schema contains itself without an object between; the inner one is taken as any JSON";
        self.diagnostics.note("recursion-cut", pointer, message);
        Type::Json(JsonReason::NotCarried)
    }

    /// Replaces aliases by what they stand for; what an alias said of itself goes to the properties that had only it.
    pub(super) fn inline_aliases(&mut self, api: &mut Api) {
        let resolved = self.resolved_aliases();
        let docs: Vec<(Option<String>, Option<serde_json::Value>)> = self
            .types
            .iter()
            .map(|definition: &TypeDef| (definition.doc.clone(), definition.example.clone()))
            .collect();
        let mut replace = |ty: &mut Type| {
            if let Type::Named(id) = ty
                && let Some(target) = resolved.get(id)
            {
                *ty = target.clone();
            }
        };
        each_type_of_operations(api, &mut replace);
        for definition in &mut self.types {
            if let Shape::Struct(object) = &mut definition.shape {
                for field in &mut object.fields {
                    if let Type::Named(id) = field.ty
                        && resolved.contains_key(&id)
                    {
                        let (doc, example) = &docs[id.0];
                        field.doc = field.doc.take().or_else(|| doc.clone());
                        field.example = field.example.take().or_else(|| example.clone());
                    }
                }
            }
            each_type(&mut definition.shape, &mut replace);
        }
    }
}
