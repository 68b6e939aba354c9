//! Names such as `device_id` into types of identifiers, so that two kinds cannot be swapped.

use std::collections::BTreeMap;

use super::Lowerer;
use super::extension;
use super::hint::Hint;
use super::keywords::{Keywords, Node};
use super::merge::Part;
use super::words::{Words, singular, split};
use crate::ir::{IdType, IdTypeId, JsonType, TextFormat, Type};

/// The identifier types known so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) types: Vec<IdType>,
    by_words: BTreeMap<Words, IdTypeId>,
}

impl Ids {
    /// The identifier type of a name, made if it is new. One that is text in one place is text everywhere.
    pub(super) fn intern(&mut self, name: &str, integer: bool) -> IdTypeId {
        let words = split(name);
        if let Some(id) = self.by_words.get(&words) {
            self.types[id.0].integer &= integer;
            return *id;
        }
        let id = IdTypeId(self.types.len());
        self.types.push(IdType { name: name.to_owned(), integer, doc: None });
        self.by_words.insert(words, id);
        id
    }

    fn find(&self, words: &[String], integer: bool) -> Option<IdTypeId> {
        let id = *self.by_words.get(words)?;
        (self.types[id.0].integer == integer).then_some(id)
    }
}

/// Suffixes that a model's name carries beside what it is a model of.
const MODEL_WORDS: &[&str] = &[
    "body", "create", "detail", "details", "dto", "entity", "full", "input", "item", "model", "object", "output",
    "patch", "read", "record", "request", "resource", "response", "result", "schema", "summary", "update", "view",
];

impl<'a> Lowerer<'a, '_> {
    /// The identifier type that `x-id-type` at a place asks for.
    pub(super) fn declared_id(&mut self, parts: &[Part<'a>]) -> Option<Type> {
        for part in parts {
            let node = match part.node {
                Node::Component(name) => self.component(name)?,
                node => node,
            };
            if let Node::Schema(schema) = node
                && let Some(name) = extension::text(&schema.schema_data.extensions, "x-id-type")
            {
                let integer = Keywords::of(schema).types == [JsonType::Integer];
                return Some(Type::Id(self.ids.intern(name, integer)));
            }
        }
        None
    }

    /// The type of a property or parameter `name` that holds a known identifier, otherwise the type as it was.
    pub(super) fn recognised_id(&self, name: &str, ty: Type, owner: &Hint) -> Type {
        match ty {
            Type::List(element) => {
                let words = split(name);
                let many = words.last().is_some_and(|last| last == "ids" || last == "uuids");
                if many {
                    let one: Words = super::words::singular_words(&words);
                    return Type::List(Box::new(self.identified(&one, *element, owner)));
                }
                Type::List(element)
            }
            Type::Text(_) | Type::Integer(_) => self.identified(&split(name), ty, owner),
            ty => ty,
        }
    }

    fn identified(&self, words: &[String], ty: Type, owner: &Hint) -> Type {
        let integer = match ty {
            Type::Text(TextFormat::Plain | TextFormat::Uuid) => false,
            Type::Integer(_) => true,
            _ => return ty,
        };
        let found = match words {
            [only] if only == "id" => {
                let owner = owner_words(owner);
                owner.and_then(|owner| self.ids.find(&with_id(owner), integer))
            }
            [.., last] if last == "id" => self.ids.find(words, integer),
            _ => None,
        };
        found.map_or(ty, Type::Id)
    }

    /// Whether a required property tells which object this is.
    pub(super) fn identifies(&self, name: &str, ty: &Type, owner: &Hint) -> bool {
        if !matches!(ty, Type::Id(_) | Type::Integer(_) | Type::Text(TextFormat::Plain | TextFormat::Uuid)) {
            return false;
        }
        let words = split(name);
        let own = owner_words(owner).map(with_id);
        matches!(words.as_slice(), [only] if only == "id" || only == "uuid") || own.is_some_and(|own| own == words)
    }

    /// Registers the identifiers that path templates speak of, before any schema is lowered.
    pub(super) fn register_path_id(
        &mut self,
        path: &str,
        parameter: &str,
        wanted: Option<&str>,
        ty: &Type,
    ) -> Option<IdTypeId> {
        let integer = match ty {
            Type::Text(TextFormat::Plain | TextFormat::Uuid) => false,
            Type::Integer(_) => true,
            Type::Id(id) => return Some(*id),
            _ => return None,
        };
        if let Some(name) = wanted {
            return Some(self.ids.intern(name, integer));
        }
        let name = path_id_name(path, parameter)?;
        Some(self.ids.intern(&name, integer))
    }
}

/// `device_id` for `{device_id}`, `{deviceId}`, and for `{id}` after `/devices/`.
pub(super) fn path_id_name(path: &str, parameter: &str) -> Option<String> {
    let words = split(parameter);
    match words.as_slice() {
        [only] if only == "id" || only == "uuid" => {
            let template = format!("{{{parameter}}}");
            let segments: Vec<&str> = path.split('/').collect();
            let index = segments.iter().position(|segment| *segment == template)?;
            let before = segments.get(index.checked_sub(1)?)?;
            let mut owner = split(before);
            if before.contains('{') || owner.is_empty() || super::path::is_plumbing(before) {
                return None;
            }
            if let Some(last) = owner.last_mut() {
                *last = singular(last);
            }
            Some(with_id(owner).join("_"))
        }
        [.., last] if last == "id" => Some(words.join("_")),
        _ => None,
    }
}

fn with_id(mut words: Words) -> Words {
    words.push("id".to_owned());
    words
}

/// What a type is a model of: `device` for `DeviceDto`.
fn owner_words(hint: &Hint) -> Option<Words> {
    let mut words = hint.own.first()?.clone();
    while words.len() > 1 && words.last().is_some_and(|last| MODEL_WORDS.contains(&last.as_str())) {
        words.pop();
    }
    (!words.is_empty()).then_some(words)
}
