//! The public items of a crate into a program that uses every one of them, as a user might: each method with every
//! setter, each field read, each variant matched, each type named.
//!
//! A value is never made: functions take what they use, by the very type that the old crate states. So the program
//! compiles against another crate exactly when that one still takes and gives the same.

use std::fmt::Write as _;

use generator::emit::{CallSurface, ModelSurface, Slot, Surface};
use generator::ir::Api;
use generator::names::Names;

/// The program; `CLIENT` stands for the crate.
pub(super) fn program(api: &Api, names: &Names, surface: &Surface) -> String {
    let mut out = String::from("#![allow(warnings)]\nuse CLIENT as client;\nfn main() {}\n");
    for (at, group) in names.groups.iter().enumerate() {
        let _ = writeln!(
            out,
            "mod g{at} {{\nuse crate::client::{{ids::*, models::*, operations::{}::*, rt::*}};",
            group.module
        );
        for index in (0..api.operations.len()).filter(|index| api.operations[*index].group == at) {
            call(&group.accessor, names, index, &surface.calls[index], &mut out);
        }
        out.push_str("}\n");
    }
    out.push_str("mod models {\nuse crate::client::{ids::*, models::*, rt::*};\n");
    for (at, (main, twin)) in surface.models.iter().enumerate() {
        for (part, one) in [Some(main), twin.as_ref()].into_iter().flatten().enumerate() {
            if !one.name.is_empty() {
                model(&format!("{at}_{part}"), one, &mut out);
            }
        }
    }
    for (at, (id, name)) in api.ids.iter().zip(&names.ids).enumerate() {
        let raw = if id.integer { "i64" } else { "String" };
        let _ = writeln!(out, "fn id{at}(raw: {raw}) -> {name} {{ {name}::from(raw) }}");
    }
    out + "}\n"
}

/// `a0: T, a1: U` and `a0, a1`.
fn parameters(slots: &[Slot]) -> (String, String) {
    let typed: Vec<String> = slots.iter().enumerate().map(|(at, slot)| format!("a{at}: {}", slot.ty)).collect();
    let plain: Vec<String> = (0..slots.len()).map(|at| format!("a{at}")).collect();
    (typed.join(", "), plain.join(", "))
}

fn call(accessor: &str, names: &Names, index: usize, call: &CallSurface, out: &mut String) {
    let (method, ty) = (&names.operations[index].method, &names.operations[index].call);
    let (typed, plain) = parameters(&call.arguments);
    let client = "client: &crate::client::Client";
    let _ = writeln!(out, "fn m{index}({client}, {typed}) -> {ty} {{ client.{accessor}().{method}({plain}) }}");
    setters(&format!("s{index}"), ty, &call.setters, out);
    let outcome = &call.outcome;
    if let Some(item) = call.ways.strip_prefix("send, stream of ") {
        let _ = writeln!(out, "fn i{index}(call: {ty}) -> crate::client::rt::Items<{item}> {{ call.stream() }}");
    }
    if call.ways == "confirm" {
        let confirmed = format!("crate::client::rt::Confirmed<{outcome}>");
        let _ = writeln!(
            out,
            "fn c{index}(call: {ty}, it: crate::client::rt::Confirm) -> {confirmed} {{ call.confirm(it) }}"
        );
    } else {
        let sending = format!("crate::client::rt::Sending<crate::client::rt::Response<{outcome}>>");
        let _ = writeln!(out, "fn o{index}(call: {ty}) -> {sending} {{ call.send() }}");
    }
    if !call.replies.is_empty() {
        let holds = |slot: &Slot| Some(slot.ty.clone()).filter(|ty| ty != "()");
        matched(&format!("r{index}"), outcome, &call.replies, holds, out);
    }
}

/// Setters one after another, each with what it takes.
fn setters(function: &str, ty: &str, setters: &[Slot], out: &mut String) {
    if setters.is_empty() {
        return;
    }
    let taking: Vec<Slot> = setters.iter().filter(|slot| !slot.ty.is_empty()).cloned().collect();
    let (typed, _) = parameters(&taking);
    let _ = write!(out, "fn {function}(it: {ty}, {typed}) -> {ty} {{ it");
    let mut at = 0;
    for slot in setters {
        if slot.ty.is_empty() {
            let _ = write!(out, ".{}()", slot.name);
        } else {
            let _ = write!(out, ".{}(a{at})", slot.name);
            at += 1;
        }
    }
    out.push_str(" }\n");
}

/// A `match` that names every variant and what it holds.
fn matched(function: &str, ty: &str, variants: &[Slot], holds: impl Fn(&Slot) -> Option<String>, out: &mut String) {
    let _ = writeln!(out, "fn {function}(it: {ty}) {{ match it {{");
    for slot in variants {
        let _ = match holds(slot) {
            Some(held) => writeln!(out, "{ty}::{}(held) => {{ let _: {held} = held; }}", slot.name),
            None => writeln!(out, "{ty}::{} => {{}}", slot.name),
        };
    }
    out.push_str("_ => {} } }\n");
}

fn model(at: &str, model: &ModelSurface, out: &mut String) {
    let name = &model.name;
    let _ = writeln!(out, "fn t{at}(_: &{name}) {{}}");
    match model.kind.as_str() {
        "enum of text" | "enum of integers" => matched(&format!("v{at}"), name, &model.members, |_| None, out),
        "union" => matched(&format!("v{at}"), name, &model.members, |slot| Some(slot.ty.clone()), out),
        kind @ ("alias" | "newtype") => {
            let read = if kind == "alias" { "it" } else { "it.0" };
            for slot in &model.members {
                let _ = writeln!(out, "fn v{at}(it: {name}) {{ let _: {} = {read}; }}", slot.ty);
            }
        }
        _ => {
            for (field, slot) in model.members.iter().enumerate() {
                let _ = writeln!(out, "fn f{at}_{field}(it: {name}) -> {} {{ it.{} }}", slot.ty, slot.name);
            }
        }
    }
    if let Some(constructor) = model.kind.strip_prefix("request struct made by ") {
        let (typed, plain) = parameters(&model.arguments);
        let _ = writeln!(out, "fn n{at}({typed}) -> {name} {{ {name}::{constructor}({plain}) }}");
        setters(&format!("w{at}"), name, &model.setters, out);
    }
    for of in &model.traits {
        let _ = writeln!(out, "fn d{at}_{of}() {{ fn is<T: {of}>() {{}} is::<{name}>(); }}");
    }
}
