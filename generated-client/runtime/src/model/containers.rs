//! Options, lists, maps and free JSON as slots.

use std::fmt;

use serde_json::Value;

use super::read::Nested;
use super::show::{Personal, Shown};
use super::slot::{Elements, Entries, Give, List, Members, Part, Slot, Want, Whole};
use crate::extra::Extra;
use crate::nullable::Nullable;

// What follows is compiled for every type of a client; what need not know the type stands in functions that do not.

fn show_in(name: &str, value: &dyn Part, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
    f.debug_tuple(name).field(&Shown(value, personal)).finish()
}

fn show_list(list: &dyn Elements, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
    let mut shown = f.debug_list();
    list.each(&mut |element| {
        shown.entry(&Shown(element, personal));
    });
    shown.finish()
}

pub(super) fn show_map(map: &dyn Entries, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
    let mut shown = f.debug_map();
    map.each(&mut |key, value| {
        shown.entry(&key, &Shown(value, personal));
    });
    shown.finish()
}

impl<T: Part> Part for Option<T> {
    fn give(&self) -> Give<'_> {
        match self {
            Some(value) => value.give(),
            None => Give::Absent,
        }
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        match self {
            Some(value) => show_in("Some", value, f, personal),
            None => f.write_str("None"),
        }
    }
}

impl<T: Slot> Slot for Option<T> {
    fn blank() -> Self {
        None
    }

    fn want(&mut self) -> Want<'_> {
        self.insert(T::blank()).want()
    }

    fn null(&mut self) -> bool {
        *self = None;
        true
    }

    fn clear(&mut self) {
        self.null();
    }
}

impl<T: Part> Part for Nullable<T> {
    fn give(&self) -> Give<'_> {
        match self {
            Nullable::Value(value) => value.give(),
            Nullable::Null => Give::Null,
            Nullable::Absent => Give::Absent,
        }
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        match self {
            Nullable::Value(value) => show_in("Value", value, f, personal),
            Nullable::Null => f.write_str("Null"),
            Nullable::Absent => f.write_str("Absent"),
        }
    }
}

impl<T: Slot> Slot for Nullable<T> {
    fn blank() -> Self {
        Nullable::Absent
    }

    fn want(&mut self) -> Want<'_> {
        self.insert(T::blank()).want()
    }

    fn null(&mut self) -> bool {
        *self = Nullable::Null;
        true
    }

    fn clear(&mut self) {
        *self = Nullable::Absent;
    }
}

impl<T: Part> Part for Box<T> {
    fn give(&self) -> Give<'_> {
        (**self).give()
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        (**self).show(f, personal)
    }
}

impl<T: Slot> Slot for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn want(&mut self) -> Want<'_> {
        (**self).want()
    }

    fn null(&mut self) -> bool {
        (**self).null()
    }

    fn clear(&mut self) {
        (**self).clear();
    }
}

impl<T: Part> Part for Vec<T> {
    fn give(&self) -> Give<'_> {
        Give::List(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        show_list(self, f, personal)
    }
}

impl<T: Part> Elements for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Part)) {
        for element in self {
            visit(element);
        }
    }
}

impl<T: Slot> Slot for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn want(&mut self) -> Want<'_> {
        // Of a member that comes twice the last one counts.
        self.clear();
        Want::List(self)
    }
}

impl<T: Slot> List for Vec<T> {
    fn push(&mut self) -> &mut dyn Slot {
        let last = self.len();
        Vec::push(self, T::blank());
        &mut self[last]
    }

    fn pop(&mut self) {
        Vec::pop(self);
    }
}

impl<T: Part> Part for crate::Map<T> {
    fn give(&self) -> Give<'_> {
        Give::Map(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, personal: Personal) -> fmt::Result {
        show_map(self, f, personal)
    }
}

impl<T: Slot> Slot for crate::Map<T> {
    fn blank() -> Self {
        crate::Map::new()
    }

    fn want(&mut self) -> Want<'_> {
        self.clear();
        Want::Map(self)
    }
}

impl<T: Slot> Members for crate::Map<T> {
    fn insert(&mut self, key: &str) -> &mut dyn Slot {
        let slot = self.entry(key.to_owned()).or_insert_with(T::blank);
        *slot = T::blank();
        slot
    }

    fn remove(&mut self, key: &str) {
        crate::Map::remove(self, key);
    }

    fn are_declared(&self) -> bool {
        true
    }
}

impl<T: Part> Entries for crate::Map<T> {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Part)) {
        self.iter().for_each(|(key, value)| visit(key, value));
    }
}

impl Part for Value {
    fn give(&self) -> Give<'_> {
        Give::Json(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>, _: Personal) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Slot for Value {
    fn blank() -> Self {
        Value::Null
    }

    fn want(&mut self) -> Want<'_> {
        Want::Whole(self)
    }
}

impl Whole for Value {
    fn take(&mut self, value: Value, _: Nested<'_, '_>) {
        *self = value;
    }
}

impl Members for Extra {
    fn insert(&mut self, key: &str) -> &mut dyn Slot {
        self.slot(key)
    }

    fn remove(&mut self, key: &str) {
        Extra::remove(self, key);
    }
}

impl Entries for Extra {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Part)) {
        self.iter().for_each(|(key, value)| visit(key, value));
    }
}
