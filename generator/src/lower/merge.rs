//! Schemas that apply together (`allOf`, siblings of a reference) into one set of keywords.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{Discriminator, Schema, SchemaData};
use serde_json::Value;

use super::Lowerer;
use super::keywords::{Additional, Facets, Keywords, Node};
use super::pointer;
use crate::ir::JsonType;

/// One of the schemas that apply at a place.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) node: Node<'a>,
    pub(super) pointer: String,
    /// Whether its `oneOf` and `anyOf` count: not where one of their members is being looked at already.
    pub(super) unions: bool,
    /// The one JSON type that is looked at, of a schema that allows several.
    pub(super) only: Option<JsonType>,
}

impl<'a> Part<'a> {
    /// A schema with everything that it says.
    pub(super) fn new(node: impl Into<Node<'a>>, pointer: impl Into<String>) -> Self {
        Self { node: node.into(), pointer: pointer.into(), unions: true, only: None }
    }
}

/// Pointer of a schema component.
pub(super) fn component_pointer(name: &str) -> String {
    pointer::push("/components/schemas", name)
}

/// A `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Group<'a> {
    pub(super) pointer: String,
    pub(super) members: Vec<Part<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
}

/// What `additionalProperties` says in all.
#[derive(Debug, Clone, Default)]
pub(super) enum Rest<'a> {
    /// Nothing.
    #[default]
    Unsaid,
    /// Anything.
    Any,
    /// No other property.
    Forbidden,
    /// Values of a schema.
    Typed(Vec<Part<'a>>),
}

/// Keywords of all schemas that apply at a place.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged<'a> {
    pub(super) pointer: String,
    /// What these schemas are remembered under; empty for components.
    pub(super) key: String,
    pub(super) types: Vec<JsonType>,
    pub(super) facets: Facets,
    pub(super) values: Option<Vec<Value>>,
    pub(super) properties: IndexMap<&'a str, Vec<Part<'a>>>,
    pub(super) required: Vec<&'a str>,
    pub(super) rest: Rest<'a>,
    pub(super) items: Vec<Part<'a>>,
    pub(super) groups: Vec<Group<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// Whether one of the schemas is what stands beside the alternatives that are looked at.
    pub(super) beside_alternatives: bool,
    /// Annotations of the schemas that stand at the place itself, outermost first; those behind references are not among them.
    pub(super) data: Vec<&'a SchemaData>,
    /// Annotations of the schemas behind references.
    pub(super) referred: Vec<&'a SchemaData>,
}

enum Step<'a> {
    Visit(Part<'a>, bool),
    Absorb(&'a Schema, Part<'a>),
}

impl<'a> Lowerer<'a, '_> {
    /// As [`Self::merge`], remembered: samples look at the same schemas again and again.
    pub(super) fn merged(&mut self, parts: &[Part<'a>]) -> Rc<Merged<'a>> {
        let key = key_of(parts);
        if let Some(known) = self.merges.get(&key) {
            return Rc::clone(known);
        }
        let merged = Rc::new(self.merge(parts));
        self.merges.insert(key, Rc::clone(&merged));
        merged
    }

    /// Merges the schemas that apply at a place. Bases come before what extends them, so that properties keep their order;
    /// a schema that is reached twice counts once, which also ends every cycle.
    pub(super) fn merge(&mut self, parts: &[Part<'a>]) -> Merged<'a> {
        let mut merged =
            Merged { pointer: parts.first().map(|part| part.pointer.clone()).unwrap_or_default(), ..Merged::default() };
        merged.beside_alternatives = parts.iter().any(|part| !part.unions);
        let mut seen = BTreeSet::new();
        let mut steps: Vec<Step<'a>> = parts.iter().rev().map(|part| Step::Visit(part.clone(), false)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Visit(part, referred) => self.visit(part, referred, &mut seen, &mut steps, &mut merged),
                Step::Absorb(schema, part) => self.absorb(schema, &part, &seen, &mut merged),
            }
        }
        merged
    }

    fn visit(
        &mut self,
        part: Part<'a>,
        referred: bool,
        seen: &mut BTreeSet<&'a str>,
        steps: &mut Vec<Step<'a>>,
        merged: &mut Merged<'a>,
    ) {
        match part.node {
            Node::Reference(reference) => {
                if let Some(name) = self.component_name(reference, &part.pointer) {
                    steps.push(Step::Visit(Part { node: Node::Component(name), ..part }, true));
                }
            }
            Node::Component(name) => {
                if let (Some(node), true) = (self.component(name), seen.insert(name)) {
                    steps.push(Step::Visit(Part { node, pointer: component_pointer(name), ..part }, referred));
                }
            }
            Node::Schema(schema) => {
                if referred {
                    merged.referred.push(&schema.schema_data);
                } else {
                    merged.data.push(&schema.schema_data);
                }
                let all_of = Keywords::of(schema).all_of;
                let children: Vec<Step<'a>> = all_of
                    .iter()
                    .enumerate()
                    .map(|(index, node)| {
                        let pointer = pointer::extend(&part.pointer, ["allOf", &index.to_string()]);
                        Step::Visit(Part { node: *node, pointer, ..part.clone() }, referred)
                    })
                    .collect();
                steps.push(Step::Absorb(schema, part));
                steps.extend(children.into_iter().rev());
            }
        }
    }

    fn absorb(&mut self, schema: &'a Schema, part: &Part<'a>, seen: &BTreeSet<&'a str>, merged: &mut Merged<'a>) {
        let keywords = Keywords::of(schema);
        let at = part.pointer.as_str();
        if let Some(name) = keywords.unknown_type {
            self.diagnostics.warning(
                "unknown-type",
                pointer::push(at, "type"),
                format!("`type: {name}` is no JSON type; the value is taken as any JSON"),
                "use one of string, number, integer, boolean, array, object",
            );
        }
        if keywords.not {
            self.diagnostics.note("not-carried", pointer::push(at, "not"), "`not` is not checked by the client");
        }
        self.absorb_types(&keywords, part, merged);
        self.absorb_values(&keywords, at, merged);
        absorb_facets(&mut merged.facets, keywords.facets);
        for (name, node) in keywords.properties {
            let pointer = pointer::extend(at, ["properties", name]);
            merged.properties.entry(name).or_default().push(Part::new(node, pointer));
        }
        for name in keywords.required {
            if !merged.required.contains(&name.as_str()) {
                merged.required.push(name);
            }
        }
        absorb_rest(keywords.additional, at, merged);
        if let Some(node) = keywords.items {
            merged.items.push(Part::new(node, pointer::push(at, "items")));
        }
        merged.discriminator = merged.discriminator.or(keywords.data.discriminator.as_ref());
        if part.unions {
            for (key, nodes) in [("oneOf", keywords.one_of), ("anyOf", keywords.any_of)] {
                self.absorb_group(key, &nodes, at, keywords.data.discriminator.as_ref(), seen, merged);
            }
        }
    }

    fn absorb_types(&mut self, keywords: &Keywords<'a>, part: &Part<'a>, merged: &mut Merged<'a>) {
        let types: Vec<JsonType> = match part.only {
            Some(only) if keywords.types.contains(&only) => vec![only],
            _ => keywords.types.clone(),
        };
        if types.is_empty() {
            return;
        }
        if merged.types.is_empty() {
            merged.types = types;
            return;
        }
        let both = intersection(&merged.types, &types);
        if both.is_empty() {
            let message = "schemas that apply together ask for different JSON types, so no value satisfies them";
            let help = "make the types agree, or use `oneOf` if either may stand here";
            if merged.beside_alternatives {
                // One alternative that can never be taken takes nothing from the others.
                self.diagnostics.warning("all-of-conflict", part.pointer.clone(), message, help);
            } else {
                self.diagnostics.error("all-of-conflict", part.pointer.clone(), message, help);
            }
        } else {
            merged.types = both;
        }
    }

    fn absorb_values(&mut self, keywords: &Keywords<'a>, at: &str, merged: &mut Merged<'a>) {
        let Some(values) = &keywords.values else { return };
        let Some(before) = &merged.values else {
            merged.values = Some(values.clone());
            return;
        };
        let both: Vec<Value> = before.iter().filter(|value| values.contains(value)).cloned().collect();
        if both.is_empty() {
            self.diagnostics.warning(
                "all-of-conflict",
                pointer::push(at, "enum"),
                "schemas that apply together allow no common value; the values of all of them are taken",
                "use `oneOf`, or make the `enum` lists overlap",
            );
            // Whoever wrote this wanted to extend a list; an enumeration of the client is open anyway.
            merged.values = Some(before.iter().chain(values).cloned().collect());
        } else {
            merged.values = Some(both);
        }
    }

    fn absorb_group(
        &mut self,
        key: &str,
        nodes: &[Node<'a>],
        at: &str,
        discriminator: Option<&'a Discriminator>,
        seen: &BTreeSet<&'a str>,
        merged: &mut Merged<'a>,
    ) {
        if nodes.is_empty() {
            return;
        }
        let pointer = pointer::push(at, key);
        // A base that lists its own subtypes: the subtype that is being merged is already chosen.
        let chosen = seen.len() > 1
            && nodes.iter().any(|node| match node {
                Node::Reference(reference) => {
                    pointer::component(reference, "schemas").is_some_and(|name| seen.contains(name.as_str()))
                }
                Node::Component(_) | Node::Schema(_) => false,
            });
        if chosen {
            return;
        }
        let members = nodes
            .iter()
            .enumerate()
            .map(|(index, node)| Part::new(*node, pointer::push(&pointer, &index.to_string())))
            .collect();
        merged.groups.push(Group { pointer, members, discriminator });
    }
}

fn absorb_rest<'a>(additional: Additional<'a>, at: &str, merged: &mut Merged<'a>) {
    let pointer = pointer::push(at, "additionalProperties");
    match (additional, &mut merged.rest) {
        (Additional::Unsaid, _) | (Additional::Flag(true), Rest::Forbidden | Rest::Typed(_) | Rest::Any) => {}
        (Additional::Flag(true), rest @ Rest::Unsaid) => *rest = Rest::Any,
        (Additional::Flag(false), rest) => *rest = Rest::Forbidden,
        (Additional::Schema(_), Rest::Forbidden) => {}
        (Additional::Schema(node), Rest::Typed(parts)) => parts.push(Part::new(node, pointer)),
        (Additional::Schema(node), rest) => {
            // `additionalProperties: {}` allows everything.
            let anything = matches!(node, Node::Schema(schema) if Keywords::of(schema).says_nothing());
            *rest = if anything { Rest::Any } else { Rest::Typed(vec![Part::new(node, pointer)]) };
        }
    }
}

/// The narrower of both, keyword by keyword.
fn absorb_facets(into: &mut Facets, from: Facets) {
    into.format = into.format.take().or(from.format);
    into.pattern = into.pattern.take().or(from.pattern);
    if let Some(minimum) = from.minimum.filter(|new| into.minimum.is_none_or(|old| *new > old)) {
        into.minimum = Some(minimum);
        into.exclusive_minimum = from.exclusive_minimum;
    }
    if let Some(maximum) = from.maximum.filter(|new| into.maximum.is_none_or(|old| *new < old)) {
        into.maximum = Some(maximum);
        into.exclusive_maximum = from.exclusive_maximum;
    }
    into.multiple_of = into.multiple_of.or(from.multiple_of);
    into.min_length = into.min_length.max(from.min_length);
    into.max_length = least(into.max_length, from.max_length);
    into.min_items = into.min_items.max(from.min_items);
    into.max_items = least(into.max_items, from.max_items);
    into.unique_items |= from.unique_items;
    into.min_properties = into.min_properties.max(from.min_properties);
    into.max_properties = least(into.max_properties, from.max_properties);
}

fn least(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn intersection(a: &[JsonType], b: &[JsonType]) -> Vec<JsonType> {
    let mut both: Vec<JsonType> = a.iter().copied().filter(|ty| b.contains(ty)).collect();
    // An integer is a number too.
    let has = |list: &[JsonType], ty| list.contains(&ty);
    let mixed = (has(a, JsonType::Integer) && has(b, JsonType::Number))
        || (has(a, JsonType::Number) && has(b, JsonType::Integer));
    if mixed && !both.contains(&JsonType::Integer) && !both.contains(&JsonType::Number) {
        both.push(JsonType::Integer);
    }
    both
}

/// What tells one set of schemas from another: where they stand.
pub(super) fn key_of(parts: &[Part<'_>]) -> String {
    let mut key = String::new();
    for part in parts {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(match part.node {
            Node::Reference(reference) => reference,
            Node::Component(name) => name,
            Node::Schema(_) => &part.pointer,
        });
        if !part.unions {
            key.push('!');
        }
        if let Some(only) = part.only {
            key.push_str(&format!("{only:?}"));
        }
    }
    key
}
