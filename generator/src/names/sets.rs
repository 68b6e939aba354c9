//! Sets of rows into a module of constants each, and a method of the client.

use serde::Serialize;

use super::english::plural;
use super::ident::Kind;
use super::keywords;
use super::unique::{Scope, Wish};
use super::words::words;
use crate::ir::{Api, EntitySet};

/// Identifiers of a set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SetNames {
    /// Module and file of its constants, named after one row.
    pub module: String,
    /// Method of the client, named after several.
    pub accessor: String,
    /// By key: the function that makes it; the id has none, because it is a type of its own.
    pub keys: Vec<String>,
}

/// Names of all sets. The accessors of groups come first: they are in the scope already.
pub(super) fn sets(api: &Api, groups: &[super::GroupNames]) -> Vec<SetNames> {
    let modules: Vec<Wish> =
        api.sets.iter().map(|set| Wish::text_avoiding(Kind::Module, &set.name, MODULES, "rows")).collect();
    let accessors: Vec<Wish> = api.sets.iter().map(accessor).collect();
    let mut methods = Scope::with(keywords::ON_CLIENTS);
    for group in groups {
        methods.take(&group.accessor);
    }
    let named = Scope::default().assign(&modules).into_iter().zip(methods.assign(&accessors));
    named.zip(&api.sets).map(|((module, accessor), set)| SetNames { module, accessor, keys: keys(set) }).collect()
}

/// Modules of the emitted crate beside which those of the sets stand.
const MODULES: &[&str] = &["client", "document", "fake", "ids", "models", "operations", "runtime", "sets"];

fn accessor(set: &EntitySet) -> Wish {
    match &set.rename {
        Some(name) => Wish::text_after(Kind::Method, name, "rows"),
        None => {
            let many = plural(&words(&set.name));
            let longer = many.iter().cloned().chain(["rows".to_owned()]).collect();
            Wish::among(Kind::Method, vec![many, longer])
        }
    }
}

/// `by_device_and_tag_key`.
fn keys(set: &EntitySet) -> Vec<String> {
    let wish = |key: &Vec<String>| {
        let mut name = vec!["by".to_owned()];
        for (index, part) in key.iter().enumerate() {
            name.extend((index > 0).then(|| "and".to_owned()));
            name.extend(words(part));
        }
        Wish::among(Kind::Method, vec![name])
    };
    let wishes: Vec<Wish> = set.keys.iter().map(wish).collect();
    Scope::default().assign(&wishes)
}

/// The constant of a property, after the struct's own member. `SET` is the set itself.
pub(super) fn constants(fields: &[String]) -> Vec<String> {
    let wish = |name: &String| {
        let plain = words(name.trim_start_matches("r#"));
        let longer = plain.iter().cloned().chain(["property".to_owned()]).collect();
        Wish::among(Kind::Constant, vec![plain, longer])
    };
    let wishes: Vec<Wish> = fields.iter().map(wish).collect();
    Scope::with(&["SET"]).assign(&wishes)
}

#[cfg(test)]
mod tests {
    use super::super::ident::ident;
    use super::*;

    #[test]
    fn keys_are_named_after_their_parts() {
        let key = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        let set = EntitySet { keys: vec![key(&["uuid"]), key(&["device", "tag_key"])], ..blank("device_tag") };
        assert_eq!(keys(&set), ["by_uuid", "by_device_and_tag_key"]);
        assert_eq!(ident(Kind::Method, &accessor(&set).candidates[0]), "device_tags");
    }

    #[test]
    fn a_property_leaves_the_set_its_name() {
        assert_eq!(constants(&["set".to_owned(), "r#type".to_owned()]), ["SET_PROPERTY", "TYPE"]);
    }

    fn blank(name: &str) -> EntitySet {
        EntitySet {
            pointer: String::new(),
            name: name.to_owned(),
            rename: None,
            group: None,
            path: String::new(),
            doc: None,
            row: crate::ir::Type::Bool,
            create: None,
            update: None,
            deletes: false,
            keys: Vec::new(),
            operations: 0,
            query: crate::ir::QueryCapabilities::default(),
            retry_on: crate::ir::RetryOn::default(),
        }
    }
}
