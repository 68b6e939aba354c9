//! A difference into where it stands in both documents.

use super::{Aspect, Cx, Delta, Subject};
use crate::diagnostics::Place;
use crate::diff::facts;
use crate::diff::pairs::Pair;
use crate::diff::wire::escape;
use crate::diff::{ChangePlace, Side, SideOf};

impl Cx<'_> {
    /// `METHOD /path` of an operation.
    pub(in crate::diff) fn operation(&self, subject: Subject) -> Option<String> {
        let Subject::Operation(at) = subject else { return None };
        let pair = self.operations[at];
        let operation = pair.new.map(|at| &self.new.api.operations[at]);
        let operation = operation.or(pair.old.map(|at| &self.old.api.operations[at]))?;
        Some(format!("{} {}", operation.method, operation.path))
    }

    /// Where the change stands in the documents, as closely as is known. A part that one side does not have stands in
    /// the other alone.
    pub(in crate::diff) fn places(&self, delta: &Delta) -> Vec<ChangePlace> {
        let both = [SideOf::Old, SideOf::New].map(|side| (side, self.pointers(delta, side)));
        // The last pointer is that of the whole.
        let of_part = both.iter().any(|(_, pointers)| pointers.len() > 1);
        let known = both.into_iter().filter(|(_, pointers)| !of_part || pointers.len() > 1);
        let closest = known.filter_map(|(side, pointers)| Some((side, pointers.into_iter().next()?)));
        closest.map(|(side, pointer)| ChangePlace { side, place: Place::pointer(pointer) }).collect()
    }

    /// The pointers of what the change is about, on both sides.
    pub(in crate::diff) fn anchors(&self, delta: &Delta) -> Vec<String> {
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
            Subject::Set(at) => index(self.sets[at]).map(|at| self.set_pointers(side, at, delta)).unwrap_or_default(),
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

    /// A set stands at its path item; a property of it at that of the row.
    fn set_pointers(&self, side: &Side<'_>, at: usize, delta: &Delta) -> Vec<String> {
        let set = &side.api.sets[at];
        let mut found = Vec::new();
        if let (Aspect::SetProperty, crate::ir::Type::Named(id)) = (delta.aspect, &set.row) {
            found = facts::pointers_of_member(side.api.get(*id), &delta.key);
        }
        let verb = match (delta.aspect, delta.key.as_str()) {
            (Aspect::Ability, "Creatable") | (Aspect::Retry, "create") => Some("post"),
            (Aspect::Ability, "Updatable") | (Aspect::Retry, "update") => Some("patch"),
            (Aspect::Ability, "Deletable") | (Aspect::Retry, "delete") => Some("delete"),
            (Aspect::Ability, "Countable") => None,
            (Aspect::Ability | Aspect::Retry, _) => Some("get"),
            _ => None,
        };
        if let Some(verb) = verb {
            found.push(format!("{}/{verb}", set.pointer));
        } else if delta.key == "Countable" {
            found.push(format!("/paths/{}", escape(&format!("{}/$count", set.path))));
        }
        found.push(set.pointer.clone());
        found
    }
}
