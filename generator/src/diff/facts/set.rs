//! A set of rows into facts.

use super::{Facts, Renamed, digest, signature, translate};
use crate::diff::Side;
use crate::diff::delta::Aspect;

/// A set: what users call, what its rows are, and what can be done with them.
pub(in crate::diff) fn set(side: &Side<'_>, at: usize, renamed: &Renamed) -> Facts {
    let (set, names, surface) = (&side.api.sets[at], &side.names.sets[at], &side.surface.sets[at]);
    let mut facts = Facts::new();
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    put(Aspect::SetName, "method", names.accessor.clone());
    put(Aspect::SetName, "module", names.module.clone());
    put(Aspect::SetPath, "", set.path.clone());
    put(Aspect::SetRow, "", translate(&surface.row, renamed));
    put(Aspect::SetDocs, "", digest(&[], &[&set.doc], &[]));
    for slot in &surface.properties {
        put(Aspect::SetProperty, &slot.key, signature(slot, renamed));
    }
    for (function, arguments) in &surface.keys {
        let arguments: Vec<String> = arguments.iter().map(|slot| signature(slot, renamed)).collect();
        put(Aspect::SetKey, &function.key, format!("{}({})", function.name, arguments.join(", ")));
    }
    for slot in &surface.abilities {
        put(Aspect::Ability, &slot.key, translate(&slot.ty, renamed));
    }
    let retry = &set.retry_on;
    let all = [("read", &retry.read), ("create", &retry.create), ("update", &retry.update), ("delete", &retry.delete)];
    all.into_iter().for_each(|(what, statuses)| put(Aspect::Retry, what, format!("{statuses:?}")));
    facts
}
