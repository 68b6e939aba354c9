//! Things of two sides into pairs: operations by what they call, types by their names, and then by what they hold.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Side;
use crate::emit::{ModelSurface, Slot};

/// Indices of one thing on both sides; at least one is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

/// Pairs by key, the old ones in their order, then what is new. Of several with one key the first goes with the first.
pub(super) fn by_key(old: &[String], new: &[String]) -> Vec<Pair> {
    let mut places: BTreeMap<&String, VecDeque<usize>> = BTreeMap::new();
    for (at, key) in new.iter().enumerate() {
        places.entry(key).or_default().push_back(at);
    }
    let mut next = |key: &String| places.get_mut(key).and_then(VecDeque::pop_front);
    let mut pairs: Vec<Pair> = old.iter().enumerate().map(|(at, key)| Pair { old: Some(at), new: next(key) }).collect();
    let taken: BTreeSet<usize> = pairs.iter().filter_map(|pair| pair.new).collect();
    let added = (0..new.len()).filter(|at| !taken.contains(at));
    pairs.extend(added.map(|at| Pair { old: None, new: Some(at) }));
    pairs
}

/// What an operation calls, whatever its path parameters are called: `GET /devices/{}`.
pub(super) fn endpoint(side: &Side<'_>, operation: usize) -> String {
    let operation = &side.api.operations[operation];
    let mut out = format!("{} ", operation.method);
    let mut depth = 0_usize;
    for c in operation.path.chars() {
        match c {
            '{' => {
                depth += 1;
                out.push('{');
            }
            '}' => {
                depth = depth.saturating_sub(1);
                out.push('}');
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if let Some(words) = &operation.variant {
        out.push_str(&format!(" {words}"));
    }
    out
}

/// Operations by their paths, and those left over by what they call.
pub(super) fn operations(old: &Side<'_>, new: &Side<'_>) -> Vec<Pair> {
    let paths = |side: &Side<'_>| {
        let path = |operation: &crate::ir::Operation| {
            let variant = operation.variant.as_deref().unwrap_or_default();
            format!("{} {} {variant}", operation.method, operation.path)
        };
        side.api.operations.iter().map(path).collect::<Vec<_>>()
    };
    let mut pairs = by_key(&paths(old), &paths(new));
    let lonely = |of: fn(&Pair) -> Option<usize>, other: fn(&Pair) -> Option<usize>| {
        pairs.iter().filter(|pair| other(pair).is_none()).filter_map(of).collect::<Vec<_>>()
    };
    let (gone, come) = (lonely(|pair| pair.old, |pair| pair.new), lonely(|pair| pair.new, |pair| pair.old));
    let keys = |side: &Side<'_>, all: &[usize]| all.iter().map(|at| endpoint(side, *at)).collect::<Vec<_>>();
    let found = by_key(&keys(old, &gone), &keys(new, &come));
    let partner: BTreeMap<usize, usize> =
        found.iter().filter_map(|pair| Some((gone[pair.old?], come[pair.new?]))).collect();
    for pair in pairs.iter_mut().filter(|pair| pair.new.is_none()) {
        pair.new = pair.old.and_then(|old| partner.get(&old).copied());
    }
    let taken: BTreeSet<usize> = partner.into_values().collect();
    pairs.retain(|pair| pair.old.is_some() || pair.new.is_some_and(|new| !taken.contains(&new)));
    pairs
}

/// Groups by the name in the document; else by where most of their operations went.
pub(super) fn groups(old: &Side<'_>, new: &Side<'_>, operations: &[Pair]) -> Vec<Pair> {
    let names = |side: &Side<'_>| side.api.groups.iter().map(|group| group.name.clone()).collect::<Vec<_>>();
    let mut pairs = by_key(&names(old), &names(new));
    let mut free: BTreeSet<usize> =
        pairs.iter().filter(|pair| pair.old.is_none()).filter_map(|pair| pair.new).collect();
    for pair in pairs.iter_mut().filter(|pair| pair.new.is_none()) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for one in operations {
            let (Some(from), Some(to)) = (one.old, one.new) else { continue };
            if Some(old.api.operations[from].group) == pair.old {
                *counts.entry(new.api.operations[to].group).or_default() += 1;
            }
        }
        let most = counts.into_iter().filter(|(group, _)| free.contains(group)).max_by_key(|(_, count)| *count);
        pair.new = most.map(|(group, _)| group).filter(|group| free.remove(group));
    }
    let matched: BTreeSet<usize> = pairs.iter().filter(|pair| pair.old.is_some()).filter_map(|pair| pair.new).collect();
    pairs.retain(|pair| pair.old.is_some() || pair.new.is_some_and(|new| !matched.contains(&new)));
    pairs
}

/// Sets by their names on the wire.
pub(super) fn sets(old: &Side<'_>, new: &Side<'_>) -> Vec<Pair> {
    let names = |side: &Side<'_>| side.api.sets.iter().map(|set| set.name.clone()).collect::<Vec<_>>();
    by_key(&names(old), &names(new))
}

/// A model of one side: a type, its request twin, or an id.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) surface: ModelSurface,
    /// Index of the type; `None` for ids.
    pub(super) ty: Option<usize>,
    /// Whether it is the twin.
    pub(super) twin: bool,
}

/// Everything that has a name of its own in `models.rs` and `ids.rs`.
pub(super) fn models(side: &Side<'_>) -> Vec<Model> {
    let mut all = Vec::new();
    let emitted = side.surface.models.iter().enumerate().filter(|(_, (main, _))| !main.name.is_empty());
    for (at, (main, twin)) in emitted {
        all.push(Model { surface: main.clone(), ty: Some(at), twin: false });
        all.extend(twin.iter().map(|twin| Model { surface: twin.clone(), ty: Some(at), twin: true }));
    }
    all.extend(side.api.ids.iter().zip(&side.names.ids).map(|(id, name)| {
        let kind = if id.integer { "id of integers" } else { "id of text" }.to_owned();
        Model { surface: ModelSurface { name: name.clone(), kind, ..ModelSurface::default() }, ty: None, twin: false }
    }));
    all
}

/// Models by name; those left over by what they hold.
pub(super) fn model_pairs(old: &[Model], new: &[Model], old_side: &Side<'_>, new_side: &Side<'_>) -> Vec<Pair> {
    let names = |models: &[Model]| models.iter().map(|model| model.surface.name.clone()).collect::<Vec<_>>();
    let mut pairs = by_key(&names(old), &names(new));
    let mut free: Vec<usize> = pairs.iter().filter(|pair| pair.old.is_none()).filter_map(|pair| pair.new).collect();
    let pointer = |side: &Side<'_>, model: &Model| model.ty.map(|ty| side.api.types[ty].pointer.clone());
    for pair in pairs.iter_mut().filter(|pair| pair.new.is_none()) {
        let Some(one) = pair.old.map(|at| &old[at]) else { continue };
        let place = pointer(old_side, one);
        let score = |at: &usize| {
            let other = &new[*at];
            let same_place = place.is_some() && place == pointer(new_side, other);
            likeness(one, other) + u32::from(same_place) * 30
        };
        let best = free.iter().copied().map(|at| (score(&at), at)).max_by_key(|(score, at)| (*score, usize::MAX - at));
        if let Some((score, at)) = best.filter(|(score, _)| *score >= 70) {
            let _ = score;
            pair.new = Some(at);
            free.retain(|other| *other != at);
        }
    }
    pairs.retain(|pair| pair.old.is_some() || pair.new.is_some_and(|new| free.contains(&new)));
    pairs
}

/// How much of what two models hold is the same, in percent; models of different kinds have nothing in common.
fn likeness(one: &Model, other: &Model) -> u32 {
    if one.surface.kind != other.surface.kind || one.twin != other.twin {
        return 0;
    }
    let keys = |slots: &[Slot]| slots.iter().map(|slot| slot.key.clone()).collect::<BTreeSet<_>>();
    let (a, b) = (keys(&one.surface.members), keys(&other.surface.members));
    let (both, all) = (a.intersection(&b).count(), a.union(&b).count());
    match u32::try_from(both * 100 / all.max(1)) {
        // An alias has one member, which says nothing.
        Ok(score) if one.surface.kind != "alias" => score,
        _ => u32::from(one.surface.members == other.surface.members) * 60,
    }
}
