//! The graph of types → which references need a box, and which aliases cannot be aliases.

use std::collections::BTreeSet;

use crate::ir::{Api, Shape, Type, TypeId};

/// Facts that follow from all definitions together.
pub(super) struct Graph {
    /// By type: types that a value of it holds without a list, map or box between.
    inline: Vec<Vec<usize>>,
    newtypes: Vec<bool>,
}

impl Graph {
    pub(super) fn new(api: &Api) -> Self {
        let inline = api.types.iter().map(|def| targets(&def.shape, false)).collect();
        let all: Vec<Vec<usize>> = api.types.iter().map(|def| targets(&def.shape, true)).collect();
        let newtypes = newtypes(api, &all);
        Self { inline, newtypes }
    }

    /// Whether a field or variant of `owner` has to box a value of `ty`, because it would contain itself.
    pub(super) fn needs_box(&self, owner: TypeId, ty: &Type) -> bool {
        let Type::Named(id) = ty else { return false };
        reaches(&self.inline, id.0, owner.0)
    }

    /// Whether an alias is written as a newtype: `type Tree = Vec<Tree>` is refused by the compiler (E0391).
    pub(super) fn is_newtype(&self, id: TypeId) -> bool {
        self.newtypes[id.0]
    }
}

/// Types that a shape mentions; through lists and maps only if asked.
pub(super) fn targets(shape: &Shape, through: bool) -> Vec<usize> {
    let mut found = Vec::new();
    match shape {
        Shape::Struct(structure) => {
            structure.fields.iter().for_each(|field| mentioned(&field.ty, through, &mut found));
            if let Some(rest) = structure.rest.as_ref().filter(|_| through) {
                mentioned(rest, through, &mut found);
            }
        }
        Shape::Union(union) => union.members.iter().for_each(|member| mentioned(&member.ty, through, &mut found)),
        Shape::Alias(ty) => mentioned(ty, through, &mut found),
        Shape::TextEnum(_) | Shape::IntEnum(_) => {}
    }
    found
}

pub(super) fn mentioned(ty: &Type, through: bool, found: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => found.push(id.0),
        Type::List(inner) | Type::NullableList(inner) | Type::Map(inner, _) | Type::Link(inner, _) if through => {
            mentioned(inner, through, found);
        }
        _ => {}
    }
}

/// Whether a way leads from one to the other. Of a large graph only a small part is seen.
fn reaches(edges: &[Vec<usize>], from: usize, to: usize) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(next) = open.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next) {
            open.extend(&edges[next]);
        }
    }
    false
}

/// Marks what can be reached from the roots, themselves included.
pub(super) fn reached(edges: &[Vec<usize>], roots: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut marked = vec![false; edges.len()];
    let mut open: Vec<usize> = roots.into_iter().collect();
    while let Some(next) = open.pop() {
        if !std::mem::replace(&mut marked[next], true) {
            open.extend(&edges[next]);
        }
    }
    marked
}

/// Aliases that come back to themselves through aliases alone.
fn newtypes(api: &Api, all: &[Vec<usize>]) -> Vec<bool> {
    let is_alias = |index: usize| matches!(api.types[index].shape, Shape::Alias(_));
    let aliases: Vec<Vec<usize>> = all
        .iter()
        .enumerate()
        .map(|(index, targets)| targets.iter().copied().filter(|target| is_alias(index) && is_alias(*target)).collect())
        .collect();
    (0..aliases.len()).map(|index| aliases[index].iter().any(|target| reaches(&aliases, *target, index))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_what_is_reached_and_stops_in_a_cycle() {
        let edges = vec![vec![1], vec![2], vec![1], vec![0]];
        assert_eq!(reached(&edges, [1]), [false, true, true, false]);
        assert!(reaches(&edges, 0, 2) && reaches(&edges, 1, 1) && !reaches(&edges, 2, 0));
    }
}
