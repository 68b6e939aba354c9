//! Types, ids and request twins into type names of one namespace.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{Kind, ident};
use super::keywords::is_taken_type;
use super::lock::{Keeper, Section, distinct};
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

/// What had a name keeps it. Then given names, then ids, then names made up from places, then the twins, which follow
/// their types. `keys` are the types' places; `avoided` are names that others had and keep.
pub(super) fn types(api: &ir::Api, keys: &[String], avoided: Vec<String>, keeper: &mut Keeper<'_>) -> TypeNames {
    let twins = twins(api);
    let kept_twins = keys.iter().filter_map(|key| keeper.last(Section::Inputs, key));
    let mut scope = Scope::default();
    scope.avoid(avoided.into_iter().chain(kept_twins.collect::<Vec<_>>()));
    let wishes = wishes(api, keys, keeper);
    let mut types: Vec<Option<String>> =
        wishes.iter().map(|wish| wish.kept.clone().filter(|name| scope.take(name))).collect();
    let id_keys: Vec<String> = distinct(api.ids.iter().map(|id| id.name.clone()));
    let id_wishes: Vec<Wish> = api.ids.iter().map(|id| id_wish(&id.name)).collect();
    given(api, &wishes, &mut scope, &mut types);
    let ids = keeper.assign(Section::Ids, &id_keys, id_wishes, &mut scope);
    derived(api, &wishes, &mut scope, &mut types);
    let types: Vec<String> = types.into_iter().map(Option::unwrap_or_default).collect();
    for ((key, wish), name) in keys.iter().zip(&wishes).zip(&types) {
        keeper.keep(Section::Types, key, wish.plain(), name);
    }
    scope.avoid([]);
    let inputs = inputs(&types, &twins, keys, &mut scope, keeper);
    TypeNames { types, inputs, ids, scope }
}

/// The wish of each type, with the name that it had.
fn wishes(api: &ir::Api, keys: &[String], keeper: &Keeper<'_>) -> Vec<Wish> {
    let present: BTreeSet<String> = keys.iter().cloned().collect();
    let wish = |(key, def): (&String, &ir::TypeDef)| match &def.name {
        NameHint::Given(name) => keeper.remind(Section::Types, key, Wish::text_after(Kind::Type, name, "model")),
        NameHint::Derived(candidates) => {
            let wish = keeper.remind(Section::Types, key, Wish::among(Kind::Type, in_words(candidates)));
            if wish.kept.is_some() { wish } else { keeper.remind_orphan(Section::Types, &present, wish) }
        }
    };
    keys.iter().zip(&api.types).map(wish).collect()
}

fn given(api: &ir::Api, wishes: &[Wish], scope: &mut Scope, types: &mut [Option<String>]) {
    let open: Vec<usize> = (0..types.len())
        .filter(|&at| types[at].is_none() && matches!(api.types[at].name, NameHint::Given(_)))
        .collect();
    let wishes: Vec<Wish> = open.iter().map(|&at| wishes[at].clone()).collect();
    for (at, name) in open.into_iter().zip(scope.assign(&wishes)) {
        types[at] = Some(name);
    }
}

fn inputs(
    types: &[String],
    twins: &[bool],
    keys: &[String],
    scope: &mut Scope,
    keeper: &mut Keeper<'_>,
) -> Vec<Option<String>> {
    let with_twin: Vec<usize> = (0..types.len()).filter(|&at| twins[at]).collect();
    let own: Vec<String> = with_twin.iter().map(|&at| keys[at].clone()).collect();
    let wishes = with_twin.iter().map(|&at| twin_wish(&types[at])).collect();
    let mut inputs = vec![None; types.len()];
    for (at, name) in with_twin.into_iter().zip(keeper.assign(Section::Inputs, &own, wishes, scope)) {
        inputs[at] = Some(name);
    }
    inputs
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
struct Derived<'w> {
    at: usize,
    candidates: &'w [Vec<String>],
    level: usize,
    /// The name at this level.
    name: String,
}

impl<'w> Derived<'w> {
    fn new(at: usize, wish: &'w Wish) -> Self {
        Self { at, candidates: &wish.candidates, level: 0, name: wish.plain() }
    }

    fn grow(&mut self) {
        self.level += 1;
        self.name = ident(Kind::Type, self.candidates.get(self.level).map_or(&[], Vec::as_slice));
    }

    fn can_grow(&self) -> bool {
        self.level + 1 < self.candidates.len()
    }
}

/// Each takes its first candidate that nobody else wants: of two that want one name, both move on to a longer one,
/// so that neither reads as if it were the only one of its kind.
fn derived(api: &ir::Api, wishes: &[Wish], scope: &mut Scope, types: &mut [Option<String>]) {
    let open = api.types.iter().zip(wishes).enumerate().filter(|(at, _)| types[*at].is_none());
    let made_up = open.filter(|(_, (def, _))| matches!(def.name, NameHint::Derived(_)));
    let mut all: Vec<Derived<'_>> = made_up.map(|(at, (_, wish))| Derived::new(at, wish)).collect();
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

/// At least one candidate.
fn in_words(candidates: &[Vec<String>]) -> Vec<Vec<String>> {
    let each = |candidate: &Vec<String>| candidate.iter().flat_map(|text| words(text)).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = candidates.iter().map(each).filter(|candidate| !candidate.is_empty()).collect();
    if found.is_empty() { vec![vec!["model".to_owned()]] } else { found }
}

/// One round; false when nobody moved. Ends, because levels only grow.
fn grow(all: &mut [Derived<'_>], scope: &Scope, ambiguous: &mut BTreeSet<String>) -> bool {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for one in all.iter() {
        *wanted.entry(&one.name).or_default() += 1;
    }
    ambiguous.extend(wanted.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.to_owned()));
    let mut moved = false;
    for one in all.iter_mut().filter(|one| one.can_grow()) {
        let plain = one.name.strip_suffix("Model").unwrap_or(&one.name);
        if ambiguous.contains(&one.name) || !scope.is_free(&one.name) || is_taken_type(plain) {
            one.grow();
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
