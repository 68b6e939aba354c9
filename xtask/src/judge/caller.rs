//! The public items of a crate into a program that uses every one of them, as a user might: each method with every
//! setter, each field read, each variant matched, each type named.
//!
//! A value is never made: functions take what they use, by the very type that the old crate states. So the program
//! compiles against another crate exactly when that one still takes and gives the same.

use std::fmt::Write as _;

use generator::emit::{CallSurface, ModelSurface, Slot, Surface, Ways};
use generator::ir::Api;
use generator::names::Names;

/// The program; `CLIENT` stands for the crate.
pub(super) fn program(api: &Api, names: &Names, surface: &Surface) -> String {
    let mut out = String::from("#![allow(warnings)]\nuse CLIENT as client;\nfn main() {}\n");
    // The program is an example of the client, so its features are those of the client.
    for feature in &surface.features {
        let _ = writeln!(out, "#[cfg(not(feature = {feature:?}))] compile_error!(\"no feature {feature}\");");
    }
    builder(api, names, &mut out);
    for (at, group) in names.groups.iter().enumerate() {
        let _ = writeln!(
            out,
            "mod g{at} {{\nuse crate::client::{{ids::*, models::*, operations::{}::*, rt::*}};",
            group.module
        );
        let _ = writeln!(out, "fn h({CLIENT}) -> {} {{ client.{}() }}", group.handle, group.accessor);
        for index in (0..api.operations.len()).filter(|index| api.operations[*index].group == at) {
            call(&group.accessor, names, index, &surface.calls[index], &mut out);
        }
        out.push_str("}\n");
    }
    models(api, names, surface, &mut out);
    sets(names, surface, &mut out);
    out
}

const CLIENT: &str = "client: &crate::client::Client";

fn builder(api: &Api, names: &Names, out: &mut String) {
    for setter in names.server_variables.first().into_iter().flatten() {
        let _ = writeln!(
            out,
            "fn b_{setter}(it: client::ClientBuilder) -> client::ClientBuilder {{ it.{setter}(\"text\") }}"
        );
    }
    if !api.known_errors.is_empty() {
        let known = format!("client::{}", names.known_error);
        let variants: Vec<Slot> = names.known_errors.iter().map(|name| slot(name, "")).collect();
        matched("known_error", &known, &variants, |_| None, out);
    }
}

fn models(api: &Api, names: &Names, surface: &Surface, out: &mut String) {
    out.push_str("mod models {\nuse crate::client::{ids::*, models::*, rt::*};\n");
    for (at, (main, twin)) in surface.models.iter().enumerate() {
        for (part, one) in [Some(main), twin.as_ref()].into_iter().flatten().enumerate() {
            if !one.name.is_empty() {
                model(&format!("{at}_{part}"), one, out);
            }
        }
    }
    for (at, (id, name)) in api.ids.iter().zip(&names.ids).enumerate() {
        let raw = if id.integer { "i64" } else { "String" };
        let _ = writeln!(out, "fn id{at}(raw: {raw}) -> {name} {{ {name}::from(raw) }}");
    }
    out.push_str("}\n");
}

/// Sets of rows: each accessor, constant and key, and what can be done with the rows.
fn sets(names: &Names, surface: &Surface, out: &mut String) {
    for (at, (names, set)) in names.sets.iter().zip(&surface.sets).enumerate() {
        let (row, module, accessor) = (&set.row, &names.module, &names.accessor);
        let _ =
            writeln!(out, "mod set{at} {{\nuse crate::client::{{ids::*, models::*, rt::*, sets::{module} as set}};");
        let _ = writeln!(out, "fn c({CLIENT}) -> odata::Collection<{row}> {{ client.{accessor}() }}");
        for slot in &set.properties {
            let _ = writeln!(out, "const P_{0}: {1} = set::{0};", slot.name, slot.ty);
        }
        for (function, arguments) in &set.keys {
            let (typed, plain) = parameters(arguments);
            let (name, ty) = (&function.name, &function.ty);
            let _ = writeln!(out, "fn k_{name}({typed}) -> {ty} {{ set::{name}({plain}) }}");
        }
        for ability in &set.abilities {
            let takes = match ability.name.as_str() {
                "Creatable" => format!("<Create = {}>", ability.ty),
                "Updatable" => format!("<Update = {}>", ability.ty),
                _ => String::new(),
            };
            let name = &ability.name;
            let _ = writeln!(out, "fn d_{name}() {{ fn is<T: odata::{name}{takes}>() {{}} is::<{row}>(); }}");
        }
        out.push_str("}\n");
    }
}

fn slot(name: &str, ty: &str) -> Slot {
    Slot { key: name.to_owned(), name: name.to_owned(), ty: ty.to_owned() }
}

/// `a0: T, a1: U` and `a0, a1`.
fn parameters(slots: &[Slot]) -> (String, String) {
    let typed: Vec<String> = slots.iter().enumerate().map(|(at, slot)| format!("a{at}: {}", slot.ty)).collect();
    let plain: Vec<String> = (0..slots.len()).map(|at| format!("a{at}")).collect();
    (typed.join(", "), plain.join(", "))
}

fn call(accessor: &str, names: &Names, index: usize, call: &CallSurface, out: &mut String) {
    let (names, outcome) = (&names.operations[index], &call.outcome);
    let ty = &names.call;
    let (typed, plain) = parameters(&call.arguments);
    let former = names.former.iter().map(|former| &former.name);
    for (at, method) in std::iter::once(&names.method).chain(former).enumerate() {
        let _ =
            writeln!(out, "fn m{index}_{at}({CLIENT}, {typed}) -> {ty} {{ client.{accessor}().{method}({plain}) }}");
    }
    for (at, former) in names.former.iter().enumerate() {
        if let Some(call) = &former.call {
            let _ = writeln!(out, "fn a{index}_{at}(it: {call}) -> {ty} {{ it }}");
        }
        if let Some(reply) = former.reply.as_ref().filter(|_| !call.replies.is_empty()) {
            let _ = writeln!(out, "fn e{index}_{at}(it: {reply}) -> {outcome} {{ it }}");
        }
    }
    setters(&format!("s{index}"), ty, &call.setters, out);
    for (at, (way, gives)) in ways(&call.ways, outcome).into_iter().enumerate() {
        let _ = writeln!(out, "fn w{index}_{at}(call: {ty}, it: crate::client::rt::Confirm) -> {gives} {{ {way} }}");
    }
    if !call.replies.is_empty() {
        let holds = |slot: &Slot| Some(slot.ty.clone()).filter(|ty| ty != "()");
        matched(&format!("r{index}"), outcome, &call.replies, holds, out);
    }
}

/// What sends a call, and what that gives. A handle may be called as a type of the runtime, so those are named in full.
fn ways(ways: &Ways, outcome: &str) -> Vec<(&'static str, String)> {
    let rt = |name: &str, of: &str| format!("crate::client::rt::{name}<{of}>");
    let awaited = "std::future::IntoFuture::into_future(call)";
    let send = || vec![("call.send()", rt("Sending", &rt("Response", outcome))), (awaited, rt("Sending", outcome))];
    let with = |more: &[(&'static str, String)]| send().into_iter().chain(more.iter().cloned()).collect();
    match ways {
        Ways::Send => send(),
        Ways::Pages(item) => with(&[("call.stream()", rt("Items", item)), ("call.pages()", rt("Pages", item))]),
        Ways::Confirm => vec![("call.confirm(it)", rt("Confirmed", outcome))],
        Ways::Open => vec![(awaited, rt("Opening", outcome))],
        Ways::Download => with(&[("call.download()", rt("Opening", "crate::client::rt::Download"))]),
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
    for (index, name) in std::iter::once(name).chain(&model.former).enumerate() {
        let _ = writeln!(out, "fn t{at}_{index}(_: &{name}) {{}}");
    }
    if model.kind == "struct" {
        let _ = writeln!(out, "fn x{at}(it: {name}) -> Extra {{ it.extra }}");
    }
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
