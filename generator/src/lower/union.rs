//! `oneOf` and `anyOf` into unions; what tells their members apart is decided later, when all types are known.

use openapiv3::Discriminator;

use super::Lowerer;
use super::keywords::{Keywords, Node};
use super::merge::{Group, Merged, Part, Rest};
use super::pointer;
use super::prose;
use super::schema::Place;
use super::words::split;
use crate::ir::{Discrimination, JsonType, Member, Shape, Type, TypeId, Union};

/// A union whose members cannot be told apart yet.
#[derive(Debug)]
pub(super) struct OpenUnion {
    pub(super) id: TypeId,
    /// The discriminator's property, with the texts that select each member.
    pub(super) tag: Option<(String, Vec<(String, usize)>)>,
}

impl<'a> Lowerer<'a, '_> {
    /// The union at a place; `None` where its groups only narrow an object that is lowered without them.
    pub(super) fn union(&mut self, parts: &[Part<'a>], merged: &Merged<'a>, place: &Place) -> Option<Type> {
        let mut groups = Vec::new();
        for group in &merged.groups {
            if self.only_narrows(group) {
                let message = "the alternatives only say which members go together, which the client does not check";
                self.diagnostics.note("not-carried", group.pointer.clone(), message);
            } else {
                groups.push(group.clone());
            }
        }
        match groups.as_slice() {
            [] => None,
            [group] => Some(self.one_group(parts, group, merged, place)),
            several => Some(self.flattened(several, merged, place)),
        }
    }

    /// Whether every member at most narrows what stands beside the group.
    fn only_narrows(&self, group: &Group<'a>) -> bool {
        group.members.iter().all(|member| match member.node {
            Node::Schema(schema) => Keywords::of(schema).only_narrows(),
            Node::Reference(_) | Node::Component(_) => false,
        })
    }

    fn one_group(&mut self, parts: &[Part<'a>], group: &Group<'a>, merged: &Merged<'a>, place: &Place) -> Type {
        if let Some(ty) = self.enumeration_of_members(group, merged, place) {
            return ty;
        }
        let has_base =
            !merged.properties.is_empty() || matches!(merged.rest, Rest::Typed(_)) || !merged.items.is_empty();
        let members: Vec<&Part<'a>> = group.members.iter().filter(|member| !self.is_null(member.node)).collect();
        let of = |member: &Part<'a>| -> Vec<Part<'a>> {
            let base = parts.iter().filter(|_| has_base).map(|part| Part { unions: false, ..part.clone() });
            base.chain([member.clone()]).collect()
        };
        if let [only] = members.as_slice() {
            let below = Place { hint: place.hint.clone(), depth: place.depth + 1, target: None };
            return self.slot(&of(only), &below).ty;
        }
        let id = self.reserve(merged, place);
        let mut lowered = Vec::with_capacity(members.len());
        for member in &members {
            lowered.push(self.member(member, &of(member), place));
        }
        let references: Vec<Option<String>> = members.iter().map(|member| component_of(member.node)).collect();
        let discriminator = group.discriminator.or(merged.discriminator);
        let tag = discriminator.map(|tag| self.tag(tag, &references, &group.pointer));
        self.types[id.0].shape = Shape::Union(Union { members: lowered, by: Discrimination::ExactlyOne });
        self.unions.push(OpenUnion { id, tag });
        Type::Named(id)
    }

    fn member(&mut self, member: &Part<'a>, parts: &[Part<'a>], place: &Place) -> Member {
        let (name, doc) = match member.node {
            Node::Reference(_) | Node::Component(_) => (component_of(member.node).unwrap_or_default(), None),
            Node::Schema(schema) => {
                let data = &schema.schema_data;
                let reference = match Keywords::of(schema).all_of.as_slice() {
                    [only] => component_of(*only),
                    _ => None,
                };
                let title = data.title.clone().filter(|title| super::hint::is_sane_name(title));
                let doc = data.description.as_deref().and_then(prose::to_markdown);
                (title.or(reference).unwrap_or_else(|| word_of(schema)), doc)
            }
        };
        let slot = self.slot(parts, &place.below(place.hint.member(&name)));
        Member { name, ty: slot.ty, doc }
    }

    /// The texts that select each member: the mapping, and for members without one their component name
    /// (OpenAPI 3.0.3, "Discriminator Object").
    fn tag(
        &mut self,
        discriminator: &Discriminator,
        members: &[Option<String>],
        at: &str,
    ) -> (String, Vec<(String, usize)>) {
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (text, target) in &discriminator.mapping {
            let name = pointer::component(target, "schemas").unwrap_or_else(|| target.clone());
            match members.iter().position(|member| member.as_deref() == Some(name.as_str())) {
                Some(index) => mapping.push((text.clone(), index)),
                None => {
                    let message =
                        format!("the discriminator maps {text:?} to a schema that is not among the alternatives");
                    self.diagnostics.note("discriminator-target", at, message);
                }
            }
        }
        for (index, member) in members.iter().enumerate() {
            if let Some(name) = member
                && !mapping.iter().any(|(_, mapped)| *mapped == index)
            {
                mapping.push((name.clone(), index));
            }
        }
        (discriminator.property_name.clone(), mapping)
    }

    /// Several groups that apply together: one struct with the members of all, since their product would explode.
    fn flattened(&mut self, groups: &[Group<'a>], merged: &Merged<'a>, place: &Place) -> Type {
        let message =
            "several `oneOf`/`anyOf` apply together; their properties are carried by one struct, all optional";
        self.diagnostics.note("union-flattened", merged.pointer.clone(), message);
        let mut flat = Merged { groups: Vec::new(), ..merged.clone() };
        for member in groups.iter().flat_map(|group| &group.members) {
            let alternative = self.merge(std::slice::from_ref(member));
            for (name, parts) in alternative.properties {
                flat.properties.entry(name).or_insert(parts);
            }
        }
        if flat.types.is_empty() {
            flat.types = vec![JsonType::Object];
        }
        if flat.types == [JsonType::Object] {
            return self.object(&flat, place);
        }
        let (first, rest) = groups.split_at(1);
        let message = "only the first of several `oneOf`/`anyOf` is carried";
        for group in rest {
            self.diagnostics.note("not-carried", group.pointer.clone(), message);
        }
        first
            .first()
            .map_or(Type::Json(crate::ir::JsonReason::NotCarried), |group| self.one_group(&[], group, &flat, place))
    }

    /// A base whose discriminator maps to schemas that extend it: a reply may be any of them.
    pub(super) fn inheritance(&mut self, name: &'a str, merged: &Merged<'a>, place: &Place) -> Option<Type> {
        let Some(Node::Schema(schema)) = self.component(name) else { return None };
        let discriminator = schema.schema_data.discriminator.as_ref()?;
        if !merged.groups.is_empty() || merged.properties.is_empty() {
            return None;
        }
        let mut subtypes: Vec<&'a str> = Vec::new();
        for target in discriminator.mapping.values() {
            let target = pointer::component(target, "schemas").unwrap_or_else(|| target.clone());
            if let Some(key) = self.component_key(&target)
                && key != name
                && !subtypes.contains(&key)
            {
                subtypes.push(key);
            }
        }
        if subtypes.is_empty() {
            let message = "the discriminator names no subtype; what subtypes add is kept as unknown members";
            self.diagnostics.note("discriminator-inheritance", merged.pointer.clone(), message);
            return None;
        }
        let id = self.reserve(merged, place);
        let members = subtypes
            .iter()
            .map(|subtype| Member {
                name: (*subtype).to_owned(),
                ty: Type::Named(self.component_type(subtype)),
                doc: None,
            })
            .collect();
        let names: Vec<Option<String>> = subtypes.iter().map(|subtype| Some((*subtype).to_owned())).collect();
        let tag = self.tag(discriminator, &names, &merged.pointer);
        self.types[id.0].shape = Shape::Union(Union { members, by: Discrimination::ExactlyOne });
        self.unions.push(OpenUnion { id, tag: Some(tag) });
        Some(Type::Named(id))
    }
}

fn component_of(node: Node<'_>) -> Option<String> {
    match node {
        Node::Reference(reference) => pointer::component(reference, "schemas"),
        Node::Component(name) => Some(name.to_owned()),
        Node::Schema(_) => None,
    }
}

/// What a member without a name is called: the value of its tag, or its JSON type.
fn word_of(schema: &openapiv3::Schema) -> String {
    let keywords = Keywords::of(schema);
    for (_, node) in &keywords.properties {
        if let Node::Schema(property) = node
            && let Some([serde_json::Value::String(tag)]) = Keywords::of(property).values.as_deref()
            && !split(tag).is_empty()
        {
            return tag.clone();
        }
    }
    let ty = keywords.types.first().copied().unwrap_or(JsonType::Object);
    super::scalar::type_word(ty).to_owned()
}
