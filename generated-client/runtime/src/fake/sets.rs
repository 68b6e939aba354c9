//! Requests to sets of rows → replies, out of rows that are kept.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::filter::{self, Condition, Row};
use super::pages::varied;
use super::{Asks, Body, Request, asks};
use crate::encode;

/// Rows that a set has at the start where nobody says how many.
const ROWS: usize = 3;

/// A set of rows that is queried rather than called.
#[derive(Debug, Clone, Copy)]
pub struct Set {
    /// Path of the whole set.
    pub path: &'static str,
    /// An example of a row.
    pub row: &'static str,
    /// What the request for a new row has to have; none where rows are not created.
    pub create: Option<Body>,
    /// What the request for a change has to have; none where rows are not changed.
    pub update: Option<Body>,
    /// Whether rows can be deleted.
    pub deletes: bool,
    /// Whether a request without the token is refused.
    pub token: bool,
}

/// The rows of all sets, by the path of their set.
#[derive(Debug, Default)]
pub(crate) struct Rows(BTreeMap<&'static str, Vec<Row>>);

/// What a request speaks of.
pub(crate) struct Place<'a> {
    pub(crate) set: &'a Set,
    key: Option<String>,
    counts: bool,
}

/// A reply: its status, and its body or why there is none.
pub(crate) type Answer = (u16, Result<String, String>);

/// The set that a path belongs to: `/x`, `/x(5)`, `/x(name='a')` or `/x/$count`.
pub(crate) fn find<'a>(sets: &'a [Set], path: &str) -> Option<Place<'a>> {
    let path = decoded(path);
    sets.iter().find_map(|set| {
        let rest = path.strip_prefix(set.path)?;
        let key = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map(str::to_owned);
        let counts = rest == "/$count";
        (key.is_some() || counts || rest.is_empty()).then_some(Place { set, key, counts })
    })
}

impl Place<'_> {
    /// What a request with this method has to have; none where the set does not know the method there.
    pub(crate) fn asks(&self, method: &str) -> Option<Asks> {
        let plain = Asks { token: self.set.token, ..Asks::NOTHING };
        match (method, &self.key) {
            ("GET", _) => Some(plain),
            _ if self.counts => None,
            ("POST", None) | ("PUT", Some(_)) => self.set.create.map(|body| Asks { body: Some(body), ..plain }),
            ("PATCH", _) => self.set.update.map(|body| Asks { body: Some(body), ..plain }),
            ("DELETE", _) => self.set.deletes.then_some(plain),
            _ => None,
        }
    }
}

impl Rows {
    /// Carries the request out. A tenant starts with some rows like the example, or with `start` of them.
    pub(crate) fn answer(&mut self, place: &Place<'_>, request: &Request, start: Option<usize>) -> Answer {
        let rows = self.0.entry(place.set.path).or_insert_with(|| seeds(place.set, start.unwrap_or(ROWS)));
        let query: BTreeMap<String, String> = asks::pairs(&request.query).into_iter().collect();
        let condition = match condition(place, &query) {
            Ok(condition) => condition,
            Err(reason) => return (400, Err(reason)),
        };
        match request.method.as_str() {
            "GET" if query.contains_key("$expand") => (400, Err("this server does not expand navigations".to_owned())),
            "GET" => (200, Ok(read(place, rows, &condition, &query))),
            "POST" => (201, Ok(json!(create(place.set, rows, &members(request))).to_string())),
            "PUT" if !rows.iter().any(|row| condition.holds(row)) => {
                let mut written = place.key.as_deref().and_then(|key| filter::key(key).ok()).unwrap_or_default();
                written.extend(members(request));
                create(place.set, rows, &written);
                (200, Ok(String::new()))
            }
            "DELETE" => {
                rows.retain(|row| !condition.holds(row));
                (200, Ok(String::new()))
            }
            _ => {
                rows.iter_mut().filter(|row| condition.holds(row)).for_each(|row| write(row, &members(request)));
                (200, Ok(String::new()))
            }
        }
    }
}

fn seeds(set: &Set, count: usize) -> Vec<Row> {
    let Ok(row) = serde_json::from_str::<Value>(set.row) else { return Vec::new() };
    let rows = (0..count).map(|index| varied(&row, index));
    rows.filter_map(|row| if let Value::Object(row) = row { Some(row) } else { None }).collect()
}

/// The rows that the request means: those of its key and of its `$filter`.
fn condition(place: &Place<'_>, query: &BTreeMap<String, String>) -> Result<Condition, String> {
    let key = place.key.as_deref().map(|key| filter::key(key).map(Condition::of));
    let stated = query.get("$filter").map(|text| filter::parse(text));
    key.into_iter().chain(stated).collect::<Result<_, _>>().map(Condition::All)
}

fn read(place: &Place<'_>, rows: &[Row], condition: &Condition, query: &BTreeMap<String, String>) -> String {
    let mut found: Vec<Row> = rows.iter().filter(|row| condition.holds(row)).cloned().collect();
    if place.counts {
        return json!({"d": found.len()}).to_string();
    }
    if let Some(order) = query.get("$orderby") {
        filter::sort(&mut found, order);
    }
    let number = |name: &str| query.get(name).and_then(|text| text.parse::<usize>().ok());
    let (skip, top) = (number("$skip").unwrap_or(0), number("$top").unwrap_or(usize::MAX));
    let mut page: Vec<Row> = found.into_iter().skip(skip).take(top).collect();
    if let Some(select) = query.get("$select") {
        let names: Vec<&str> = select.split(',').map(str::trim).collect();
        page.iter_mut().for_each(|row| row.retain(|name, _| names.contains(&name.as_str())));
    }
    json!({ "d": page }).to_string()
}

/// Adds a row and gives it as it is now.
fn create(set: &Set, rows: &mut Vec<Row>, written: &Map<String, Value>) -> Row {
    let last = rows.iter().filter_map(|row| row.get("id")?.as_u64()).max().unwrap_or(0);
    let mut row = seeds(set, 1).pop().unwrap_or_default();
    let index = usize::try_from(last).unwrap_or(0);
    if let Value::Object(other) = varied(&Value::Object(std::mem::take(&mut row)), index) {
        row = other;
    }
    if row.contains_key("id") {
        row.insert("id".to_owned(), (last + 1).into());
    }
    write(&mut row, written);
    rows.push(row.clone());
    row
}

/// Writes members; what leads to a row of another set is written as its id.
fn write(row: &mut Row, members: &Map<String, Value>) {
    for (name, value) in members {
        let leads = row.get(name).is_some_and(|old| old.get("__id").is_some());
        let value = if leads && value.is_number() { json!({"__id": value}) } else { value.clone() };
        row.insert(name.clone(), value);
    }
}

fn members(request: &Request) -> Map<String, Value> {
    asks::members(&asks::media_type(&request.headers), &request.headers, &request.body).unwrap_or_default()
}

fn decoded(text: &str) -> String {
    String::from_utf8_lossy(&encode::decode(text.as_bytes())).into_owned()
}
