//! Types, ids and request twins into type names of one namespace.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{Kind, ident};
use super::keywords::is_taken_type;
use super::unique::{Scope, Wish};
use super::words::words;
use crate::ir::{self, NameHint, Shape, Type};

/// Names of everything that stands in the models' namespace.
#[derive(Debug)]
pub(super) struct TypeNames {
    pub(super) types: Vec<String>,
    pub(super) inputs: Vec<Option<String>>,
    pub(super) ids: Vec<String>,
    /// All of them.
    pub(super) scope: Scope,
}

/// Given names first, then ids, then names made up from places, then the twins, which follow their types.
pub(super) fn types(api: &ir::Api) -> TypeNames {
    let mut scope = Scope::default();
    let mut types: Vec<Option<String>> = vec![None; api.types.len()];
    given(api, &mut scope, &mut types);
    let wishes: Vec<Wish> = api.ids.iter().map(|id| id_wish(&id.name)).collect();
    let ids = scope.assign(&wishes);
    derived(api, &mut scope, &mut types);
    let types: Vec<String> = types.into_iter().map(Option::unwrap_or_default).collect();
    let twins = twins(api);
    let inputs = types.iter().zip(twins).map(|(name, twin)| twin.then(|| scope.assign_one(&twin_wish(name)))).collect();
    TypeNames { types, inputs, ids, scope }
}

fn given(api: &ir::Api, scope: &mut Scope, types: &mut [Option<String>]) {
    let (at, wishes): (Vec<usize>, Vec<Wish>) = api
        .types
        .iter()
        .enumerate()
        .filter_map(|(at, def)| match &def.name {
            NameHint::Given(name) => Some((at, Wish::text(Kind::Type, name))),
            NameHint::Derived(_) => None,
        })
        .unzip();
    for (at, name) in at.into_iter().zip(scope.assign(&wishes)) {
        types[at] = Some(name);
    }
}

/// `device_id` and `DeviceId` → `DeviceId`; `DeviceIdentifier` where a schema is called so.
fn id_wish(name: &str) -> Wish {
    let plain = words(name);
    let stem: Vec<String> = plain.iter().take_while(|word| *word != "id").cloned().collect();
    let longer = stem.into_iter().chain(["identifier".to_owned()]).collect();
    Wish::among(Kind::Type, vec![plain, longer])
}

fn twin_wish(name: &str) -> Wish {
    let with = |word: &str| words(name).into_iter().chain([word.to_owned()]).collect();
    Wish::among(Kind::Type, vec![with("input"), with("request")])
}

/// A type whose name is made up from its place.
struct Derived {
    at: usize,
    candidates: Vec<Vec<String>>,
    level: usize,
}

impl Derived {
    fn name(&self) -> String {
        ident(Kind::Type, self.candidates.get(self.level).map_or(&[], Vec::as_slice))
    }

    fn can_grow(&self) -> bool {
        self.level + 1 < self.candidates.len()
    }
}

/// Each takes its first candidate that nobody else wants: of two that want one name, both move on to a longer one,
/// so that neither reads as if it were the only one of its kind.
fn derived(api: &ir::Api, scope: &mut Scope, types: &mut [Option<String>]) {
    let mut all: Vec<Derived> = api.types.iter().enumerate().filter_map(derived_type).collect();
    let mut ambiguous = BTreeSet::new();
    while grow(&mut all, scope, &mut ambiguous) {}
    let wishes: Vec<Wish> = all
        .iter()
        .map(|one| Wish::among(Kind::Type, one.candidates.get(one.level..).unwrap_or_default().to_vec()))
        .collect();
    for (one, name) in all.iter().zip(scope.assign(&wishes)) {
        types[one.at] = Some(name);
    }
}

fn derived_type((at, def): (usize, &ir::TypeDef)) -> Option<Derived> {
    let NameHint::Derived(candidates) = &def.name else { return None };
    let in_words = |candidate: &Vec<String>| candidate.iter().flat_map(|text| words(text)).collect::<Vec<_>>();
    let mut candidates: Vec<Vec<String>> =
        candidates.iter().map(in_words).filter(|candidate| !candidate.is_empty()).collect();
    if candidates.is_empty() {
        candidates.push(vec!["model".to_owned()]);
    }
    Some(Derived { at, candidates, level: 0 })
}

/// One round; false when nobody moved. Ends, because levels only grow.
fn grow(all: &mut [Derived], scope: &Scope, ambiguous: &mut BTreeSet<String>) -> bool {
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for one in all.iter() {
        *wanted.entry(one.name()).or_default() += 1;
    }
    ambiguous.extend(wanted.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name));
    let mut moved = false;
    for one in all.iter_mut().filter(|one| one.can_grow()) {
        let name = one.name();
        let plain = name.strip_suffix("Model").unwrap_or(&name);
        if ambiguous.contains(&name) || !scope.is_free(&name) || is_taken_type(plain) {
            one.level += 1;
            moved = true;
        }
    }
    moved
}

/// Which types need a second form for requests: structs that travel both ways, and what contains one.
fn twins(api: &ir::Api) -> Vec<bool> {
    let both = |def: &ir::TypeDef| def.usage.request && def.usage.reply;
    let mut twin: Vec<bool> = api.types.iter().map(|def| both(def) && matches!(def.shape, Shape::Struct(_))).collect();
    loop {
        let next: Vec<bool> = api
            .types
            .iter()
            .enumerate()
            .map(|(at, def)| twin[at] || (both(def) && contains_twin(&def.shape, &twin)))
            .collect();
        if next == twin {
            return twin;
        }
        twin = next;
    }
}

fn contains_twin(shape: &Shape, twin: &[bool]) -> bool {
    match shape {
        Shape::Struct(_) | Shape::TextEnum(_) | Shape::IntEnum(_) => false,
        Shape::Union(union) => union.members.iter().any(|member| is_twin(&member.ty, twin)),
        Shape::Alias(ty) => is_twin(ty, twin),
    }
}

fn is_twin(ty: &Type, twin: &[bool]) -> bool {
    match ty {
        Type::Named(id) => twin.get(id.0).copied().unwrap_or(false),
        Type::List(inner) | Type::NullableList(inner) | Type::Map(inner, _) => is_twin(inner, twin),
        _ => false,
    }
}
