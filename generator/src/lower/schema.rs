//! Schemas into types: what applies at a place is merged, then handed to the file for its kind.

use std::collections::BTreeMap;

use openapiv3::SchemaData;
use serde_json::Value;

use super::Lowerer;
use super::extension;
use super::hint::{Claim, Hint, is_sane_name};
use super::keywords::{Keywords, Node};
use super::merge::{Merged, Part, Rest, component_pointer, key_of};
use super::naming::Naming;
use super::pointer;
use super::prose;
use crate::ir::{JsonReason, JsonType, NameHint, Shape, Type, TypeDef, TypeId, Usage};

/// Schemas nested deeper than this stay free JSON: nobody writes such types, and the stack is finite.
const DEEPEST: usize = 100;

/// More types than this in one document are a sign of a construct that multiplies itself.
const MOST_TYPES: usize = 50_000;

/// Alternatives beside properties, whose members have alternatives beside properties, and so on: each way through them is
/// a type of its own.
const MOST_ALTERNATIVES: usize = 5;

/// Whether components admit null, by name and depth.
type Nullables = BTreeMap<(String, usize), bool>;

/// The type at a place and whether `null` may stand there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slot {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

/// Where the lowering stands: how the types here are called, and how deep it is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) hint: Naming,
    pub(super) depth: usize,
    /// The component that is being defined; inline types make definitions of their own.
    pub(super) target: Option<TypeId>,
}

impl Place {
    /// A place at which a schema stands by itself.
    pub(super) fn new(hint: impl Into<Naming>) -> Self {
        Self { hint: hint.into(), depth: 0, target: None }
    }

    /// A place below this one.
    pub(super) fn below(&self, hint: Naming) -> Self {
        Self { hint, depth: self.depth + 1, target: None }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// The type of the values that satisfy all of `parts`.
    pub(super) fn slot(&mut self, parts: &[Part<'a>], place: &Place) -> Slot {
        let parts = self.simplified(parts);
        let Some(first) = parts.first() else {
            return Slot { ty: Type::Json(JsonReason::NotCarried), nullable: false };
        };
        let alternatives = parts.iter().filter(|part| !part.unions).count();
        if place.depth > DEEPEST || self.types.len() > MOST_TYPES || alternatives > MOST_ALTERNATIVES {
            let message = "schemas are nested so deeply that this one is taken as any JSON";
            self.diagnostics.note("too-deep", first.pointer.clone(), message);
            return Slot { ty: Type::Json(JsonReason::NotCarried), nullable: true };
        }
        let mut known = BTreeMap::new();
        let nullable = parts.iter().all(|part| self.admits_null(part.node, 0, &mut known));
        if let Some(ty) = self.declared_id(&parts) {
            return Slot { ty, nullable };
        }
        if let Some(slot) = self.declared_link(&parts, nullable) {
            return slot;
        }
        if let [part] = parts.as_slice()
            && let Some(name) = self.as_reference(part)
        {
            return Slot { ty: Type::Named(self.component_type(name)), nullable };
        }
        let key = key_of(&parts);
        if let Some(id) = self.inline.get(&key) {
            return Slot { ty: Type::Named(*id), nullable };
        }
        let mut merged = self.merge(&parts);
        merged.key = key;
        let ty = self.shape(&parts, merged, place);
        Slot { ty, nullable }
    }

    /// The type of merged schemas.
    pub(super) fn shape(&mut self, parts: &[Part<'a>], merged: Merged<'a>, place: &Place) -> Type {
        let place = &self.renamed(&merged, place);
        if merged.values.is_some()
            && let Some(ty) = self.enumeration(&merged, place)
        {
            return ty;
        }
        if !merged.groups.is_empty()
            && let Some(ty) = self.union(parts, &merged, place)
        {
            return ty;
        }
        match types_of(&merged).as_slice() {
            [] => self.unspecified(&merged),
            [JsonType::Object] => self.object(&merged, place),
            [JsonType::Array] => self.array(&merged, place),
            [JsonType::String] => self.text(&merged),
            [JsonType::Integer] => Type::Integer(super::scalar::width(&merged.facets)),
            [JsonType::Number] => self.number(&merged),
            [JsonType::Boolean] => Type::Bool,
            [JsonType::Null] => self.unspecified(&merged),
            several => self.several(parts, &merged, several, place),
        }
    }

    /// Repeats and bases of what is there anyway left out.
    fn simplified(&mut self, parts: &[Part<'a>]) -> Vec<Part<'a>> {
        let mut kept: Vec<Part<'a>> = Vec::new();
        for part in parts {
            if !kept.iter().any(|other| same(other.node, part.node)) {
                kept.push(part.clone());
            }
        }
        if kept.len() > 1 {
            let names: Vec<Option<&'a str>> = kept.iter().map(|part| self.as_reference(part)).collect();
            let covered = |index: usize| {
                names[index].is_some_and(|name| {
                    names.iter().enumerate().any(|(other, sub)| {
                        sub.is_some_and(|sub| {
                            (sub != name && self.extends(sub, name)) || (sub == name && other < index)
                        })
                    })
                })
            };
            let keep: Vec<bool> = (0..kept.len()).map(|index| !covered(index)).collect();
            let mut keep = keep.into_iter();
            kept.retain(|_| keep.next().unwrap_or(true));
        }
        kept
    }

    /// The component that a place stands for, where it adds nothing that changes the type.
    fn as_reference(&mut self, part: &Part<'a>) -> Option<&'a str> {
        let mut node = part.node;
        for _ in 0..16 {
            match node {
                Node::Reference(reference) => return self.component_name(reference, &part.pointer),
                Node::Component(name) => return Some(name),
                Node::Schema(schema) => node = self.only_child(&Keywords::of(schema), part.unions)?,
            }
        }
        None
    }

    /// The one schema that an `allOf`, `oneOf` or `anyOf` comes down to.
    fn only_child(&self, keywords: &Keywords<'a>, unions: bool) -> Option<Node<'a>> {
        let of = |nodes: &[Node<'a>]| -> Vec<Node<'a>> {
            nodes.iter().copied().filter(|node| !self.is_null(*node)).collect()
        };
        let mut children = keywords.all_of.clone();
        if unions {
            children.extend(of(&keywords.one_of));
            children.extend(of(&keywords.any_of));
        }
        let bare = matches!(keywords.types.as_slice(), [] | [JsonType::Object | JsonType::Array | JsonType::String])
            && keywords.values.as_ref().is_none_or(|values| values.iter().all(Value::is_null))
            && keywords.properties.is_empty()
            && keywords.required.is_empty()
            && keywords.items.is_none()
            && matches!(
                keywords.additional,
                super::keywords::Additional::Unsaid | super::keywords::Additional::Flag(true)
            );
        match children.as_slice() {
            [only] if bare => Some(*only),
            _ => None,
        }
    }

    /// Whether the schema is the type `null`.
    pub(super) fn is_null(&self, node: Node<'a>) -> bool {
        matches!(node, Node::Schema(schema) if Keywords::of(schema).only_null())
    }

    /// Whether `null` is among the values. OpenAPI 3.0.3 lets `nullable` stand only beside a `type`; documents put it
    /// beside `allOf` and references as well and mean it. `known` by component and depth: alternatives of alternatives
    /// lead to the same components in as many ways as they have members to the power of their height.
    fn admits_null(&self, node: Node<'a>, depth: usize, known: &mut Nullables) -> bool {
        if depth > 16 {
            return false;
        }
        match node {
            Node::Reference(reference) => {
                let name = pointer::component(reference, "schemas");
                name.is_some_and(|name| self.component_admits_null(&name, depth, known))
            }
            Node::Component(name) => self.component_admits_null(name, depth, known),
            Node::Schema(schema) => self.schema_admits_null(&Keywords::of(schema), depth, known),
        }
    }

    fn component_admits_null(&self, name: &str, depth: usize, known: &mut Nullables) -> bool {
        let key = (name.to_owned(), depth);
        if let Some(answer) = known.get(&key) {
            return *answer;
        }
        let answer = self.component(name).is_some_and(|node| self.admits_null(node, depth + 1, known));
        known.insert(key, answer);
        answer
    }

    fn schema_admits_null(&self, keywords: &Keywords<'a>, depth: usize, known: &mut Nullables) -> bool {
        if keywords.null {
            return true;
        }
        if !keywords.types.is_empty() {
            return false;
        }
        let mut admits = |node: &Node<'a>| self.admits_null(*node, depth + 1, known);
        keywords.one_of.iter().chain(&keywords.any_of).any(&mut admits)
            || (!keywords.all_of.is_empty() && keywords.all_of.iter().all(admits))
    }

    /// Whether component `sub` has `base` among its `allOf`, directly or not.
    fn extends(&self, sub: &'a str, base: &str) -> bool {
        let mut open = vec![sub.to_owned()];
        let mut seen = Vec::new();
        while let Some(name) = open.pop() {
            if seen.len() > 64 || seen.contains(&name) {
                continue;
            }
            if let Some(Node::Schema(schema)) = self.component(&name) {
                for node in Keywords::of(schema).all_of {
                    if let Node::Reference(reference) = node
                        && let Some(next) = pointer::component(reference, "schemas")
                    {
                        if next == base {
                            return true;
                        }
                        open.push(next);
                    }
                }
            }
            seen.push(name);
        }
        false
    }

    /// `x-name` or a sane `title` names an inline type.
    fn renamed(&self, merged: &Merged<'a>, place: &Place) -> Place {
        if place.target.is_some() {
            return place.clone();
        }
        let wanted = merged.data.iter().find_map(|data| extension::type_name(&data.extensions));
        let title = merged.data.iter().find_map(|data| data.title.as_deref()).filter(|title| is_sane_name(title));
        let hint = match (wanted, title) {
            (Some(name), _) => Hint::given(name),
            (None, Some(title)) => place.hint.titled(title),
            (None, None) => return place.clone(),
        };
        Place { hint: hint.into(), ..place.clone() }
    }

    fn unspecified(&mut self, merged: &Merged<'a>) -> Type {
        let message = "the schema does not say what stands here; it is taken as any JSON";
        self.diagnostics.note("free-form", merged.pointer.clone(), message);
        Type::Json(JsonReason::Unspecified)
    }

    /// Makes or fills the definition of a named type.
    pub(super) fn define(&mut self, merged: &Merged<'a>, place: &Place, shape: Shape) -> TypeId {
        let id = self.reserve(merged, place);
        self.types[id.0].shape = shape;
        id
    }

    /// Reserves the definition before what is below it is lowered, so that recursion finds it.
    pub(super) fn reserve(&mut self, merged: &Merged<'a>, place: &Place) -> TypeId {
        if let Some(id) = place.target {
            self.annotate(id, merged);
            return id;
        }
        let id = self.push_type(merged.pointer.clone(), place.hint.name(), place.hint.claim);
        self.annotate(id, merged);
        if !merged.key.is_empty() {
            self.inline.insert(merged.key.clone(), id);
        }
        id
    }

    /// A definition without content.
    pub(super) fn push_type(&mut self, pointer: String, name: NameHint, claim: Claim) -> TypeId {
        let id = TypeId(self.types.len());
        self.claims.push(claim);
        self.types.push(TypeDef {
            pointer,
            name,
            doc: None,
            shape: Shape::Alias(Type::Json(JsonReason::Unspecified)),
            usage: Usage::default(),
            deprecated: false,
            example: None,
            former: Vec::new(),
        });
        id
    }

    fn annotate(&mut self, id: TypeId, merged: &Merged<'a>) {
        let former = merged.data.first().map(|data| self.former(&data.extensions, &merged.pointer)).unwrap_or_default();
        let definition = &mut self.types[id.0];
        definition.doc = first_description(&merged.data);
        definition.deprecated = merged.data.iter().any(|data| data.deprecated);
        definition.example = merged.data.iter().find_map(|data| data.example.clone());
        definition.former = former;
    }

    /// Takes the next component from the queue until none is left.
    pub(super) fn drain(&mut self) {
        while let Some((name, id)) = self.queue.pop_front() {
            self.define_component(name, id);
        }
    }

    fn define_component(&mut self, name: &'a str, id: TypeId) {
        let Some(node) = self.component(name) else { return };
        let pointer = component_pointer(name);
        if let Node::Reference(_) = node {
            let ty = self.slot(&[Part::new(node, pointer)], &Place::new(Hint::given(name))).ty;
            self.types[id.0].shape = Shape::Alias(ty);
            return;
        }
        let parts = [Part::new(Node::Component(name), pointer)];
        let merged = self.merge(&parts);
        let wanted = merged.data.iter().find_map(|data| extension::text(&data.extensions, "x-name")).unwrap_or(name);
        let hint = Hint::given(wanted);
        self.types[id.0].name = hint.name();
        let place = Place { hint: hint.into(), depth: 0, target: Some(id) };
        let ty = match self.declared_id(&parts) {
            Some(ty) => ty,
            None => {
                self.inheritance(name, &merged, &place).unwrap_or_else(|| self.shape(&parts, merged.clone(), &place))
            }
        };
        if ty != Type::Named(id) {
            self.annotate(id, &merged);
            self.types[id.0].shape = Shape::Alias(ty);
        }
    }
}

/// The first description among annotations, as Markdown.
pub(super) fn first_description(data: &[&SchemaData]) -> Option<String> {
    data.iter().find_map(|data| data.description.as_deref()).and_then(prose::to_markdown)
}

/// The types that merged keywords name, or that they can only mean.
pub(super) fn types_of(merged: &Merged<'_>) -> Vec<JsonType> {
    if !merged.types.is_empty() {
        return merged.types.clone();
    }
    let facets = &merged.facets;
    if !merged.properties.is_empty()
        || !matches!(merged.rest, Rest::Unsaid)
        || !merged.required.is_empty()
        || facets.min_properties.is_some()
        || facets.max_properties.is_some()
    {
        return vec![JsonType::Object];
    }
    if !merged.items.is_empty() || facets.min_items.is_some() || facets.max_items.is_some() {
        return vec![JsonType::Array];
    }
    let format = facets.format.as_deref().unwrap_or_default();
    if facets.pattern.is_some()
        || facets.min_length.is_some()
        || facets.max_length.is_some()
        || ["date-time", "timestamp", "date", "uuid", "uri", "email", "byte", "binary", "password"].contains(&format)
    {
        return vec![JsonType::String];
    }
    if ["int32", "int64"].contains(&format) {
        return vec![JsonType::Integer];
    }
    if facets.minimum.is_some() || facets.maximum.is_some() || ["float", "double"].contains(&format) {
        return vec![JsonType::Number];
    }
    Vec::new()
}

fn same(a: Node<'_>, b: Node<'_>) -> bool {
    match (a, b) {
        (Node::Reference(a), Node::Reference(b)) | (Node::Component(a), Node::Component(b)) => a == b,
        (Node::Schema(a), Node::Schema(b)) => std::ptr::eq(a, b) || a == b,
        _ => false,
    }
}
