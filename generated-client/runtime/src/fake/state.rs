//! Writes so far and an example → the example as it looks after them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::pages::{seeds, varied, vary};
use crate::encode;

/// Ids that are given out end higher than those of any list.
const FIRST: usize = 8000;

/// What was created, changed and deleted.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// By collection, in the order of creation.
    created: BTreeMap<String, Vec<Value>>,
    /// Members that were written, by the path of the item.
    written: BTreeMap<String, Map<String, Value>>,
    /// Paths of items.
    gone: BTreeSet<String>,
    count: usize,
}

/// A collection and what its items are told apart by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resource<'a> {
    pub(crate) collection: &'a str,
    pub(crate) parameter: &'a str,
}

impl State {
    /// The path of the first owner that is not there. In an `empty` tenant only that is there which was created.
    pub(crate) fn missing<'a>(&self, owners: &'a [String], empty: bool) -> Option<&'a String> {
        owners.iter().find(|owner| self.gone.contains(*owner) || (empty && !self.written.contains_key(*owner)))
    }

    /// Whether a collection is other than it was at the start.
    pub(crate) fn touches(&self, collection: &str) -> bool {
        let under = format!("{collection}/");
        let is_under = |path: &String| path.starts_with(&under);
        self.created.contains_key(collection) || self.gone.iter().any(is_under) || self.written.keys().any(is_under)
    }

    /// Adds an item; the example reply becomes its reply.
    pub(crate) fn create(&mut self, resource: Resource<'_>, members: Map<String, Value>, example: &str) -> String {
        let mut body: Value = serde_json::from_str(example).unwrap_or_default();
        let stated = subject(&mut body, resource).and_then(|item| Some(item.get(&resource.identity(item)?)?.clone()));
        let mut id = stated.unwrap_or_else(|| "00000000-0000-4000-8000-000000000000".into());
        vary(&mut id, FIRST + self.count);
        self.count += 1;
        show(&mut body, resource, Some(&id), &members);
        self.written.insert(resource.item(&id), members);
        self.created.entry(resource.collection.to_owned()).or_default().push(id);
        if example.is_empty() { String::new() } else { body.to_string() }
    }

    /// Notes what was written to an item.
    pub(crate) fn change(&mut self, resource: Resource<'_>, id: &str, members: Map<String, Value>) {
        self.written.entry(resource.item(&id.into())).or_default().extend(members);
    }

    /// Takes an item out.
    pub(crate) fn delete(&mut self, resource: Resource<'_>, id: &str) {
        let path = resource.item(&id.into());
        self.written.remove(&path);
        if let Some(created) = self.created.get_mut(resource.collection) {
            created.retain(|id| resource.item(id) != path);
        }
        self.gone.insert(path);
    }

    /// The example of an item as the item with this id, which may be one of the list's.
    pub(crate) fn item(&self, resource: Resource<'_>, id: &str, example: &str, listed: &[Value]) -> String {
        let Ok(mut body) = serde_json::from_str::<Value>(example) else { return example.to_owned() };
        if let Some(Value::Object(seed)) = seed(resource, listed, &id.into()) {
            show(&mut body, resource, None, &seed);
        }
        let nothing = Map::new();
        let written = self.written.get(&resource.item(&id.into())).unwrap_or(&nothing);
        let id = String::from_utf8_lossy(&encode::decode(id.as_bytes())).into_owned();
        show(&mut body, resource, Some(&id.into()), written);
        body.to_string()
    }

    /// A list that starts with `total` items, after all writes.
    pub(crate) fn list(&self, resource: Resource<'_>, examples: &[Value], total: usize) -> Vec<Value> {
        let template = examples.first().cloned().unwrap_or_else(|| Value::Object(Map::new()));
        let seeds = seeds(examples, 0..total).map(|mut item| {
            let path = item.as_object().and_then(|item| Some(resource.item(item.get(&resource.identity(item)?)?)));
            if let Some(written) = path.as_ref().and_then(|path| self.written.get(path)) {
                show(&mut item, resource, None, written);
            }
            (path, item)
        });
        let kept = seeds.filter(|(path, _)| path.as_ref().is_none_or(|path| !self.gone.contains(path)));
        let created = self.created.get(resource.collection).into_iter().flatten().map(|id| {
            let mut item = template.clone();
            let nothing = Map::new();
            show(&mut item, resource, Some(id), self.written.get(&resource.item(id)).unwrap_or(&nothing));
            item
        });
        kept.map(|(_, item)| item).chain(created).collect()
    }
}

impl Resource<'_> {
    /// The path of an item.
    fn item(&self, id: &Value) -> String {
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        format!("{}/{id}", self.collection)
    }

    /// The member that tells which item this is.
    fn identity(&self, item: &Map<String, Value>) -> Option<String> {
        let last = self.collection.rsplit('/').next().unwrap_or_default();
        let own = format!("{}_id", last.strip_suffix('s').unwrap_or(last).replace('-', "_"));
        let known = [self.parameter, "id", "uuid", &own];
        known.iter().find(|name| item.contains_key(**name)).map(|name| (*name).to_owned())
    }
}

/// Writes identity and members into the item that a body shows.
fn show(body: &mut Value, resource: Resource<'_>, id: Option<&Value>, written: &Map<String, Value>) {
    let Some(item) = subject(body, resource) else { return };
    if let (Some(id), Some(name)) = (id, resource.identity(item)) {
        let index = item.get(&name).and_then(|example| index(example, id));
        if let Some(index) = index
            && let Value::Object(members) = varied(&Value::Object(std::mem::take(item)), index)
        {
            *item = members;
        }
        let is_number = item.get(&name).is_some_and(Value::is_number);
        let number = id.as_str().and_then(|text| text.parse::<i64>().ok()).filter(|_| is_number);
        item.insert(name, number.map_or_else(|| id.clone(), Value::from));
    }
    for (name, value) in written {
        // A member that the request writes in another form than the reply shows it stays as the example has it.
        if let Some(shown) = item.get_mut(name)
            && (std::mem::discriminant(shown) == std::mem::discriminant(value) || shown.is_null())
        {
            shown.clone_from(value);
        }
    }
}

/// The item of a list with this id.
fn seed(resource: Resource<'_>, listed: &[Value], id: &Value) -> Option<Value> {
    listed.iter().find_map(|example| {
        let item = example.as_object()?;
        let own = item.get(&resource.identity(item)?)?;
        if own == id { Some(example.clone()) } else { index(own, id).map(|index| varied(example, index)) }
    })
}

/// Where in the list the item with this id stands, so that its other members are those of the list.
fn index(example: &Value, id: &Value) -> Option<usize> {
    let text = id.as_str()?;
    let digits = text.get(text.len().checked_sub(4)?..)?;
    let index = digits.parse::<usize>().ok()?.checked_sub(1000)?;
    let mut other = example.clone();
    vary(&mut other, index);
    (other == *id && other != *example).then_some(index)
}

/// The item in a body: the body itself, or the first element of the list that it consists of.
fn subject<'a>(body: &'a mut Value, resource: Resource<'_>) -> Option<&'a mut Map<String, Value>> {
    match body {
        Value::Array(items) => items.first_mut()?.as_object_mut(),
        Value::Object(members) => {
            let wraps = members.len() == 1 && members.values().all(Value::is_array);
            if resource.identity(members).is_none() && wraps {
                return members.values_mut().next()?.as_array_mut()?.first_mut()?.as_object_mut();
            }
            Some(members)
        }
        _ => None,
    }
}
