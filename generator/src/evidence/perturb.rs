//! From the examples of replies to the same replies with one thing wrong in each: what a changed server may send.

use serde::Serialize;
use serde_json::{Value, json};

use super::replies::{concrete, json as json_type, name, replies};
use super::report::chosen;
use crate::ir::{Api, Shape, Type};

/// What is done to one place of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Nothing: the example as it is.
    None,
    /// A member is left out.
    Dropped,
    /// A value is `null`.
    Nulled,
    /// A value is a scalar of another JSON type.
    Retyped,
    /// A value is an object or array where it was none, or the other of the two.
    Nested,
    /// A text or number is one that no list of values has.
    Unknown,
    /// An object has a member more.
    Added,
    /// An array has no elements.
    Emptied,
}

/// A reply with one thing wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// `GET /api/v1/devices`.
    pub operation: String,
    /// A status that has this reply.
    pub status: u16,
    /// What is wrong.
    pub change: Change,
    /// JSON path (RFC 9535) of the place.
    pub path: String,
    /// Whether the place identifies its object, which then cannot be known.
    pub identity: bool,
    /// The body.
    pub body: Value,
}

/// Hands over every reply example of an API unchanged, and then with each of its places changed in every way.
///
/// They are handed over one by one, because together they are many times larger than the document.
pub fn trials(api: &Api, mut visit: impl FnMut(Trial)) {
    for operation in api.documented() {
        for reply in replies(operation) {
            let (Some(ty), Some(status)) = (json_type(reply), concrete(operation, reply.status)) else { continue };
            for example in &reply.examples {
                let mut walker = Walker { api, places: Vec::new(), at: Vec::new() };
                walker.value(Some(ty), example, false, 0);
                let trial = |change, place: &Place, body| Trial {
                    operation: name(operation),
                    status,
                    change,
                    path: path(change, place),
                    identity: place.identity,
                    body,
                };
                visit(trial(Change::None, &Place::default(), example.clone()));
                for place in &walker.places {
                    for (change, body) in changed(example, place) {
                        visit(trial(change, place, body));
                    }
                }
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Element(usize),
}

/// A place of an example.
#[derive(Debug, Default)]
struct Place {
    at: Vec<Step>,
    identity: bool,
}

/// Walks a value along its type, which knows what identifies an object.
struct Walker<'a> {
    api: &'a Api,
    places: Vec<Place>,
    at: Vec<Step>,
}

/// The member more.
const ADDED: &str = "member_of_tomorrow";

/// Aliases and unions consume nothing of the value, so one that leads back to itself must end somewhere.
const HOPS: usize = 6;

impl<'a> Walker<'a> {
    fn value(&mut self, ty: Option<&'a Type>, value: &Value, identity: bool, hops: usize) {
        if hops == 0 {
            self.places.push(Place { at: self.at.clone(), identity });
        }
        match (ty, value) {
            (Some(Type::Named(id)), _) if hops < HOPS => match &self.api.get(*id).shape {
                Shape::Alias(ty) => self.value(Some(ty), value, identity, hops + 1),
                Shape::Union(union) => {
                    self.value(chosen(self.api, union, value, hops + 1), value, identity, hops + 1);
                }
                Shape::Struct(fields) => self.members(value, |name| {
                    let field = fields.fields.iter().find(|field| field.wire == name);
                    field.map_or((fields.rest.as_deref(), false), |field| (Some(&field.ty), field.identity))
                }),
                Shape::TextEnum(_) | Shape::IntEnum(_) => {}
            },
            (Some(Type::List(inner) | Type::NullableList(inner)), Value::Array(_)) => self.elements(Some(inner), value),
            (Some(Type::Map(inner, _)), Value::Object(_)) => self.members(value, |_| (Some(inner), false)),
            (_, Value::Array(_)) => self.elements(None, value),
            (_, Value::Object(_)) => self.members(value, |_| (None, false)),
            _ => {}
        }
    }

    fn members(&mut self, value: &Value, field: impl Fn(&str) -> (Option<&'a Type>, bool)) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let (ty, identity) = field(name);
            self.at.push(Step::Member(name.clone()));
            self.value(ty, value, identity, 0);
            self.at.pop();
        }
    }

    fn elements(&mut self, ty: Option<&'a Type>, value: &Value) {
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            self.at.push(Step::Element(index));
            self.value(ty, value, false, 0);
            self.at.pop();
        }
    }
}

/// The example with the place changed in every way that applies. A whole reply of another type is no reply any more.
fn changed(example: &Value, place: &Place) -> Vec<(Change, Value)> {
    let Some(current) = get(example, &place.at) else { return Vec::new() };
    let mut changed = Vec::new();
    let mut put = |change, value: Value| {
        let mut body = example.clone();
        if let Some(place) = get_mut(&mut body, &place.at) {
            *place = value;
            changed.push((change, body));
        }
    };
    if !place.at.is_empty() {
        put(Change::Nulled, Value::Null);
        put(Change::Retyped, retyped(current));
        put(Change::Nested, nested(current));
        if let Some(value) = unknown(current) {
            put(Change::Unknown, value);
        }
    }
    match current {
        Value::Object(members) => {
            let mut members = members.clone();
            members.insert(ADDED.to_owned(), json!({ "of": ["tomorrow", 1] }));
            put(Change::Added, Value::Object(members));
        }
        Value::Array(elements) if !elements.is_empty() => put(Change::Emptied, json!([])),
        _ => {}
    }
    if matches!(place.at.last(), Some(Step::Member(_))) {
        changed.extend(dropped(example, &place.at).map(|body| (Change::Dropped, body)));
    }
    changed
}

fn retyped(value: &Value) -> Value {
    match value {
        Value::String(_) => json!(7),
        _ => json!("of another type"),
    }
}

fn nested(value: &Value) -> Value {
    match value {
        Value::Object(_) => json!([{ "of": "another type" }]),
        _ => json!({ "of": "another type" }),
    }
}

fn unknown(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(json!("VALUE-OF-TOMORROW")),
        Value::Number(_) => Some(json!(987_654)),
        _ => None,
    }
}

fn dropped(example: &Value, at: &[Step]) -> Option<Value> {
    let mut body = example.clone();
    let (Step::Member(name), parents) = at.split_last()? else { return None };
    get_mut(&mut body, parents)?.as_object_mut()?.shift_remove(name)?;
    Some(body)
}

fn get<'v>(value: &'v Value, at: &[Step]) -> Option<&'v Value> {
    at.iter().try_fold(value, |value, step| match step {
        Step::Member(name) => value.get(name),
        Step::Element(index) => value.get(index),
    })
}

fn get_mut<'v>(value: &'v mut Value, at: &[Step]) -> Option<&'v mut Value> {
    at.iter().try_fold(value, |value, step| match step {
        Step::Member(name) => value.get_mut(name),
        Step::Element(index) => value.get_mut(index),
    })
}

/// The place that is wrong: of an object that has a member more, that member.
fn path(change: Change, place: &Place) -> String {
    let path = json_path(&place.at);
    if change == Change::Added { format!("{path}.{ADDED}") } else { path }
}

/// Written as the runtime writes the path of what it set aside.
fn json_path(at: &[Step]) -> String {
    let is_plain = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let step = |step: &Step| match step {
        Step::Element(index) => format!("[{index}]"),
        Step::Member(name) if is_plain(name) => format!(".{name}"),
        Step::Member(name) => format!("[{}]", Value::from(name.as_str())),
    };
    at.iter().map(step).fold("$".to_owned(), |path, step| path + &step)
}

#[cfg(test)]
mod tests;
