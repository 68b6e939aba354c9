//! JSON → slots, driven by serde: everything that fits is taken, everything else is set aside with its place.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

use super::place::{At, DriftKind, Observer};
use super::slot::{Give, List, Members, Object, Scalar, Slot, Table, Take, Want};

const MISSING: &str = "missing field ";

/// A value that was left out, before its place became a path.
#[derive(Debug)]
pub(crate) struct Misfit {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) is_item: bool,
}

/// What happened so far in the reading of one reply.
#[derive(Default)]
pub(crate) struct Reading<'o> {
    pub(crate) misfits: Vec<Misfit>,
    pub(crate) observer: Option<Observer<'o>>,
}

impl Reading<'_> {
    fn tell(&mut self, at: &At<'_>, kind: DriftKind) {
        if let Some(observer) = &mut self.observer {
            observer((at.pointer(), kind));
        }
    }

    /// Sets a value aside.
    pub(crate) fn lose(&mut self, at: &At<'_>, message: String) {
        if !message.starts_with(MISSING) {
            self.tell(at, DriftKind::WrongType);
        }
        self.misfits.push(Misfit { path: at.path(), message, is_item: at.is_item() });
    }

    /// What was set aside inside a value that is now lost itself becomes part of the reason.
    fn reason(&mut self, mark: usize, mut message: String) -> String {
        for misfit in self.misfits.drain(mark..) {
            message.push_str(&format!(" ({}: {})", misfit.path, misfit.message));
        }
        message
    }
}

/// What became of a value.
pub(crate) enum Fit {
    /// It was taken.
    Good,
    /// It is null, which the slot takes for nothing and does not keep.
    Null,
    /// It is an empty text, which the slot takes for nothing and does not keep.
    Empty,
    /// It does not fit, for this reason. A thin pointer: what becomes of a value is handed up at every value.
    Misfit(Box<Reason>),
}

/// Why a value does not fit.
pub(crate) struct Reason(pub(crate) String);

impl Fit {
    fn misfit(message: String) -> Self {
        Self::Misfit(Box::new(Reason(message)))
    }
}

/// One value, to be read into its slot.
pub(crate) struct Reader<'a, 'o> {
    pub(crate) slot: &'a mut dyn Slot,
    pub(crate) at: &'a At<'a>,
    pub(crate) reading: &'a mut Reading<'o>,
    pub(crate) empty_is_absent: bool,
}

impl<'de> DeserializeSeed<'de> for Reader<'_, '_> {
    type Value = Fit;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Reader<'_, '_> {
    fn scalar(
        self,
        found: Unexpected<'_>,
        value: impl FnOnce() -> Value,
        take: impl FnOnce(&mut dyn Scalar) -> Take,
    ) -> Fit {
        match self.slot.want() {
            Want::Scalar(scalar) => match take(scalar) {
                Take::Known => Fit::Good,
                Take::Unknown => {
                    self.reading.tell(self.at, DriftKind::UnknownValue);
                    Fit::Good
                }
                Take::WrongType => Fit::misfit(wrong("type", found, scalar.expecting())),
                Take::WrongValue => Fit::misfit(wrong("value", found, scalar.expecting())),
            },
            Want::Whole(whole) => {
                whole.take(value(), Nested { at: self.at, reading: self.reading });
                Fit::Good
            }
            other => Fit::misfit(wrong("type", found, expecting(&other))),
        }
    }
}

fn wrong(what: &str, found: Unexpected<'_>, expecting: &str) -> String {
    format!("invalid {what}: {found}, expected {expecting}")
}

fn expecting(want: &Want<'_>) -> &'static str {
    match want {
        Want::Scalar(scalar) => scalar.expecting(),
        Want::List(_) => "a list",
        Want::Map(_) => "an object",
        Want::Object(object) => object.table().name,
        Want::Whole(_) => "a value",
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = Fit;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Fit, E> {
        Ok(self.scalar(Unexpected::Bool(value), || Value::from(value), |scalar| scalar.bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Fit, E> {
        Ok(self.scalar(Unexpected::Signed(value), || Value::from(value), |scalar| scalar.i64(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Fit, E> {
        Ok(self.scalar(Unexpected::Unsigned(value), || Value::from(value), |scalar| scalar.u64(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Fit, E> {
        Ok(self.scalar(Unexpected::Float(value), || Value::from(value), |scalar| scalar.f64(value)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Fit, E> {
        if self.empty_is_absent && text.is_empty() {
            return Ok(Fit::Empty);
        }
        Ok(self.scalar(Unexpected::Str(text), || Value::from(text), |scalar| scalar.text(text)))
    }

    fn visit_unit<E: Error>(self) -> Result<Fit, E> {
        if self.slot.null() {
            return Ok(if matches!(self.slot.give(), Give::Absent) { Fit::Null } else { Fit::Good });
        }
        Ok(match self.slot.want() {
            Want::Whole(whole) => {
                whole.take(Value::Null, Nested { at: self.at, reading: self.reading });
                Fit::Good
            }
            other => Fit::misfit(format!("invalid type: null, expected {}", expecting(&other))),
        })
    }

    fn visit_none<E: Error>(self) -> Result<Fit, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Fit, A::Error> {
        match self.slot.want() {
            Want::List(list) => read_list(list, elements, self.at, self.reading),
            Want::Whole(whole) => {
                let value = Value::deserialize(SeqAccessDeserializer::new(elements))?;
                whole.take(value, Nested { at: self.at, reading: self.reading });
                Ok(Fit::Good)
            }
            other => {
                while elements.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Fit::misfit(wrong("type", Unexpected::Seq, expecting(&other))))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Fit, A::Error> {
        match self.slot.want() {
            Want::Object(object) => read_object(object, members, self.at, self.reading),
            Want::Map(map) => read_map(map, members, self.at, self.reading),
            Want::Whole(whole) => {
                let value = Value::deserialize(MapAccessDeserializer::new(members))?;
                whole.take(value, Nested { at: self.at, reading: self.reading });
                Ok(Fit::Good)
            }
            other => {
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Fit::misfit(wrong("type", Unexpected::Map, expecting(&other))))
            }
        }
    }
}

fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut elements: A,
    at: &At<'_>,
    reading: &mut Reading<'_>,
) -> Result<Fit, A::Error> {
    for index in 0.. {
        let at = at.element(index);
        match elements.next_element_seed(Element { list, at: &at, reading })? {
            Some(Fit::Good | Fit::Null | Fit::Empty) => {}
            Some(Fit::Misfit(reason)) => {
                list.pop();
                reading.lose(&at, reason.0);
            }
            None => break,
        }
    }
    Ok(Fit::Good)
}

/// The next element of a list, which gets a slot only once it is known to be there.
struct Element<'a, 'o> {
    list: &'a mut dyn List,
    at: &'a At<'a>,
    reading: &'a mut Reading<'o>,
}

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = Fit;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        let slot = self.list.push();
        Reader { slot, at: self.at, reading: self.reading, empty_is_absent: false }.deserialize(deserializer)
    }
}

fn read_map<'de, A: MapAccess<'de>>(
    map: &mut dyn Members,
    mut members: A,
    at: &At<'_>,
    reading: &mut Reading<'_>,
) -> Result<Fit, A::Error> {
    while let Some(key) = members.next_key::<String>()? {
        read_member(map, &key, &mut members, at, reading)?;
    }
    Ok(Fit::Good)
}

fn read_member<'de, A: MapAccess<'de>>(
    map: &mut dyn Members,
    key: &str,
    members: &mut A,
    at: &At<'_>,
    reading: &mut Reading<'_>,
) -> Result<(), A::Error> {
    let at = at.member(key);
    let slot = map.insert(key);
    if let Fit::Misfit(reason) = members.next_value_seed(Reader { slot, at: &at, reading, empty_is_absent: false })? {
        map.remove(key);
        reading.lose(&at, reason.0);
    }
    Ok(())
}

fn read_object<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    mut members: A,
    at: &At<'_>,
    reading: &mut Reading<'_>,
) -> Result<Fit, A::Error> {
    let table = object.table();
    let mut fit = Ok(Fit::Good);
    object.slots(&mut |slots, rest| fit = read_members(table, slots, rest, &mut members, at, reading));
    fit
}

fn read_members<'de, A: MapAccess<'de>>(
    table: &'static Table,
    slots: &mut [&mut dyn Slot],
    rest: &mut dyn Members,
    members: &mut A,
    at: &At<'_>,
    reading: &mut Reading<'_>,
) -> Result<Fit, A::Error> {
    let mark = reading.misfits.len();
    let mut identities = 0;
    let mut next = 0;
    let mut any_kept = false;
    while let Some(key) = members.next_key_seed(KeySeed { table, next })? {
        let index = match key {
            Key::Known(index) => index,
            Key::Unknown(name) => {
                if !rest.are_declared() {
                    reading.tell(&at.member(&name), DriftKind::UnknownField);
                }
                read_member(rest, &name, members, at, reading)?;
                continue;
            }
        };
        next = index + 1;
        let (Some(field), Some(slot)) = (table.fields.get(index), slots.get_mut(index)) else { continue };
        let at = at.member(field.name);
        let reader = Reader { slot: &mut **slot, at: &at, reading, empty_is_absent: field.empty_is_absent };
        let fit = members.next_value_seed(reader)?;
        if any_kept {
            // Of a member that comes twice the last one counts, also where an earlier one was a form of nothing.
            rest.remove(field.name);
        }
        any_kept |= matches!(fit, Fit::Null | Fit::Empty);
        match fit {
            Fit::Good => identities |= identity(table, index),
            Fit::Null => keep(rest, field.name, Value::Null),
            Fit::Empty => keep(rest, field.name, Value::from("")),
            Fit::Misfit(reason) => {
                slot.clear();
                reading.lose(&at, reason.0);
            }
        }
    }
    Ok(match missing(table, identities) {
        None => Fit::Good,
        Some(name) => {
            reading.tell(at, DriftKind::MissingIdentity);
            Fit::misfit(reading.reason(mark, format!("{MISSING}`{name}`")))
        }
    })
}

/// A form of nothing that the field cannot hold stays beside it, so that the object is written back as it came.
fn keep(rest: &mut dyn Members, name: &str, value: Value) {
    if let Want::Whole(whole) = rest.insert(name).want() {
        whole.take(value, Nested { at: &At::ROOT, reading: &mut Reading::default() });
    } else {
        rest.remove(name);
    }
}

/// One bit for each identifying member, in their order; no object has more than a handful.
fn identity(table: &Table, index: usize) -> u32 {
    match table.fields.get(index) {
        Some(field) if field.identity => {
            let before = table.fields.iter().take(index).filter(|field| field.identity).count();
            1_u32.checked_shl(u32::try_from(before).unwrap_or(u32::MAX)).unwrap_or(0)
        }
        _ => 0,
    }
}

/// The first identifying member that was not read.
fn missing(table: &'static Table, seen: u32) -> Option<&'static str> {
    let identities = table.fields.iter().filter(|field| field.identity).take(32).enumerate();
    identities.into_iter().find(|(bit, _)| seen & (1 << bit) == 0).map(|(_, field)| field.name)
}

enum Key {
    Known(usize),
    Unknown(String),
}

/// A member's name, looked for first where the order of the document would have it.
struct KeySeed {
    table: &'static Table,
    next: usize,
}

impl KeySeed {
    fn find(&self, name: &str) -> Option<usize> {
        let fields = self.table.fields;
        if fields.get(self.next).is_some_and(|field| field.name == name) {
            return Some(self.next);
        }
        // Members that are not there are passed over.
        let is_it = |index: &usize| fields.get(*index).is_some_and(|field| field.name == name);
        (self.next + 1..fields.len()).find(is_it).or_else(|| (0..self.next).find(is_it))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(self.find(name).map_or_else(|| Key::Unknown(name.to_owned()), Key::Known))
    }
}

/// The place of a value that is looked at as a whole, for what is read out of it.
pub struct Nested<'a, 'o> {
    at: &'a At<'a>,
    reading: &'a mut Reading<'o>,
}

impl fmt::Debug for Nested<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Nested").field(&self.at.path()).finish()
    }
}

/// The value as one type; `None` where it does not fit. What does not fit inside is set aside.
pub fn variant<T: Slot>(value: &Value, nested: &mut Nested<'_, '_>) -> Option<T> {
    let mut known = T::blank();
    fits(&mut known, value, nested).then_some(known)
}

fn fits(slot: &mut dyn Slot, value: &Value, nested: &mut Nested<'_, '_>) -> bool {
    let mark = nested.reading.misfits.len();
    let reader = Reader { slot, at: nested.at, reading: nested.reading, empty_is_absent: false };
    let good = matches!(reader.deserialize(value), Ok(Fit::Good | Fit::Null | Fit::Empty));
    if !good {
        nested.reading.misfits.truncate(mark);
    }
    good
}

/// The value as a type, if nothing of it would be lost: what is written back is what came.
pub fn exact<T: Slot + Serialize>(value: &Value) -> Option<T> {
    let mut reading = Reading::default();
    let known = variant::<T>(value, &mut Nested { at: &At::ROOT, reading: &mut reading })?;
    let back = serde_json::to_value(&known).ok()?;
    (reading.misfits.is_empty() && back == *value).then_some(known)
}
