//! Objects into structs, maps and, where nothing is declared, free JSON.

use openapiv3::SchemaData;

use super::Lowerer;
use super::bounds;
use super::extension;
use super::hint::wraps_list;
use super::keywords::{Keywords, Node};
use super::merge::{Merged, Part, Rest};
use super::pointer;
use super::prose;
use super::schema::Place;
use crate::ir::{Field, JsonReason, JsonType, Shape, Struct, TextFormat, Type};

/// Members beside the list that tell that a reply is one page of it.
const PAGE_COMPANIONS: &[&str] = &[
    "next",
    "previous",
    "count",
    "total",
    "totalCount",
    "total_count",
    "cursor",
    "next_cursor",
    "nextCursor",
    "offset",
    "page",
    "pagination",
    "meta",
    "paging",
    "links",
    "has_more",
    "hasMore",
    "nextPageToken",
    "next_page_token",
];

impl<'a> Lowerer<'a, '_> {
    /// An object.
    pub(super) fn object(&mut self, merged: &Merged<'a>, place: &Place) -> Type {
        if merged.properties.is_empty() && merged.required.is_empty() && !matches!(merged.rest, Rest::Forbidden) {
            return self.map(merged, place);
        }
        let place = &wrapper(merged, place);
        let id = self.reserve(merged, place);
        let (rest, rest_nullable) = self.rest(merged, place);
        let mut fields = Vec::with_capacity(merged.properties.len());
        for (name, parts) in &merged.properties {
            fields.push(self.field(name, parts, merged, place));
        }
        for name in &merged.required {
            if !merged.properties.contains_key(name) {
                fields.push(self.undeclared(name, merged, rest.as_ref()));
            }
        }
        in_order_of_required(&mut fields, &merged.required);
        self.types[id.0].shape = Shape::Struct(Struct { fields, rest: rest.map(Box::new), rest_nullable });
        Type::Named(id)
    }

    /// An object whose keys are data.
    fn map(&mut self, merged: &Merged<'a>, place: &Place) -> Type {
        if let Rest::Typed(parts) = &merged.rest {
            let slot = self.slot(parts, &place.below(place.hint.map_value()));
            return Type::Map(Box::new(slot.ty), slot.nullable);
        }
        let message = "the object declares no property; it is taken as any JSON";
        self.diagnostics.note("free-form", merged.pointer.clone(), message);
        Type::Json(JsonReason::FreeObject)
    }

    /// The type of properties without a declaration (JSON Schema 2020-12 Core, section 10.3.2.3: anything by default).
    fn rest(&mut self, merged: &Merged<'a>, place: &Place) -> (Option<Type>, bool) {
        match &merged.rest {
            Rest::Forbidden => (None, false),
            Rest::Unsaid | Rest::Any => (Some(Type::Json(JsonReason::Unspecified)), true),
            Rest::Typed(parts) => {
                let slot = self.slot(parts, &place.below(place.hint.map_value()));
                (Some(slot.ty), slot.nullable)
            }
        }
    }

    fn field(&mut self, name: &str, parts: &[Part<'a>], merged: &Merged<'a>, place: &Place) -> Field {
        let slot = self.slot(parts, &place.below(place.hint.property(name)));
        let data = self.annotations(parts);
        let ty = self.recognised_id(name, slot.ty, &place.hint);
        let required = merged.required.contains(&name);
        let bounds = if bounds::is_plain(&ty) { self.bounds_of(parts, &ty) } else { Vec::new() };
        let has = |key: &str| data.iter().any(|(data, _)| extension::flag(&data.extensions, key) == Some(true));
        let own = || data.iter().filter(|(_, referred)| !referred).map(|(data, _)| *data);
        Field {
            wire: name.to_owned(),
            rename: own().find_map(|data| extension::member_name(&data.extensions)).map(str::to_owned),
            pointer: parts.first().map(|part| part.pointer.clone()).unwrap_or_default(),
            required,
            // A schema that says nothing allows null (JSON Schema, section 4.3.2), which is not the same as absent.
            nullable: slot.nullable || matches!(ty, Type::Json(JsonReason::Unspecified)),
            identity: has("x-identity") || (required && !slot.nullable && self.identifies(name, &ty, &place.hint)),
            read_only: data.iter().any(|(data, _)| data.read_only),
            write_only: data.iter().any(|(data, _)| data.write_only),
            secret: has("x-secret") || matches!(ty, Type::Text(TextFormat::Password)),
            personal: has("x-personal"),
            empty_is_absent: has("x-empty-is-absent"),
            deprecated: own().any(|data| data.deprecated),
            doc: own().find_map(|data| data.description.as_deref()).and_then(prose::to_markdown),
            default: own().find_map(|data| data.default.clone()),
            example: own().find_map(|data| data.example.clone()),
            bounds,
            ty,
        }
    }

    /// A property that is required and not declared.
    fn undeclared(&mut self, name: &str, merged: &Merged<'a>, rest: Option<&Type>) -> Field {
        let pointer = pointer::push(&merged.pointer, "required");
        let message = format!("`{name}` is required and not declared; it is taken as any JSON");
        self.diagnostics.note("undeclared-required", pointer.clone(), message);
        Field {
            wire: name.to_owned(),
            rename: None,
            pointer,
            ty: rest.cloned().unwrap_or(Type::Json(JsonReason::Unspecified)),
            required: true,
            nullable: false,
            identity: false,
            read_only: false,
            write_only: false,
            secret: false,
            personal: false,
            empty_is_absent: false,
            deprecated: false,
            doc: None,
            default: None,
            example: None,
            bounds: Vec::new(),
        }
    }

    /// Annotations of a place: its own first, then, marked, those behind a reference that it comes down to.
    pub(super) fn annotations(&mut self, parts: &[Part<'a>]) -> Vec<(&'a SchemaData, bool)> {
        let mut found = Vec::new();
        for part in parts {
            let mut open = vec![(part.node, false)];
            for _ in 0..16 {
                let Some((node, referred)) = open.pop() else { break };
                match node {
                    Node::Reference(reference) => {
                        if let Some(name) = self.component_name(reference, &part.pointer) {
                            open.push((Node::Component(name), true));
                        }
                    }
                    Node::Component(name) => open.extend(self.component(name).map(|node| (node, true))),
                    Node::Schema(schema) => {
                        found.push((&schema.schema_data, referred));
                        if let [only] = Keywords::of(schema).all_of.as_slice() {
                            open.push((*only, referred));
                        }
                    }
                }
            }
        }
        found
    }
}

/// A reply that holds one page of a list is named for that: `BlueprintPage`.
fn wrapper(merged: &Merged<'_>, place: &Place) -> Place {
    let has = |names: &[&str]| merged.properties.keys().any(|name| names.contains(name));
    let is_list = |parts: &Vec<Part<'_>>| {
        parts
            .iter()
            .any(|part| matches!(part.node, Node::Schema(schema) if Keywords::of(schema).types == [JsonType::Array]))
    };
    let wrapped = merged.properties.iter().any(|(name, parts)| wraps_list(name) && is_list(parts));
    if !wrapped || place.hint.item.is_empty() {
        return place.clone();
    }
    let hint = place.hint.wrapper(if has(PAGE_COMPANIONS) { "page" } else { "list" });
    Place { hint: hint.into(), ..place.clone() }
}

/// Required properties become arguments, which have an order. Keys of an object have none (RFC 8259, section 4), the
/// list of `required` has: required properties take their places among the others in its order.
fn in_order_of_required(fields: &mut [Field], required: &[&str]) {
    let rank = |field: &Field| required.iter().position(|name| *name == field.wire);
    let places: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].required).collect();
    let mut sorted: Vec<Field> = places.iter().map(|at| fields[*at].clone()).collect();
    sorted.sort_by_key(rank);
    for (place, field) in places.into_iter().zip(sorted) {
        fields[place] = field;
    }
}
