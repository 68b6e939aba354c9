//! References of every kind into references to `components`, the only ones that `openapiv3` holds:
//! what they lead to is copied there under a name, or put in place where there can be no reference.

mod anchors;
mod cycles;
mod files;
mod in_place;
mod names;
mod target;

pub(super) use files::Others;
pub(super) use target::percent_decoded;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::origins::{Origin, Origins};
use super::path::{self, Path};
use super::read::File;
use super::shape::{self, Kind};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use target::{Fault, Spot, Trees};

/// Resolves the references of `tree`, a copy of the document's own. What was copied where stands in the answer.
pub(super) fn resolve(
    tree: &mut Value,
    original: &Value,
    files: &[File],
    others: &Others,
    d: &mut Diagnostics,
) -> Origins {
    let main = files.first().map(|file| file.name.as_str()).unwrap_or_default();
    let anchors = OnceCell::new();
    let trees = Trees { main: original, main_name: main, others, anchors: &anchors };
    let mut resolver = Resolver {
        trees,
        files,
        names: BTreeMap::new(),
        taken: BTreeSet::new(),
        queue: Vec::new(),
        origins: Origins::default(),
        reported: BTreeSet::new(),
        inside: Vec::new(),
        copied: 0,
        d,
    };
    resolver.walk(tree, Kind::Document, 0, "");
    while let Some(hoisted) = resolver.queue.pop() {
        resolver.hoist(tree, hoisted);
    }
    resolver.origins
}

struct Resolver<'a, 'd> {
    trees: Trees<'a>,
    files: &'a [File],
    /// Names of what is copied into `components`.
    names: BTreeMap<(Kind, Spot), String>,
    taken: BTreeSet<(Kind, String)>,
    queue: Vec<Hoisted>,
    origins: Origins,
    /// Cycles that were reported, by their first member.
    reported: BTreeSet<Spot>,
    /// What is being put in place right now, the outermost first.
    inside: Vec<Spot>,
    copied: usize,
    d: &'d mut Diagnostics,
}

/// Something on its way into `components`.
struct Hoisted {
    kind: Kind,
    spot: Spot,
    name: String,
}

impl<'a> Resolver<'a, '_> {
    /// Resolves what is in `value`, which stands at `base` in a file.
    fn walk(&mut self, value: &mut Value, kind: Kind, file: usize, base: &str) {
        shape::walk_mut(value, kind, &Path::Base(base), &mut |value, kind, path| {
            let Value::Object(map) = value else { return };
            if kind == Kind::Schema {
                self.mapping(map, file, path);
                self.dynamic(map, file, path);
            }
            if !map.get("$ref").is_some_and(Value::is_string) {
                return;
            }
            if matches!(kind, Kind::PathItem | Kind::Callback | Kind::MediaType) {
                self.put_in_place(map, kind, file, path);
            } else if kind.section().is_some() {
                self.refer(map, kind, file, path);
            }
        });
    }

    /// A reference that stays one.
    fn refer(&mut self, map: &mut Map<String, Value>, kind: Kind, file: usize, path: &Path<'_>) {
        let Some(Value::String(reference)) = map.get_mut("$ref") else { return };
        match self.component(reference, kind, file, path) {
            Ok(None) => {}
            Ok(Some(new)) => *reference = new,
            Err(fault) => self.fault(&fault, file, &path.key("$ref").pointer()),
        }
        if kind != Kind::Schema {
            self.note_siblings(map, file, path);
        }
    }

    /// The reference to `components` that stands for `reference`; `None` where it is one already.
    fn component(
        &mut self,
        reference: &str,
        kind: Kind,
        file: usize,
        path: &Path<'_>,
    ) -> Result<Option<String>, Fault> {
        if file == 0 && self.trees.is_component(reference, kind) {
            let spot = Spot { file, pointer: reference[1..].to_owned() };
            return self.refuse_cycle(&spot).map(|()| None);
        }
        let spot = self.trees.find(reference, file, path)?;
        self.refuse_cycle(&spot)?;
        if let Some(other) = target::other_section(&spot.pointer, kind) {
            return Err(Fault::wrong_kind(reference, other));
        }
        let section = kind.section().unwrap_or_default();
        if spot.file == 0
            && let Some(name) = target::component_name(&spot.pointer, section)
            && names::is_plain(&name)
        {
            return Ok(Some(format!("#/components/{section}/{name}")));
        }
        let name = self.name(kind, spot);
        Ok(Some(format!("#/components/{section}/{name}")))
    }

    fn name(&mut self, kind: Kind, spot: Spot) -> String {
        if let Some(name) = self.names.get(&(kind, spot.clone())) {
            return name.clone();
        }
        let section = self.trees.main.pointer(&format!("/components/{}", kind.section().unwrap_or_default()));
        let is_free = |name: &str| {
            section.is_none_or(|section| section.get(name).is_none()) && !self.taken.contains(&(kind, name.to_owned()))
        };
        let name = names::choose(&names::candidates(&self.trees, &spot), is_free);
        self.taken.insert((kind, name.clone()));
        self.names.insert((kind, spot.clone()), name.clone());
        self.queue.push(Hoisted { kind, spot, name: name.clone() });
        name
    }

    /// Copies what a reference leads to into `components`.
    fn hoist(&mut self, tree: &mut Value, hoisted: Hoisted) {
        let Hoisted { kind, spot, name } = hoisted;
        let (Some(section), Some(mut value)) = (kind.section(), self.trees.get(&spot).cloned()) else { return };
        self.walk(&mut value, kind, spot.file, &spot.pointer);
        self.origins.put(&path::join(&format!("/components/{section}"), &name), spot.into());
        let Value::Object(root) = tree else { return };
        let components = root.entry("components").or_insert_with(|| Value::Object(Map::new()));
        if components.is_null() {
            *components = Value::Object(Map::new());
        }
        if let Value::Object(components) = components
            && let Value::Object(section) = components.entry(section).or_insert_with(|| Value::Object(Map::new()))
        {
            section.insert(name, value);
        }
    }

    /// `discriminator.mapping` refers to schemas too, by reference or by bare name (OpenAPI 3.1, Discriminator Object).
    /// One that leads nowhere costs that value only: bundlers forget to rewrite these.
    fn mapping(&mut self, map: &mut Map<String, Value>, file: usize, path: &Path<'_>) {
        let Some(Value::Object(mapping)) = map.get_mut("discriminator").and_then(|one| one.get_mut("mapping")) else {
            return;
        };
        mapping.retain(|value, target| {
            let Value::String(reference) = target else { return true };
            let is_reference =
                reference.contains(['#', '/']) || reference.ends_with(".json") || reference.ends_with(".yaml");
            if !is_reference {
                return true;
            }
            match self.component(reference, Kind::Schema, file, path) {
                Ok(Some(new)) => *reference = new,
                Ok(None) => {}
                Err(fault) => {
                    let (discriminator, mapping) = (path.key("discriminator"), "mapping");
                    let pointer = discriminator.key(mapping).key(value).pointer();
                    let namesake = self.namesake(reference);
                    if let Some((_, message, _)) = fault.text() {
                        let taken = namesake
                            .as_ref()
                            .map_or("this value is not told apart", |_| "the schema of that name is taken");
                        let message = format!("{message}; {taken}");
                        self.push(
                            Severity::Warning,
                            "discriminator-mapping",
                            file,
                            &pointer,
                            message,
                            "correct the mapping",
                        );
                    }
                    return namesake.is_some_and(|namesake| {
                        *reference = namesake;
                        true
                    });
                }
            }
            true
        });
    }

    /// The component that a dead reference ends with the name of: bundlers move schemas and forget the mappings.
    fn namesake(&self, reference: &str) -> Option<String> {
        let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
        let name = [".yaml", ".yml", ".json"].into_iter().find_map(|end| last.strip_suffix(end)).unwrap_or(last);
        let known = self.trees.main.pointer("/components/schemas").and_then(|schemas| schemas.get(name));
        known.filter(|_| names::is_plain(name)).map(|_| format!("#/components/schemas/{name}"))
    }

    /// Without schemas that extend one another, `$dynamicRef` is a `$ref` to the anchor (JSON Schema 2020-12, 8.2.3.2).
    fn dynamic(&mut self, map: &mut Map<String, Value>, file: usize, path: &Path<'_>) {
        if map.contains_key("$ref") {
            return;
        }
        if let Some(reference) = map.shift_remove("$dynamicRef") {
            let message = "$dynamicRef is taken as a plain $ref to its anchor".to_owned();
            self.push(
                Severity::Note,
                "dynamic-ref",
                file,
                &path.pointer(),
                message,
                "write $ref if that is what is meant",
            );
            map.insert("$ref".to_owned(), reference);
        }
    }

    /// Follows a reference to a reference; a circle of nothing else leads nowhere.
    fn refuse_cycle(&mut self, start: &Spot) -> Result<(), Fault> {
        let Some(circle) = cycles::circle(&self.trees, start) else { return Ok(()) };
        let Some(first) = circle.iter().min() else { return Ok(()) };
        if !self.reported.insert(first.clone()) {
            return Err(Fault::Reported);
        }
        let way: Vec<&str> = circle.iter().chain(circle.first()).map(|spot| spot.pointer.as_str()).collect();
        Err(Fault::cycle(&way.join(" -> ")))
    }

    fn note_siblings(&mut self, map: &Map<String, Value>, file: usize, path: &Path<'_>) {
        let dropped: Vec<&str> = map
            .keys()
            .map(String::as_str)
            .filter(|key| !matches!(*key, "$ref" | "summary" | "description") && !key.starts_with("x-"))
            .collect();
        if !dropped.is_empty() {
            let message = format!(
                "beside a $ref only a summary and a description are allowed here; {} is not used",
                dropped.join(", ")
            );
            self.push(
                Severity::Note,
                "ref-siblings",
                file,
                &path.pointer(),
                message,
                "put it into what the reference leads to",
            );
        }
    }

    fn fault(&mut self, fault: &Fault, file: usize, pointer: &str) {
        if let Some((code, message, help)) = fault.text() {
            self.push(Severity::Error, code, file, pointer, message, help);
        }
    }

    fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        file: usize,
        pointer: &str,
        message: String,
        help: &str,
    ) {
        let place = match self.files.get(file) {
            Some(file_of) if file != 0 => file_of.place(pointer),
            _ => crate::diagnostics::Place::pointer(pointer),
        };
        self.d.push(Diagnostic { code, severity, place, message, help: Some(help.to_owned()) });
    }
}

impl From<Spot> for Origin {
    fn from(spot: Spot) -> Self {
        Self { file: spot.file, pointer: spot.pointer }
    }
}
