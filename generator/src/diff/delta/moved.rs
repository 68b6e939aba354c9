//! Names that stayed and now stand for something else.

use std::collections::BTreeMap;

use super::{Aspect, Cx, Delta, Subject, former, method};
use crate::diff::Side;
use crate::diff::pairs::{self, Model};

impl Cx<'_> {
    /// Methods that kept their names and now call something else: users compile, and do something they did not ask for.
    pub(super) fn retargeted(&self) -> Vec<Delta> {
        let methods = |side: &Side<'_>| {
            let all = 0..side.api.operations.len();
            let names = all.flat_map(|at| former(side, at).chain([method(side, at)]).map(move |name| (name, at)));
            names.collect::<BTreeMap<_, _>>()
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
    pub(super) fn shifted(&self) -> Vec<Delta> {
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
}
