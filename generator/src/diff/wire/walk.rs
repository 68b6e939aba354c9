//! Two documents side by side: what belongs together is handed to the rules, down to the last schema.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::model::Direction;
use super::at::{Area, At, Finding};
use super::parts::{Operation, Placed, follow, headers, is_json, media_types, members, operations, parameters};
use super::rules::{self, Kind, SchemaPair, Thing};
use super::same::Same;
use super::schema::{Part, Properties, Schema};

/// All that differs.
pub(super) fn documents(old: &Value, new: &Value) -> Vec<Finding> {
    let mut walk = Walk { old, new, same: Same::of(old, new), seen: BTreeSet::new(), out: Vec::new() };
    let at = At {
        area: Area::Api,
        direction: Direction::Both,
        endpoint: None,
        key: String::new(),
        old: Some(String::new()),
        new: Some(String::new()),
        exempt: false,
        text: false,
        exploded: false,
        unsettled: false,
    };
    walk.thing(Kind::Api, Some(old), Some(new), &at);
    walk.paths("paths", &at);
    walk.out
}

struct Walk<'a> {
    old: &'a Value,
    new: &'a Value,
    same: Same,
    /// Pairs of schemas that were compared, by where they stand and which way they travel.
    seen: BTreeSet<(String, String, Direction, Area)>,
    out: Vec<Finding>,
}

impl<'a> Walk<'a> {
    fn thing(&mut self, kind: Kind, old: Option<&'a Value>, new: Option<&'a Value>, at: &At) {
        let thing = Thing { old_root: self.old, new_root: self.new, old, new, at };
        rules::ask(kind, &thing, &mut self.out);
    }

    fn paths(&mut self, key: &str, at: &At) {
        let [old, new] = operations(self.old, self.new, key);
        let all: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for endpoint in all {
            let (was, is) = (old.get(endpoint), new.get(endpoint));
            let at = At {
                area: Area::Operation,
                endpoint: was.or(is).map(|one| one.endpoint.clone()),
                old: was.map(|one| one.pointer.clone()),
                new: is.map(|one| one.pointer.clone()),
                unsettled: was.is_some_and(|one| rules::unsettled(one.value)),
                ..at.clone()
            };
            self.thing(Kind::Operation, was.map(|one| one.value), is.map(|one| one.value), &at);
            if let (Some(was), Some(is)) = (was, is) {
                self.operation(was, is, &at);
            }
        }
    }

    fn operation(&mut self, old: &Operation<'a>, new: &Operation<'a>, at: &At) {
        let (before, after) = (parameters(self.old, old), parameters(self.new, new));
        for key in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            self.parameter(key, before.get(key), after.get(key), at);
        }
        self.body(old, new, at);
        let (before, after) = (members(self.old, old, "responses"), members(self.new, new, "responses"));
        for status in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            self.reply(status, before.get(status), after.get(status), at);
        }
    }

    fn parameter(&mut self, key: &str, old: Option<&Placed<'a>>, new: Option<&Placed<'a>>, at: &At) {
        let at = At { area: Area::Parameter, direction: Direction::Request, text: true, ..place(at, key, old, new) };
        self.thing(Kind::Parameter, old.map(|one| one.1), new.map(|one| one.1), &at);
        let (Some(old), Some(new)) = (old, new) else { return };
        let at = At { exploded: rules::exploded(new.1), ..at };
        self.schema_of(old, new, &at);
        self.contents(old, new, &at);
    }

    fn body(&mut self, old: &Operation<'a>, new: &Operation<'a>, at: &At) {
        let of = |root: &'a Value, operation: &Operation<'a>| {
            let body = operation.value.get("requestBody")?;
            Some(follow(root, (format!("{}/requestBody", operation.pointer), body)))
        };
        let (was, is) = (of(self.old, old), of(self.new, new));
        if was.is_none() && is.is_none() {
            return;
        }
        let at = At {
            area: Area::RequestBody,
            direction: Direction::Request,
            ..place(at, "body", was.as_ref(), is.as_ref())
        };
        self.thing(Kind::Body, was.as_ref().map(|one| one.1), is.as_ref().map(|one| one.1), &at);
        if let (Some(was), Some(is)) = (&was, &is) {
            self.contents(was, is, &at);
        }
    }

    fn reply(&mut self, status: &str, old: Option<&Placed<'a>>, new: Option<&Placed<'a>>, at: &At) {
        let at = At {
            area: Area::ResponseBody,
            direction: Direction::Response,
            ..place(at, &format!("status {status}"), old, new)
        };
        self.thing(Kind::Reply, old.map(|one| one.1), new.map(|one| one.1), &at);
        let (Some(old), Some(new)) = (old, new) else { return };
        self.contents(old, new, &at);
        let (before, after) = (headers(self.old, old), headers(self.new, new));
        for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let (was, is) = (before.get(name), after.get(name));
            let at = At { area: Area::ResponseHeader, text: true, ..place(&at, &format!("header {name}"), was, is) };
            self.thing(Kind::Header, was.map(|one| one.1), is.map(|one| one.1), &at);
            if let (Some(was), Some(is)) = (was, is) {
                self.schema_of(was, is, &at);
            }
        }
    }

    /// Media types of a body, reply or parameter.
    fn contents(&mut self, old: &Placed<'a>, new: &Placed<'a>, at: &At) {
        let (before, after) = (media_types(old), media_types(new));
        for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let (was, is) = (before.get(name), after.get(name));
            let at = At { text: !is_json(name), ..place(at, name, was, is) };
            self.thing(Kind::Media, was.map(|one| one.1), is.map(|one| one.1), &at);
            if let (Some(was), Some(is)) = (was, is) {
                self.schema_of(was, is, &at);
            }
        }
    }

    fn schema_of(&mut self, old: &Placed<'a>, new: &Placed<'a>, at: &At) {
        let (Some(was), Some(is)) = (old.1.get("schema"), new.1.get("schema")) else { return };
        if !self.same.holds(was, is) {
            let was = Schema::at(self.old, was, &format!("{}/schema", old.0));
            let is = Schema::at(self.new, is, &format!("{}/schema", new.0));
            self.schema(&was, &is, at);
        }
    }

    fn schema(&mut self, old: &Schema<'a>, new: &Schema<'a>, at: &At) {
        // Values that are written as text are judged differently, so they are another place.
        let area = at.area;
        if !self.seen.insert((old.identity(), new.identity() + if at.text { " text" } else { "" }, at.direction, area))
        {
            return;
        }
        let at = At { old: Some(old.pointer()), new: Some(new.pointer()), ..at.clone() };
        let (old_properties, new_properties) = (&old.properties(self.old), &new.properties(self.new));
        let (old_root, new_root) = (self.old, self.new);
        let pair = SchemaPair { old_root, new_root, old, new, old_properties, new_properties, at: &at };
        rules::ask_schema(&pair, &mut self.out);
        self.properties(old_properties, new_properties, &at);
        self.below(old, new, &at);
    }

    /// Whether there is nothing to find in a schema and all that it leads to.
    fn same(&self, old: &Schema<'_>, new: &Schema<'_>) -> bool {
        let parts = |(old, new): (&Part<'_>, &Part<'_>)| self.same.holds(old.value, new.value);
        old.parts.len() == new.parts.len() && old.parts.iter().zip(&new.parts).all(parts)
    }

    fn properties(&mut self, before: &Properties<'a>, after: &Properties<'a>, at: &At) {
        let area = at.area;
        for (name, was) in before {
            if let Some(is) = after.get(name).filter(|is| !self.same(was, is)) {
                let hidden = if at.direction == Direction::Request { "readOnly" } else { "writeOnly" };
                let exempt = is.flag(hidden);
                let at = At { exempt: at.exempt || exempt, exploded: false, area: area.within(), ..at.within(name) };
                self.schema(was, is, &at);
            }
        }
    }

    fn below(&mut self, old: &Schema<'a>, new: &Schema<'a>, at: &At) {
        let area = at.area;
        for keyword in ["items", "additionalProperties"] {
            if let (Some(was), Some(is)) = (old.below(self.old, keyword), new.below(self.new, keyword)) {
                if self.same(&was, &is) {
                    continue;
                }
                let area = if area == Area::Parameter { area } else { area.within() };
                let key = format!("{}[]", at.key);
                self.schema(&was, &is, &At { area, exploded: false, ..at.within(&key) });
            }
        }
        for (was, is) in rules::alternatives(old, new, self.old, self.new).both {
            let (was, is) = (self.part(self.old, &was), self.part(self.new, &is));
            if !self.same(&was, &is) {
                self.schema(&was, &is, &At { area: area.within(), ..at.clone() });
            }
        }
    }

    fn part(&self, root: &'a Value, part: &Part<'a>) -> Schema<'a> {
        Schema::at(root, part.value, &part.pointer)
    }
}

fn place(at: &At, key: &str, old: Option<&Placed<'_>>, new: Option<&Placed<'_>>) -> At {
    At { key: key.to_owned(), old: old.map(|one| one.0.clone()), new: new.map(|one| one.0.clone()), ..at.clone() }
}
