//! A set of rows → the constants of its properties, the functions of its keys, and what can be done with its rows.

use quote::quote;

use super::text::text;
use super::{SetSurface, Slot};
use crate::emit::context::Context;
use crate::emit::sets::{capabilities, constant_type, id_field, key_parts};
use crate::emit::ty::{Use, rust_type};
use crate::ir::{EntitySet, Type};

/// What is public of a set.
pub(super) fn of(cx: &Context<'_>, index: usize) -> SetSurface {
    let (set, names) = (&cx.api.sets[index], &cx.names.sets[index]);
    let row = text(&rust_type(cx, &set.row, Use::REPLY));
    let Some((id, structure)) = cx.structure(&set.row) else { return SetSurface { row, ..SetSurface::default() } };
    let constants = cx.names.set_constants(id);
    let property = |(field, name): (&crate::ir::Field, &String)| {
        let (kind, types) = constant_type(cx, set, field);
        let types = text(&types);
        Slot { key: field.wire.clone(), name: name.clone(), ty: format!("odata::{kind}<{types}>") }
    };
    let keys = (0..set.keys.len()).filter_map(|key| {
        let parts = key_parts(cx, index, key)?;
        let argument = |(wire, name, ty): (&String, proc_macro2::Ident, proc_macro2::TokenStream)| Slot {
            key: wire.clone(),
            name: name.to_string(),
            ty: text(&quote!(impl Into<#ty>)),
        };
        let function =
            Slot { key: set.keys[key].join(","), name: names.keys[key].clone(), ty: format!("odata::Key<{row}>") };
        Some((function, parts.into_iter().map(argument).collect()))
    });
    SetSurface {
        properties: structure.fields.iter().zip(&constants).map(property).collect(),
        keys: keys.collect(),
        abilities: abilities(cx, set, id_field(cx, set, id).is_some()),
        row,
    }
}

/// Traits of the runtime that a row implements, with the types that they take.
fn abilities(cx: &Context<'_>, set: &EntitySet, identified: bool) -> Vec<Slot> {
    let ability = |name: &str, ty: String| Slot { key: name.to_owned(), name: name.to_owned(), ty };
    let mut all: Vec<Slot> = capabilities(set).map(|name| ability(&name.to_string(), String::new())).collect();
    let takes = |ty: &Type| text(&rust_type(cx, ty, Use::REQUEST));
    all.extend(set.create.as_ref().map(|ty| ability("Creatable", takes(ty))));
    all.extend(set.update.as_ref().map(|ty| ability("Updatable", takes(ty))));
    all.extend(set.deletes.then(|| ability("Deletable", String::new())));
    all.extend(identified.then(|| ability("Identified", String::new())));
    all
}
