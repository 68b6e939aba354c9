//! A model into facts.

use super::{Facts, Renamed, digest, examples, json, signature, translate};
use crate::diff::Side;
use crate::diff::delta::Aspect;
use crate::diff::pairs::Model;
use crate::ir::{self, Discrimination, Shape};

/// A model.
pub(in crate::diff) fn model(side: &Side<'_>, model: &Model, renamed: &Renamed) -> Facts {
    let mut facts = Facts::new();
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    let surface = &model.surface;
    put(Aspect::Model, "", surface.name.clone());
    put(Aspect::ModelName, "", surface.name.clone());
    put(Aspect::ModelKind, "", surface.kind.clone());
    for slot in &surface.members {
        put(Aspect::Member, &slot.key, slot.name.clone());
        put(Aspect::MemberName, &slot.key, slot.name.clone());
        put(Aspect::MemberType, &slot.key, translate(&slot.ty, renamed));
    }
    for slot in &surface.setters {
        put(Aspect::Setter, &slot.key, signature(slot, renamed));
    }
    if !surface.kind.starts_with("enum") {
        let all: Vec<String> = surface.arguments.iter().map(|slot| signature(slot, renamed)).collect();
        put(Aspect::Constructor, "", all.join(", "));
    }
    for of in &surface.traits {
        put(Aspect::Trait, of, of.clone());
    }
    for former in &surface.former {
        put(Aspect::Former, former, former.clone());
    }
    if let Some(features) = model.ty.filter(|_| !model.twin).and_then(|ty| side.surface.gates[ty].as_ref()) {
        put(Aspect::Gate, "", features.join(", "));
    }
    if let Some(def) = model.ty.map(|ty| &side.api.types[ty]) {
        definition(def, model.twin, &mut facts);
    }
    facts
}

/// What no signature shows. A twin tells it of its type once more, so only the type does.
fn definition(def: &ir::TypeDef, twin: bool, facts: &mut Facts) {
    if twin {
        return;
    }
    let mut put = |aspect, key: &str, value: String| drop(facts.insert((aspect, key.to_owned()), value));
    put(Aspect::ModelDocs, "", digest(&[], &[&def.doc], &examples(&def.example)));
    put(Aspect::ModelDeprecated, "", def.deprecated.to_string());
    match &def.shape {
        Shape::Struct(structure) => {
            put(Aspect::Rest, "", structure.rest.is_some().to_string());
            for field in &structure.fields {
                put(Aspect::MemberDocs, &field.wire, digest(&[], &[&field.doc], &examples(&field.example)));
                put(Aspect::MemberDeprecated, &field.wire, field.deprecated.to_string());
                put(Aspect::Required, &field.wire, field.required.to_string());
                put(Aspect::Default, &field.wire, json(&field.default));
                put(Aspect::Access, &field.wire, access(field));
            }
        }
        Shape::TextEnum(all) => {
            all.iter().for_each(|one| put(Aspect::MemberDocs, &one.value, digest(&[], &[&one.doc], &[])));
        }
        Shape::IntEnum(all) => {
            all.iter().for_each(|one| put(Aspect::MemberDocs, &one.value.to_string(), digest(&[], &[&one.doc], &[])));
        }
        Shape::Union(union) => {
            union.members.iter().for_each(|one| put(Aspect::MemberDocs, &one.name, digest(&[], &[&one.doc], &[])));
            put(Aspect::Discrimination, "", discrimination(&union.by));
        }
        Shape::Alias(_) => {}
    }
}

fn access(field: &ir::Field) -> String {
    let flags = [
        (field.read_only, "read only"),
        (field.write_only, "write only"),
        (field.secret, "secret"),
        (field.personal, "personal"),
    ];
    flags.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

/// A mapping is an object, which has no order.
fn discrimination(by: &Discrimination) -> String {
    match by {
        Discrimination::Tag { property, mapping } => {
            let mut mapping = mapping.clone();
            mapping.sort();
            format!("{property} {mapping:?}")
        }
        other => format!("{other:?}"),
    }
}
