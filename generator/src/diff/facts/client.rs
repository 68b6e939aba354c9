//! The client as a whole, and its groups, into facts.

use super::{Facts, digest};
use crate::diff::Side;
use crate::diff::delta::Aspect;
use crate::ir;

/// The client as a whole.
pub(in crate::diff) fn client(side: &Side<'_>) -> Facts {
    let mut facts = Facts::new();
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    put(Aspect::About, "", digest(&[&side.api.title, &side.api.version], &[&side.api.doc], &[]));
    put(Aspect::RateLimits, "", limits(&side.api.rate_limits));
    if let Some(server) = side.api.servers.first() {
        put(Aspect::BaseUrl, "", server.url.clone());
        let setters = side.names.server_variables.first().map_or(&[][..], Vec::as_slice);
        for (variable, setter) in server.variables.iter().zip(setters) {
            let default =
                variable.default.as_deref().map_or(String::new(), |default| format!(", by default {default}"));
            put(Aspect::ServerVariable, &variable.name, format!("{setter}{default}"));
            let values: Vec<&str> = variable.values.iter().map(String::as_str).collect();
            put(Aspect::About, &variable.name, digest(&values, &[&variable.doc], &[]));
        }
    }
    for (error, variant) in side.api.known_errors.iter().zip(&side.names.known_errors) {
        let key = format!("{}::{variant}", side.names.known_error);
        put(Aspect::KnownErrorText, &key, error.text.clone());
        put(Aspect::About, &key, digest(&[], &[&error.doc], &[]));
        put(Aspect::KnownError, &key, key.clone());
    }
    facts
}

fn limits(limits: &[ir::RateLimit]) -> String {
    let each = limits.iter().map(|limit| format!("{} requests in {} s", limit.requests, limit.seconds));
    each.collect::<Vec<_>>().join(", ")
}

/// A group.
pub(in crate::diff) fn group(side: &Side<'_>, at: usize) -> Facts {
    let names = &side.names.groups[at];
    let mut facts = Facts::from([
        ((Aspect::Accessor, "accessor".to_owned()), names.accessor.clone()),
        ((Aspect::Accessor, "module".to_owned()), names.module.clone()),
        ((Aspect::Accessor, "handle".to_owned()), names.handle.clone()),
        ((Aspect::GroupDocs, String::new()), digest(&[], &[&side.api.groups[at].doc], &[])),
    ]);
    if let Some(feature) = side.surface.features.get(at) {
        facts.insert((Aspect::Feature, String::new()), feature.clone());
    }
    facts
}
