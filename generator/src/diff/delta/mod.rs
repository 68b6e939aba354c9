//! The facts of two sides into those that differ, each with the thing it is about.

mod aspect;
mod lookup;
mod moved;
mod places;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::facts::{self, Facts, User};
use super::pairs::{self, Model, Pair};
use super::{Side, SideOf};
use crate::names::Names;
pub(super) use aspect::{Aspect, Subject};

/// A fact that differs.
#[derive(Debug, Clone)]
pub(super) struct Delta {
    pub(super) subject: Subject,
    pub(super) aspect: Aspect,
    /// Which of several: `query:limit`, a property.
    pub(super) key: String,
    old: Option<String>,
    new: Option<String>,
}

impl Delta {
    /// The old value, where there is no new one.
    pub(super) fn lost(&self, aspect: Aspect) -> Option<&str> {
        if self.aspect == aspect && self.new.is_none() { self.old.as_deref() } else { None }
    }

    /// The new value, where there is no old one.
    pub(super) fn gained(&self, aspect: Aspect) -> Option<&str> {
        if self.aspect == aspect && self.old.is_none() { self.new.as_deref() } else { None }
    }

    /// Both values, where there are both.
    pub(super) fn changed(&self, aspect: Aspect) -> Option<(&str, &str)> {
        if self.aspect == aspect { self.old.as_deref().zip(self.new.as_deref()) } else { None }
    }

    /// The old value, if there is one.
    pub(super) fn old_value(&self) -> Option<&str> {
        self.old.as_deref()
    }

    /// The new value, if there is one.
    pub(super) fn new_value(&self) -> Option<&str> {
        self.new.as_deref()
    }

    /// Whether it is about this.
    pub(super) fn is(&self, aspect: Aspect) -> bool {
        self.aspect == aspect
    }

    /// Whether the thing is on one side only, so that something else says that it came or went.
    pub(super) fn one_sided(&self) -> bool {
        self.old.is_none() || self.new.is_none()
    }

    /// Both values as text, whichever there are; `–` stands for none.
    pub(super) fn values(&self, aspect: Aspect) -> Option<(&str, &str)> {
        (self.aspect == aspect).then(|| (self.old.as_deref().unwrap_or("–"), self.new.as_deref().unwrap_or("–")))
    }
}

/// Both sides, what belongs together, and what differs.
pub(super) struct Cx<'a> {
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    pub(super) groups: Vec<Pair>,
    pub(super) operations: Vec<Pair>,
    pub(super) models: Vec<Pair>,
    pub(super) sets: Vec<Pair>,
    pub(super) old_models: Vec<Model>,
    pub(super) new_models: Vec<Model>,
    /// Old and new names of types that were only renamed.
    pub(super) renamed: BTreeMap<String, String>,
    pub(super) deltas: Vec<Delta>,
    /// By type, the methods that reach it.
    old_users: Vec<Vec<User>>,
    new_users: Vec<Vec<User>>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        let operations = pairs::operations(old, new);
        let (old_models, new_models) = (pairs::models(old), pairs::models(new));
        let models = pairs::model_pairs(&old_models, &new_models, old, new);
        let renamed = renamed(&models, &old_models, &new_models);
        let groups = pairs::groups(old, new, &operations);
        let sets = pairs::sets(old, new);
        let mut cx = Self {
            old,
            new,
            groups,
            operations,
            models,
            sets,
            old_models,
            new_models,
            renamed,
            deltas: Vec::new(),
            old_users: facts::users(old),
            new_users: facts::users(new),
        };
        cx.compare();
        cx
    }

    fn compare(&mut self) {
        let mut deltas = Vec::new();
        let none = BTreeMap::new();
        differing(Subject::Client, facts::client(self.old), facts::client(self.new), &mut deltas);
        for (at, pair) in self.groups.iter().enumerate() {
            // A group that comes or goes does so with its methods.
            if let (Some(old), Some(new)) = (pair.old, pair.new) {
                differing(Subject::Group(at), facts::group(self.old, old), facts::group(self.new, new), &mut deltas);
            }
        }
        for (at, pair) in self.operations.iter().enumerate() {
            let (old, new) = (self.operation_facts(pair, SideOf::Old), self.operation_facts(pair, SideOf::New));
            differing(Subject::Operation(at), old, new, &mut deltas);
        }
        for (at, pair) in self.models.iter().enumerate() {
            let old = pair.old.map(|old| facts::model(self.old, &self.old_models[old], &self.renamed));
            let new = pair.new.map(|new| facts::model(self.new, &self.new_models[new], &none));
            let (old, new) = match (old, new) {
                (Some(old), Some(new)) => (old, new),
                (old, new) => (only(Aspect::Model, old), only(Aspect::Model, new)),
            };
            differing(Subject::Model(at), old, new, &mut deltas);
        }
        for (at, pair) in self.sets.iter().enumerate() {
            let old = pair.old.map(|old| facts::set(self.old, old, &self.renamed));
            let new = pair.new.map(|new| facts::set(self.new, new, &none));
            let there = |name: String| Facts::from([((Aspect::Set, String::new()), name)]);
            let (old, new) = match (old, new) {
                (Some(old), Some(new)) => (old, new),
                (Some(_), None) => (there(self.item(Subject::Set(at))), Facts::new()),
                (None, _) => (Facts::new(), there(self.item(Subject::Set(at)))),
            };
            differing(Subject::Set(at), old, new, &mut deltas);
        }
        deltas.extend(self.retargeted());
        deltas.extend(self.shifted());
        self.deltas = deltas;
    }

    /// The facts of one side of a pair; of an operation without a partner only that it is there.
    fn operation_facts(&self, pair: &Pair, of: SideOf) -> Facts {
        let (side, index) = match of {
            SideOf::Old => (self.old, pair.old),
            SideOf::New => (self.new, pair.new),
        };
        let Some(index) = index else { return Facts::new() };
        if pair.old.is_none() || pair.new.is_none() {
            return Facts::from([((Aspect::Operation, String::new()), method(side, index))]);
        }
        let mut facts = match of {
            SideOf::Old => facts::operation(side, index, &self.renamed_for(pair)),
            SideOf::New => facts::operation(side, index, &BTreeMap::new()),
        };
        let group = side.api.operations[index].group;
        let pair = self.groups.iter().position(|pair| match of {
            SideOf::Old => pair.old == Some(group),
            SideOf::New => pair.new == Some(group),
        });
        facts.insert((Aspect::Group, String::new()), format!("{pair:?}"));
        facts
    }
}

impl<'a> Cx<'a> {
    /// Types that were only renamed, and the replies of this operation, where their old name stays.
    fn renamed_for(&self, pair: &Pair) -> Cow<'_, BTreeMap<String, String>> {
        let names = |names: &'a Names, at: Option<usize>| names.operations.get(at?);
        let (Some(old), Some(new)) = (names(self.old.names, pair.old), names(self.new.names, pair.new)) else {
            return Cow::Borrowed(&self.renamed);
        };
        if old.reply == new.reply || !new.former.iter().any(|former| former.reply.as_ref() == Some(&old.reply)) {
            return Cow::Borrowed(&self.renamed);
        }
        let mut renamed = self.renamed.clone();
        renamed.insert(old.reply.clone(), new.reply.clone());
        Cow::Owned(renamed)
    }
}

/// Names that a method had, as `devices().list`.
pub(super) fn former<'s>(side: &'s Side<'_>, operation: usize) -> impl Iterator<Item = String> + 's {
    let group = side.names.groups.get(side.api.operations[operation].group).map_or("", |group| &group.accessor);
    side.names.operations[operation].former.iter().map(move |former| format!("{group}().{}", former.name))
}

/// `devices().list`
pub(super) fn method(side: &Side<'_>, operation: usize) -> String {
    let group = side.names.groups.get(side.api.operations[operation].group);
    format!("{}().{}", group.map_or("", |group| &group.accessor), side.names.operations[operation].method)
}

fn renamed(models: &[Pair], old: &[Model], new: &[Model]) -> BTreeMap<String, String> {
    let names = models.iter().filter_map(|pair| Some((&old[pair.old?].surface.name, &new[pair.new?].surface.name)));
    names.filter(|(was, is)| was != is).map(|(was, is)| (was.clone(), is.clone())).collect()
}

/// Of a thing that is on one side alone, the fact that it is there.
fn only(aspect: Aspect, facts: Option<Facts>) -> Facts {
    facts.into_iter().flatten().filter(|((of, _), _)| *of == aspect).collect()
}

fn differing(subject: Subject, old: Facts, new: Facts, deltas: &mut Vec<Delta>) {
    // Nearly all facts are on both sides and the same.
    let mut keys: Vec<_> = old.iter().filter(|(key, was)| new.get(key) != Some(was)).map(|(key, _)| key).collect();
    keys.extend(new.keys().filter(|key| !old.contains_key(key)));
    keys.sort();
    for key in keys {
        let (was, is) = (old.get(key), new.get(key));
        let (aspect, key) = key.clone();
        deltas.push(Delta { subject, aspect, key, old: was.cloned(), new: is.cloned() });
    }
}
