//! Random conditions, each with the tree that it means: the server's own parser has to read that tree from the text.
//!
//! `PINEJS_FILTERS` names the file for all of them, which `tests/pinejs/parse.js` checks; the first ones are recorded
//! with the parser's word.

use std::io::Write;

use gadgets_client::{Gadget, GadgetTag, fleet, gadget, gadget_tag, rt};
use rt::odata::{Filter, Id, not};
use rt::serde_json::{Value, json};

const ALL: usize = 10_000;
const RECORDED: usize = 200;

struct Dice(u64);

impl Dice {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn number(&mut self) -> i64 {
        i64::try_from(self.below(2_000)).unwrap_or_default() - 1_000
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 12] = ["'", "%27", "a", "B c", ")", "(", ",", ";", "é", "+", " or ", "😀"];
        (0..1 + self.below(4)).map(|_| PIECES[usize::try_from(self.below(12)).unwrap_or_default()]).collect()
    }
}

/// A property behind the variable of the lambdas around it.
fn name(depth: usize, name: &str) -> Value {
    wrapped(depth, json!({ "name": name }))
}

fn wrapped(depth: usize, property: Value) -> Value {
    if depth == 0 {
        return property;
    }
    json!({"name": variable(depth - 1), "property": property})
}

fn variable(depth: usize) -> String {
    char::from(b'a' + u8::try_from(depth).unwrap_or_default()).to_string()
}

fn number(value: i64) -> Value {
    json!(["Real", value])
}

fn and<E>(left: (Filter<E>, Value), right: (Filter<E>, Value)) -> (Filter<E>, Value) {
    (left.0.and(right.0), chain("and", left.1, right.1))
}

fn or<E>(left: (Filter<E>, Value), right: (Filter<E>, Value)) -> (Filter<E>, Value) {
    (left.0.or(right.0), chain("or", left.1, right.1))
}

/// Conditions that one word joins are one list.
fn chain(word: &str, left: Value, right: Value) -> Value {
    let parts = |value: Value| match value {
        Value::Array(parts) if parts.first() == Some(&json!(word)) => parts.into_iter().skip(1).collect(),
        one => vec![one],
    };
    let parts = parts(left).into_iter().chain(parts(right));
    Value::Array([json!(word)].into_iter().chain(parts).collect())
}

macro_rules! combined {
    ($one:ident, $dice:ident, $depth:ident, $left:ident, $leaf:expr) => {
        match $dice.below(8) {
            0 | 1 if $left > 0 => and($one($dice, $depth, $left - 1), $one($dice, $depth, $left - 1)),
            2 | 3 if $left > 0 => or($one($dice, $depth, $left - 1), $one($dice, $depth, $left - 1)),
            4 if $left > 0 => {
                let (filter, tree) = $one($dice, $depth, $left - 1);
                (not(filter), json!(["not", tree]))
            }
            _ => $leaf,
        }
    };
}

fn on_gadget(dice: &mut Dice, depth: usize, left: u32) -> (Filter<Gadget>, Value) {
    combined!(on_gadget, dice, depth, left, gadget_leaf(dice, depth, left))
}

fn on_tag(dice: &mut Dice, depth: usize, left: u32) -> (Filter<GadgetTag>, Value) {
    combined!(on_tag, dice, depth, left, tag_leaf(dice, depth, left))
}

fn tag_leaf(dice: &mut Dice, depth: usize, left: u32) -> (Filter<GadgetTag>, Value) {
    let text = dice.text();
    match dice.below(4) {
        0 => (gadget_tag::VALUE.eq(&*text), json!(["eq", name(depth, "value"), ["Text", text]])),
        1 => (gadget_tag::TAG_KEY.ne(&*text), json!(["ne", name(depth, "tag_key"), ["Text", text]])),
        2 => {
            let id = dice.number();
            (gadget_tag::GADGET.eq(Id::new(id)), json!(["eq", name(depth, "gadget"), number(id)]))
        }
        _ => {
            let (inside, tree) = on_gadget(dice, depth + 1, left.saturating_sub(1));
            (gadget_tag::GADGET.any(inside), lambda(depth, "gadget", "any", tree))
        }
    }
}

fn lambda(depth: usize, property: &str, method: &str, inside: Value) -> Value {
    let lambda = json!({"expression": inside, "identifier": variable(depth), "method": method});
    wrapped(depth, json!({"name": property, "lambda": lambda}))
}

fn gadget_leaf(dice: &mut Dice, depth: usize, left: u32) -> (Filter<Gadget>, Value) {
    let (value, text) = (dice.number(), dice.text());
    let size = || name(depth, "size");
    match dice.below(18) {
        0 => (gadget::SIZE.eq(value), json!(["eq", size(), number(value)])),
        1 => (gadget::SIZE.gt(value), json!(["gt", size(), number(value)])),
        2 => (gadget::SIZE.le(value), json!(["le", size(), number(value)])),
        3 => (gadget::NAME.eq(&*text), json!(["eq", name(depth, "name"), ["Text", text]])),
        4 => (gadget::NAME.contains(&*text), called("contains", name(depth, "name"), &text)),
        5 => (gadget::NAME.startswith(&*text), called("startswith", name(depth, "name"), &text)),
        6 => {
            let lowered = json!(["call", {"args": [name(depth, "name")], "method": "tolower"}]);
            (gadget::NAME.tolower().ne(&*text), json!(["ne", lowered, ["Text", text]]))
        }
        7 => {
            let length = json!(["call", {"args": [name(depth, "note")], "method": "length"}]);
            (gadget::NOTE.length().ge(value), json!(["ge", length, number(value)]))
        }
        8 => {
            let list = json!(["List", [number(value), number(value + 1)]]);
            (gadget::SIZE.is_in([value, value + 1]), json!(["eqany", size(), list]))
        }
        9 => (gadget::IS_ONLINE.eq(value > 0), json!(["eq", name(depth, "is_online"), ["Boolean", value > 0]])),
        10 => (gadget::IS_ONLINE.is_true(), name(depth, "is_online")),
        11 => (gadget::NOTE.is_null(), json!(["eq", name(depth, "note"), null])),
        12 => {
            let when = gadget::CREATED_AT.lt("2024-05-06T07:08:09.123Z");
            (when, json!(["lt", name(depth, "created_at"), ["Date Time", 1_714_979_289_123_i64]]))
        }
        13 => {
            let sum = json!(["add", size(), number(value)]);
            (gadget::SIZE.add(value).lt(3), json!(["lt", sum, number(3)]))
        }
        14 => {
            let path = json!({"name": "belongs_to__fleet", "property": {"name": "name"}});
            let field = gadget::BELONGS_TO_FLEET.field(fleet::NAME);
            (field.eq(&*text), json!(["eq", wrapped(depth, path), ["Text", text]]))
        }
        15 => {
            let count = wrapped(depth, json!({"name": "gadget_tag", "count": true}));
            (gadget::GADGET_TAG.size().gt(value), json!(["gt", count, number(value)]))
        }
        16 => {
            let (inside, tree) = on_tag(dice, depth + 1, left.saturating_sub(1));
            (gadget::GADGET_TAG.any(inside), lambda(depth, "gadget_tag", "any", tree))
        }
        _ => {
            let (inside, tree) = on_tag(dice, depth + 1, left.saturating_sub(1));
            (gadget::GADGET_TAG.all(inside), lambda(depth, "gadget_tag", "all", tree))
        }
    }
}

fn called(method: &str, property: Value, text: &str) -> Value {
    json!(["call", {"args": [property, ["Text", text]], "method": method}])
}

/// The query as it is sent, and the tree that it means.
fn case(dice: &mut Dice) -> Value {
    let client = gadgets_client::Client::builder().base_url("http://127.0.0.1:1").build().expect("a client");
    let (filter, tree) = on_gadget(dice, 0, 4);
    let plan = client.gadgets().list().filter(filter).plan().expect("a plan");
    json!({"url": plan.url.replace("http://127.0.0.1:1/v1", ""), "tree": tree})
}

fn recording() -> std::path::PathBuf {
    std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pinejs/filters.ndjson")
}

#[test]
fn the_parser_reads_what_was_meant() {
    let mut dice = Dice(11);
    if let Some(path) = std::env::var_os("PINEJS_FILTERS") {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
        for _ in 0..ALL {
            writeln!(file, "{}", case(&mut dice)).expect("written");
        }
        return;
    }
    let recorded = std::fs::read_to_string(recording()).expect("a recording");
    assert_eq!(recorded.lines().count(), RECORDED);
    for line in recorded.lines() {
        let recorded: Value = rt::serde_json::from_str(line).expect("JSON");
        assert_eq!(case(&mut dice), recorded);
    }
}
