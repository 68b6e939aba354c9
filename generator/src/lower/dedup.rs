//! Equal shapes into one definition, bottom up until nothing changes; unreachable definitions left out.

use std::collections::BTreeMap;

use super::alias::{each_type, each_type_of_operations};
use super::hint::Claim;
use super::usage::closure;
use super::words::Words;
use crate::ir::{Api, NameHint, Shape, Type, TypeDef, TypeId};

/// Shares equal definitions.
pub(super) fn share(api: &mut Api, claims: &mut [Claim]) {
    let count = api.types.len();
    let mut stands_for: Vec<usize> = (0..count).collect();
    let mut shapes: Vec<Shape> = api.types.iter().map(plain).collect();
    let mut keys: Vec<String> = (0..count).map(|index| key(&shapes[index], &api.types[index])).collect();
    // Each round merges definitions whose parts were merged before, so the depth of nesting bounds the rounds.
    for _ in 0..count.max(1) {
        let mut classes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for index in (0..count).filter(|index| stands_for[*index] == *index) {
            classes.entry(&keys[index]).or_default().push(index);
        }
        let mut changed = false;
        for class in classes.values().filter(|class| class.len() > 1) {
            changed |= merge_class(&mut api.types, class, &mut stands_for);
        }
        if !changed {
            break;
        }
        for index in (0..count).filter(|index| stands_for[*index] == *index) {
            if rename(&mut shapes[index], &stands_for) {
                keys[index] = key(&shapes[index], &api.types[index]);
            }
        }
    }
    for index in 0..count {
        let target = representative(&stands_for, index);
        claims[target] = claims[target].min(claims[index]);
    }
    redirect(api, &stands_for);
}

/// Merges the definitions of one class. The document's own names win; definitions with different own names stay apart.
fn merge_class(types: &mut [TypeDef], class: &[usize], stands_for: &mut [usize]) -> bool {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut derived: Vec<usize> = Vec::new();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for index in class {
        match &types[*index].name {
            NameHint::Given(name) => {
                if let Some(first) = named.get(name.as_str()) {
                    merged.push((*index, *first));
                } else {
                    named.insert(name, *index);
                }
            }
            NameHint::Derived(_) => derived.push(*index),
        }
    }
    let only_named = if named.len() == 1 { named.values().next().copied() } else { None };
    let target = only_named.or(derived.first().copied());
    if let Some(target) = target {
        merged.extend(derived.iter().filter(|index| **index != target).map(|index| (*index, target)));
    }
    if only_named.is_none()
        && let Some(target) = target
        && derived.len() > 1
    {
        types[target].name = NameHint::Derived(shared_candidates(types, &derived));
    }
    for (from, to) in &merged {
        stands_for[*from] = *to;
        let former = types[*from].former.clone();
        types[*to].former.extend(former);
    }
    !merged.is_empty()
}

/// Candidates of several places: what most of them could be called comes first, then the order in which they came.
fn shared_candidates(types: &[TypeDef], places: &[usize]) -> Vec<Words> {
    let mut counted: Vec<(Words, usize)> = Vec::new();
    for index in places {
        let NameHint::Derived(candidates) = &types[*index].name else { continue };
        for words in candidates {
            match counted.iter_mut().find(|(other, _)| other == words) {
                Some((_, count)) => *count += 1,
                None => counted.push((words.clone(), 1)),
            }
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(words, _)| words).collect()
}

/// A definition without what is only for the reader.
fn plain(definition: &TypeDef) -> Shape {
    let mut shape = definition.shape.clone();
    match &mut shape {
        Shape::Struct(object) => {
            for field in &mut object.fields {
                field.pointer.clear();
                (field.doc, field.default, field.example, field.deprecated) = (None, None, None, false);
            }
        }
        Shape::TextEnum(variants) => variants.iter_mut().for_each(|variant| variant.doc = None),
        Shape::IntEnum(variants) => variants.iter_mut().for_each(|variant| variant.doc = None),
        Shape::Union(union) => union.members.iter_mut().for_each(|member| member.doc = None),
        Shape::Alias(_) => {}
    }
    shape
}

/// What equal definitions have in common.
fn key(shape: &Shape, definition: &TypeDef) -> String {
    // Plain data always has a JSON form; should it not, the definition is left alone under a key of its own.
    serde_json::to_string(shape).unwrap_or_else(|_| definition.pointer.clone())
}

/// Puts what stands for them in place of types that were merged; whether there were any.
fn rename(shape: &mut Shape, stands_for: &[usize]) -> bool {
    let mut renamed = false;
    each_type(shape, &mut |ty| {
        if let Type::Named(id) = ty {
            let now = representative(stands_for, id.0);
            renamed |= now != id.0;
            id.0 = now;
        }
    });
    renamed
}

fn representative(stands_for: &[usize], mut index: usize) -> usize {
    while stands_for[index] != index {
        index = stands_for[index];
    }
    index
}

fn redirect(api: &mut Api, stands_for: &[usize]) {
    let mut change = |ty: &mut Type| {
        if let Type::Named(id) = ty {
            id.0 = representative(stands_for, id.0);
        }
    };
    each_type_of_operations(api, &mut change);
    for definition in &mut api.types {
        each_type(&mut definition.shape, &mut change);
    }
}

/// Keeps the definitions reached from `roots`, in their order.
pub(super) fn keep_reached(api: &mut Api, roots: Vec<TypeId>) {
    let reached = closure(api, roots);
    let new_index: BTreeMap<TypeId, usize> = reached.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let mut index = 0;
    api.types.retain(|_| {
        let kept = reached.contains(&TypeId(index));
        index += 1;
        kept
    });
    let mut change = |ty: &mut Type| {
        if let Type::Named(id) = ty
            && let Some(new) = new_index.get(id)
        {
            id.0 = *new;
        }
    };
    each_type_of_operations(api, &mut change);
    for definition in &mut api.types {
        each_type(&mut definition.shape, &mut change);
    }
}
