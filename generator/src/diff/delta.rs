//! The facts of two sides into those that differ, each with the thing it is about.

use std::collections::BTreeMap;

use super::facts::{self, Facts};
use super::pairs::{self, Model, Pair};
use super::{ChangePlace, Direction, Side, SideOf};
use crate::diagnostics::Place;
use crate::emit::{CallSurface, Slot};

/// What a fact tells of a thing. Each is explained by its own rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aspect {
    // of the client
    BaseUrl,
    ServerVariable,
    RateLimits,
    About,
    // of a group
    Accessor,
    GroupDocs,
    // of an operation
    Operation,
    Retargeted,
    Group,
    Method,
    Call,
    Id,
    PathNames,
    OperationDocs,
    Deprecated,
    Effect,
    Retry,
    Confirm,
    Paging,
    Security,
    Servers,
    Input,
    InputName,
    InputType,
    InputDocs,
    InputDefault,
    InputConstraints,
    InputDeprecated,
    ArgumentOrder,
    Encoding,
    Outcome,
    ReplyVariant,
    Ways,
    Reply,
    ErrorReply,
    ReplyDocs,
    // of a model
    Model,
    ModelName,
    ModelKind,
    Shifted,
    Member,
    MemberName,
    MemberType,
    Setter,
    Constructor,
    Trait,
    ModelDocs,
    ModelDeprecated,
    MemberDocs,
    MemberDeprecated,
    Required,
    Access,
    Default,
    Discrimination,
    Rest,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Client,
    /// Index into [`Cx::groups`].
    Group(usize),
    /// Index into [`Cx::operations`].
    Operation(usize),
    /// Index into [`Cx::models`].
    Model(usize),
}

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
    pub(super) old_models: Vec<Model>,
    pub(super) new_models: Vec<Model>,
    /// Old and new names of types that were only renamed.
    pub(super) renamed: BTreeMap<String, String>,
    pub(super) deltas: Vec<Delta>,
    /// By type, the methods that reach it.
    old_users: Vec<Vec<String>>,
    new_users: Vec<Vec<String>>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        let operations = pairs::operations(old, new);
        let (old_models, new_models) = (pairs::models(old), pairs::models(new));
        let models = pairs::model_pairs(&old_models, &new_models, old, new);
        let renamed = renamed(&models, &old_models, &new_models);
        let groups = pairs::groups(old, new, &operations);
        let mut cx = Self {
            old,
            new,
            groups,
            operations,
            models,
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
        differing(Subject::Client, facts::client(self.old, &none), facts::client(self.new, &none), &mut deltas);
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
        deltas.extend(self.retargeted());
        deltas.extend(self.shifted());
        self.deltas = deltas;
    }

    /// The facts of one side of a pair; of an operation without a partner only that it is there.
    fn operation_facts(&self, pair: &Pair, of: SideOf) -> Facts {
        let (side, index, renamed) = match of {
            SideOf::Old => (self.old, pair.old, self.renamed.clone()),
            SideOf::New => (self.new, pair.new, BTreeMap::new()),
        };
        let Some(index) = index else { return Facts::new() };
        if pair.old.is_none() || pair.new.is_none() {
            return Facts::from([((Aspect::Operation, String::new()), method(side, index))]);
        }
        let mut facts = facts::operation(side, index, &renamed);
        let group = side.api.operations[index].group;
        let pair = self.groups.iter().position(|pair| match of {
            SideOf::Old => pair.old == Some(group),
            SideOf::New => pair.new == Some(group),
        });
        facts.insert((Aspect::Group, String::new()), format!("{pair:?}"));
        facts
    }

    /// Methods that kept their names and now call something else: users compile, and do something they did not ask for.
    fn retargeted(&self) -> Vec<Delta> {
        let methods = |side: &Side<'_>| {
            (0..side.api.operations.len()).map(|at| (method(side, at), at)).collect::<BTreeMap<_, _>>()
        };
        let (old, new) = (methods(self.old), methods(self.new));
        let moved = old.into_iter().filter_map(|(name, from)| {
            let to = *new.get(&name)?;
            let (was, is) = (pairs::endpoint(self.old, from), pairs::endpoint(self.new, to));
            let subject = Subject::Operation(self.operations.iter().position(|pair| pair.new == Some(to))?);
            (was != is).then_some(Delta {
                subject,
                aspect: Aspect::Retargeted,
                key: name,
                old: Some(was),
                new: Some(is),
            })
        });
        moved.collect()
    }

    /// Types that kept their names and now stand for another schema, while theirs has another name.
    fn shifted(&self) -> Vec<Delta> {
        let place = |side: &Side<'_>, model: &Model| Some(side.api.types[model.ty?].pointer.clone());
        let in_old = |at: usize| place(self.old, &self.old_models[at]);
        let new_places: BTreeMap<String, &str> = self
            .new_models
            .iter()
            .filter(|model| !model.twin)
            .filter_map(|model| Some((place(self.new, model)?, model.surface.name.as_str())))
            .collect();
        let moved = self.models.iter().enumerate().filter_map(|(at, pair)| {
            let (was, is) = (in_old(pair.old?)?, place(self.new, &self.new_models[pair.new?])?);
            let name = &self.old_models[pair.old?].surface.name;
            let elsewhere = new_places.get(&was).filter(|other| *other != name)?;
            let unrelated = was != is && self.new_models[pair.new?].surface.name == *name;
            unrelated.then(|| Delta {
                subject: Subject::Model(at),
                aspect: Aspect::Shifted,
                key: String::new(),
                old: Some(name.clone()),
                new: Some((*elsewhere).to_owned()),
            })
        });
        moved.collect()
    }

    /// The Rust item that a change is about, as users write it.
    pub(super) fn item(&self, subject: Subject) -> String {
        match subject {
            Subject::Client => "Client".to_owned(),
            Subject::Group(at) => {
                let pair = self.groups[at];
                let name = |side: &Side<'_>, at: usize| format!("{}()", side.names.groups[at].accessor);
                pair.new.map(|at| name(self.new, at)).or(pair.old.map(|at| name(self.old, at))).unwrap_or_default()
            }
            Subject::Operation(at) => {
                let pair = self.operations[at];
                pair.new.map(|at| method(self.new, at)).or(pair.old.map(|at| method(self.old, at))).unwrap_or_default()
            }
            Subject::Model(at) => {
                let pair = self.models[at];
                let new = pair.new.map(|at| self.new_models[at].surface.name.clone());
                new.or(pair.old.map(|at| self.old_models[at].surface.name.clone())).unwrap_or_default()
            }
        }
    }

    /// The method of an operation before.
    pub(super) fn old_method(&self, subject: Subject) -> Option<String> {
        let Subject::Operation(at) = subject else { return None };
        self.operations[at].old.map(|at| method(self.old, at))
    }

    /// Whether another fact of the same thing (and key, where both have one) differs too.
    pub(super) fn also(&self, delta: &Delta, aspect: Aspect) -> bool {
        self.deltas.iter().any(|other| other.aspect == aspect && other.subject == delta.subject)
    }

    /// What the model was, or is.
    pub(super) fn kind(&self, subject: Subject) -> Option<&str> {
        let Subject::Model(at) = subject else { return None };
        let pair = self.models[at];
        let old = pair.old.map(|at| &self.old_models[at]);
        old.or(pair.new.map(|at| &self.new_models[at])).map(|model| model.surface.kind.as_str())
    }

    /// Whether it has variants rather than fields.
    pub(super) fn is_enum(&self, subject: Subject) -> bool {
        self.kind(subject).is_some_and(|kind| kind.starts_with("enum") || kind == "union")
    }

    /// The identifier of a member that both sides have.
    pub(super) fn member_name(&self, delta: &Delta) -> String {
        let Subject::Model(at) = delta.subject else { return delta.key.clone() };
        let members = self.models[at].new.map(|at| &self.new_models[at].surface.members);
        let slot = members.into_iter().flatten().find(|slot| slot.key == delta.key);
        slot.map_or_else(|| delta.key.clone(), |slot| slot.name.clone())
    }

    /// Where an input stands on a side: `argument` or `setter`, with its position, name and type.
    fn input(&self, delta: &Delta, of: SideOf) -> Option<(&'static str, usize, &Slot)> {
        let Subject::Operation(at) = delta.subject else { return None };
        let pair = self.operations[at];
        let call = match of {
            SideOf::Old => self.old.surface.calls.get(pair.old?)?,
            SideOf::New => self.new.surface.calls.get(pair.new?)?,
        };
        let arguments = call.arguments.iter().enumerate().map(|(at, slot)| ("argument", at, slot));
        let setters = call.setters.iter().enumerate().map(|(at, slot)| ("setter", at, slot));
        arguments.chain(setters).find(|(_, _, slot)| slot.key == delta.key)
    }

    /// Whether an input is an argument or a setter now.
    pub(super) fn role(&self, delta: &Delta) -> Option<&'static str> {
        self.input(delta, SideOf::New).map(|(role, ..)| role)
    }

    /// The identifier of an input, the new one where there is one.
    pub(super) fn input_name(&self, delta: &Delta) -> String {
        let found = self.input(delta, SideOf::New).or_else(|| self.input(delta, SideOf::Old));
        found.map_or_else(|| delta.key.clone(), |(_, _, slot)| slot.name.clone())
    }

    /// Whether a path argument only has another name: the other side has one of the same type at its position, in the
    /// same endpoint.
    pub(super) fn is_renamed_path_argument(&self, delta: &Delta) -> bool {
        let Subject::Operation(at) = delta.subject else { return false };
        let (Some(old), Some(new)) = (self.operations[at].old, self.operations[at].new) else { return false };
        if !delta.key.starts_with("path:") || !delta.one_sided() {
            return false;
        }
        let here = self.input(delta, SideOf::Old).or_else(|| self.input(delta, SideOf::New));
        let Some((_, position, _)) = here else { return false };
        let ty = |call: &CallSurface| {
            call.arguments.get(position).map(|slot| (slot.key.starts_with("path:"), slot.ty.clone()))
        };
        let (was, is) = (ty(&self.old.surface.calls[old]), ty(&self.new.surface.calls[new]));
        was.map(|(path, ty)| (path, facts::translate(&ty, &self.renamed))) == is
    }

    /// `METHOD /path` of an operation.
    pub(super) fn operation(&self, subject: Subject) -> Option<String> {
        let Subject::Operation(at) = subject else { return None };
        let pair = self.operations[at];
        let operation = pair.new.map(|at| &self.new.api.operations[at]);
        let operation = operation.or(pair.old.map(|at| &self.old.api.operations[at]))?;
        Some(format!("{} {}", operation.method, operation.path))
    }

    /// Where the change stands in the documents, as closely as is known. A part that one side does not have stands in
    /// the other alone.
    pub(super) fn places(&self, delta: &Delta) -> Vec<ChangePlace> {
        let both = [SideOf::Old, SideOf::New].map(|side| (side, self.pointers(delta, side)));
        // The last pointer is that of the whole.
        let of_part = both.iter().any(|(_, pointers)| pointers.len() > 1);
        let known = both.into_iter().filter(|(_, pointers)| !of_part || pointers.len() > 1);
        let closest = known.filter_map(|(side, pointers)| Some((side, pointers.into_iter().next()?)));
        closest.map(|(side, pointer)| ChangePlace { side, place: Place::pointer(pointer) }).collect()
    }

    /// The pointers of what the change is about, on both sides.
    pub(super) fn anchors(&self, delta: &Delta) -> Vec<String> {
        let both = [SideOf::Old, SideOf::New].into_iter().flat_map(|side| self.pointers(delta, side));
        both.collect()
    }

    /// Where a change stands in one document, the closest place first.
    fn pointers(&self, delta: &Delta, of: SideOf) -> Vec<String> {
        let side = self.side(of);
        let index = |pair: Pair| if of == SideOf::Old { pair.old } else { pair.new };
        match delta.subject {
            Subject::Client | Subject::Group(_) => Vec::new(),
            Subject::Operation(at) => {
                let Some(operation) = index(self.operations[at]).map(|at| &side.api.operations[at]) else {
                    return Vec::new();
                };
                let mut found = facts::pointers_of_part(side, operation, delta.aspect, &delta.key);
                found.push(operation.pointer.clone());
                found
            }
            Subject::Model(at) => {
                let models = if of == SideOf::Old { &self.old_models } else { &self.new_models };
                let ty = index(self.models[at]).and_then(|at| models[at].ty);
                let Some(def) = ty.map(|ty| &side.api.types[ty]) else { return Vec::new() };
                let mut found = facts::pointers_of_member(def, &delta.key);
                found.push(def.pointer.clone());
                found
            }
        }
    }

    /// One of the two.
    pub(super) fn side(&self, of: SideOf) -> &'a Side<'a> {
        if of == SideOf::Old { self.old } else { self.new }
    }

    /// Which way values of a model travel.
    pub(super) fn direction(&self, subject: Subject) -> Option<Direction> {
        let Subject::Model(at) = subject else { return None };
        let pair = self.models[at];
        let of = |side: &Side<'_>, model: &Model| {
            let usage = side.api.types[model.ty?].usage;
            match (usage.request, usage.reply) {
                _ if model.twin => Some(Direction::Request),
                (true, false) => Some(Direction::Request),
                (false, true) => Some(Direction::Response),
                // With a twin of its own it is read only.
                (true, true) if side.surface.models[model.ty?].1.is_some() => Some(Direction::Response),
                (true, true) => Some(Direction::Both),
                (false, false) => None,
            }
        };
        let new = pair.new.and_then(|at| of(self.new, &self.new_models[at]));
        new.or_else(|| pair.old.and_then(|at| of(self.old, &self.old_models[at])))
    }

    /// Methods that reach a model, by the side that has it.
    pub(super) fn used_by(&self, subject: Subject) -> Vec<String> {
        let Subject::Model(at) = subject else { return Vec::new() };
        let pair = self.models[at];
        match (pair.new, pair.old) {
            (Some(at), _) => self.new_models[at].ty.map(|ty| self.new_users[ty].clone()),
            (None, Some(at)) => self.old_models[at].ty.map(|ty| self.old_users[ty].clone()),
            (None, None) => None,
        }
        .unwrap_or_default()
    }
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
    let mut keys: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let (was, is) = (old.get(&key), new.get(&key));
        if was != is {
            let (aspect, key) = key;
            deltas.push(Delta { subject, aspect, key, old: was.cloned(), new: is.cloned() });
        }
    }
}
