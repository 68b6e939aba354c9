//! Types that would all be called the same into one that is, and others that say what sets them apart.
//! What an operation reads has a better claim to `Device` than an entry of a list or a part of something else.

use std::collections::{BTreeMap, BTreeSet};

use super::hint::Claim;
use super::usage::closure;
use super::words::{Words, split};
use crate::ir::{Api, NameHint, TypeId};

/// Leaves a first candidate to the one type with the best claim to it; where several have the same, it stays ambiguous.
pub(super) fn settle(api: &mut Api, claims: &[Claim], roots: &[TypeId]) {
    let reached = closure(api, roots.to_vec());
    let mut wanted: BTreeMap<Words, Vec<TypeId>> = BTreeMap::new();
    let mut taken: BTreeSet<Words> = BTreeSet::new();
    for id in &reached {
        match &api.get(*id).name {
            NameHint::Given(name) => drop(taken.insert(split(name))),
            NameHint::Derived(candidates) => {
                if let Some(first) = candidates.first() {
                    wanted.entry(first.clone()).or_default().push(*id);
                }
            }
        }
    }
    for (words, ids) in wanted {
        let best = ids.iter().map(|id| claims[id.0]).min();
        let winners: Vec<TypeId> = ids.iter().copied().filter(|id| Some(claims[id.0]) == best).collect();
        let winner = match winners.as_slice() {
            [only] if !taken.contains(&words) => Some(*only),
            _ => None,
        };
        for id in ids.iter().filter(|id| Some(**id) != winner && (winner.is_some() || taken.contains(&words))) {
            give_up_first(&mut api.types[id.0].name);
        }
    }
}

fn give_up_first(name: &mut NameHint) {
    if let NameHint::Derived(candidates) = name
        && candidates.len() > 1
    {
        candidates.remove(0);
    }
}
