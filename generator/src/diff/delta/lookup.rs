//! What rules ask of a difference: the Rust item it is about, and what else is known of that.

use super::{Aspect, Cx, Delta, Subject, former, method};
use crate::diff::facts::{self, User};
use crate::diff::pairs::Model;
use crate::diff::{Direction, Side, SideOf};
use crate::emit::{CallSurface, Slot};

impl<'a> Cx<'a> {
    /// The Rust item that a change is about, as users write it.
    pub(in crate::diff) fn item(&self, subject: Subject) -> String {
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
            Subject::Set(at) => {
                let pair = self.sets[at];
                let name = |side: &Side<'_>, at: usize| format!("{}()", side.names.sets[at].accessor);
                pair.new.map(|at| name(self.new, at)).or(pair.old.map(|at| name(self.old, at))).unwrap_or_default()
            }
            Subject::Model(at) => {
                let pair = self.models[at];
                let new = pair.new.map(|at| self.new_models[at].surface.name.clone());
                new.or(pair.old.map(|at| self.old_models[at].surface.name.clone())).unwrap_or_default()
            }
        }
    }

    /// The method of an operation before.
    pub(in crate::diff) fn old_method(&self, subject: Subject) -> Option<String> {
        let Subject::Operation(at) = subject else { return None };
        self.operations[at].old.map(|at| method(self.old, at))
    }

    /// Whether another fact of the same thing (and key, where both have one) differs too.
    pub(in crate::diff) fn also(&self, delta: &Delta, aspect: Aspect) -> bool {
        self.deltas.iter().any(|other| other.aspect == aspect && other.subject == delta.subject)
    }

    /// What a feature of the old side is called on the new one.
    pub(in crate::diff) fn feature_now<'f>(&'f self, feature: &'f str) -> &'f str {
        let was = |pair: &&crate::diff::pairs::Pair| {
            pair.old.and_then(|old| self.old.surface.features.get(old)).is_some_and(|name| name == feature)
        };
        let pair = self.groups.iter().find(was);
        let now = pair.and_then(|pair| pair.new).and_then(|new| self.new.surface.features.get(new));
        now.map_or(feature, String::as_str)
    }

    /// Whether a renamed method or type is still found under its old name, as a deprecated alias.
    pub(in crate::diff) fn keeps_old_name(&self, delta: &Delta) -> bool {
        match delta.subject {
            Subject::Operation(at) => {
                let (Some(old), Some(new)) = (self.operations[at].old, self.operations[at].new) else { return false };
                let name = method(self.old, old);
                former(self.new, new).any(|former| former == name)
            }
            Subject::Model(at) => {
                let (Some(old), Some(new)) = (self.models[at].old, self.models[at].new) else { return false };
                self.new_models[new].surface.former.contains(&self.old_models[old].surface.name)
            }
            Subject::Client | Subject::Group(_) | Subject::Set(_) => false,
        }
    }

    /// What the call of an operation is called now.
    pub(in crate::diff) fn call_now(&self, delta: &Delta) -> Option<&str> {
        let Subject::Operation(at) = delta.subject else { return None };
        Some(&self.new.names.operations[self.operations[at].new?].call)
    }

    /// Whether the call of a renamed method is still found under its old name, as a deprecated alias.
    pub(in crate::diff) fn keeps_old_call(&self, delta: &Delta) -> bool {
        let Subject::Operation(at) = delta.subject else { return false };
        let (Some(old), Some(new)) = (self.operations[at].old, self.operations[at].new) else { return false };
        let former = &self.new.names.operations[new].former;
        former.iter().any(|former| former.call.as_ref() == Some(&self.old.names.operations[old].call))
    }

    /// Whether another operation has the name of this one's method and call now, and takes and gives the same: programs
    /// compile, and something else happens.
    pub(in crate::diff) fn successor_fits(&self, delta: &Delta) -> bool {
        let Subject::Operation(at) = delta.subject else { return false };
        let Some(old) = self.operations[at].old else { return false };
        let name = method(self.old, old);
        let mut all = 0..self.new.api.operations.len();
        let Some(new) = all.find(|new| method(self.new, *new) == name) else { return false };
        let module = |side: &Side<'_>, at: usize| side.names.groups[side.api.operations[at].group].module.clone();
        let call = |side: &Side<'_>, at: usize| (module(side, at), side.names.operations[at].call.clone());
        call(self.old, old) == call(self.new, new) && self.takes_and_gives_the_same(old, new)
    }

    fn takes_and_gives_the_same(&self, old: usize, new: usize) -> bool {
        let (old, new) = (&self.old.surface.calls[old], &self.new.surface.calls[new]);
        let same = |old: &str, new: &str| facts::translate(old, &self.renamed) == new;
        let types = |old: &[Slot], new: &[Slot]| {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(&old.ty, &new.ty))
        };
        let named = |old: &[Slot], new: &[Slot]| {
            old.iter().all(|old| new.iter().any(|new| new.name == old.name && same(&old.ty, &new.ty)))
        };
        let ways = facts::ways(&old.ways);
        types(&old.arguments, &new.arguments)
            && named(&old.setters, &new.setters)
            && named(&old.replies, &new.replies)
            && same(&old.outcome, &new.outcome)
            && same(&ways, &facts::ways(&new.ways))
    }

    /// Whether a change of a property of a set is one of a field of its rows too, which has a row of its own.
    pub(in crate::diff) fn row_says(&self, delta: &Delta) -> bool {
        let Subject::Set(at) = delta.subject else { return false };
        let row = |side: &Side<'_>, at: usize| match &side.api.sets[at].row {
            crate::ir::Type::Named(id) => Some(id.0),
            _ => None,
        };
        let new = self.sets[at].new.and_then(|at| row(self.new, at));
        let old = self.sets[at].old.and_then(|at| row(self.old, at));
        let is_row = |subject: Subject| {
            let Subject::Model(at) = subject else { return false };
            let pair = self.models[at];
            let of = |models: &[Model], at: usize| models[at].ty.filter(|_| !models[at].twin);
            let matches = |ty: Option<usize>, row: Option<usize>| ty.is_some() && ty == row;
            matches(pair.new.and_then(|at| of(&self.new_models, at)), new)
                || matches(pair.old.and_then(|at| of(&self.old_models, at)), old)
        };
        let says = [Aspect::Member, Aspect::MemberName, Aspect::MemberType];
        let of_row = self.deltas.iter().filter(|other| is_row(other.subject));
        of_row.into_iter().any(|other| says.contains(&other.aspect) && other.key == delta.key)
    }

    /// What the model was, or is.
    pub(in crate::diff) fn kind(&self, subject: Subject) -> Option<&str> {
        let Subject::Model(at) = subject else { return None };
        let pair = self.models[at];
        let old = pair.old.map(|at| &self.old_models[at]);
        old.or(pair.new.map(|at| &self.new_models[at])).map(|model| model.surface.kind.as_str())
    }

    /// Whether it has variants rather than fields.
    pub(in crate::diff) fn is_enum(&self, subject: Subject) -> bool {
        self.kind(subject).is_some_and(|kind| kind.starts_with("enum") || kind == "union")
    }

    /// The identifier of a member that both sides have.
    pub(in crate::diff) fn member_name(&self, delta: &Delta) -> String {
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
    pub(in crate::diff) fn role(&self, delta: &Delta) -> Option<&'static str> {
        self.input(delta, SideOf::New).map(|(role, ..)| role)
    }

    /// The identifier of an input, the new one where there is one.
    pub(in crate::diff) fn input_name(&self, delta: &Delta) -> String {
        let found = self.input(delta, SideOf::New).or_else(|| self.input(delta, SideOf::Old));
        found.map_or_else(|| delta.key.clone(), |(_, _, slot)| slot.name.clone())
    }

    /// Whether a path argument only has another name: the other side has one of the same type at its position, in the
    /// same endpoint.
    pub(in crate::diff) fn is_renamed_path_argument(&self, delta: &Delta) -> bool {
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

    /// One of the two.
    pub(in crate::diff) fn side(&self, of: SideOf) -> &'a Side<'a> {
        if of == SideOf::Old { self.old } else { self.new }
    }

    /// Which way values of a model travel.
    pub(in crate::diff) fn direction(&self, subject: Subject) -> Option<Direction> {
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
    pub(in crate::diff) fn used_by(&self, subject: Subject) -> Vec<String> {
        let Subject::Model(at) = subject else { return Vec::new() };
        let pair = self.models[at];
        match (pair.new, pair.old) {
            (Some(at), _) => self.new_models[at].ty.map(|ty| named(self.new, &self.new_users[ty])),
            (None, Some(at)) => self.old_models[at].ty.map(|ty| named(self.old, &self.old_users[ty])),
            (None, None) => None,
        }
        .unwrap_or_default()
    }
}

fn named(side: &Side<'_>, users: &[User]) -> Vec<String> {
    users.iter().map(|user| user.name(side)).collect()
}
