//! Unions whose members are known into the rule that tells them apart, or into the one type that they come down to.

use std::collections::BTreeMap;

use super::Lowerer;
use super::union::OpenUnion;
use crate::ir::{
    Discrimination, JsonReason, JsonType, Member, Shape, Struct, TextFormat, Type, TypeId, Union, Variant,
};

/// JSON types by type and depth.
type Known = BTreeMap<(usize, usize), Option<Vec<JsonType>>>;

impl Lowerer<'_, '_> {
    /// Decides every union that is still open. Returns whether one came down to another type.
    pub(super) fn discriminate(&mut self) -> bool {
        let mut collapsed = false;
        for mut open in std::mem::take(&mut self.unions) {
            let Shape::Union(union) = self.types[open.id.0].shape.clone() else { continue };
            let (members, kept) = without_repeats(union.members);
            if let Some((_, mapping)) = &mut open.tag {
                mapping.iter_mut().for_each(|(_, index)| *index = kept[*index]);
            }
            let decided = match self.one_type(&members, open.id) {
                Some(shape) => shape,
                None => self.decide(members, &open),
            };
            collapsed |= !matches!(decided, Shape::Union(_));
            self.types[open.id.0].shape = decided;
            self.unions.push(open);
        }
        collapsed
    }

    /// Says which unions no rule decides.
    pub(super) fn report_undecided(&mut self) {
        for definition in &self.types {
            if let Shape::Union(Union { by: Discrimination::ExactlyOne, .. }) = definition.shape {
                let message = "nothing tells the alternatives apart; a value that fits none or several is kept as JSON";
                self.diagnostics.note("union-undiscriminated", definition.pointer.clone(), message);
            }
        }
    }

    fn decide(&mut self, members: Vec<Member>, open: &OpenUnion) -> Shape {
        let by = self
            .by_declared_tag(&members, open.tag.clone())
            .or_else(|| self.by_constant(&members, true))
            .or_else(|| self.by_constant(&members, false))
            .or_else(|| self.by_json_type(&members))
            .or_else(|| self.by_required(&members))
            .unwrap_or(Discrimination::ExactlyOne);
        Shape::Union(Union { members, by })
    }

    /// The declared discriminator. The constants of the members count beside its texts, since the implicit mapping by
    /// component name is what documents forget to override.
    fn by_declared_tag(
        &self,
        members: &[Member],
        tag: Option<(String, Vec<(String, usize)>)>,
    ) -> Option<Discrimination> {
        let (property, mut mapping) = tag?;
        for (index, member) in members.iter().enumerate() {
            let constants = self.constants(member, &property, false);
            let unmapped = |text: &String| !mapping.iter().any(|(other, _)| other == text);
            let more: Vec<String> = constants.into_iter().flatten().filter(unmapped).collect();
            mapping.extend(more.into_iter().map(|text| (text, index)));
        }
        let complete = (0..members.len()).all(|index| mapping.iter().any(|(_, to)| *to == index));
        let mut texts: Vec<&String> = mapping.iter().map(|(text, _)| text).collect();
        texts.sort();
        let distinct = texts.windows(2).all(|pair| pair[0] != pair[1]);
        (complete && distinct).then_some(Discrimination::Tag { property, mapping })
    }

    /// A property that every member requires (or at least declares) with values of its own.
    fn by_constant(&self, members: &[Member], required: bool) -> Option<Discrimination> {
        let first = self.structure(&members.first()?.ty)?;
        'properties: for field in &first.fields {
            let mut mapping: Vec<(String, usize)> = Vec::new();
            for (index, member) in members.iter().enumerate() {
                let Some(texts) = self.constants(member, &field.wire, required) else { continue 'properties };
                for text in texts {
                    if mapping.iter().any(|(other, _)| *other == text) {
                        continue 'properties;
                    }
                    mapping.push((text, index));
                }
            }
            return Some(Discrimination::Tag { property: field.wire.clone(), mapping });
        }
        None
    }

    /// The texts that a member's property can have, where it is an enumeration (and required, if asked).
    fn constants(&self, member: &Member, property: &str, required: bool) -> Option<Vec<String>> {
        let object = self.structure(&member.ty)?;
        let field = object.fields.iter().find(|field| field.wire == property)?;
        let Type::Named(id) = field.ty else { return None };
        if required && !field.required {
            return None;
        }
        match &self.types[id.0].shape {
            Shape::TextEnum(variants) => Some(variants.iter().map(|variant| variant.value.clone()).collect()),
            Shape::IntEnum(variants) => Some(variants.iter().map(|variant| variant.value.to_string()).collect()),
            _ => None,
        }
    }

    fn by_json_type(&self, members: &[Member]) -> Option<Discrimination> {
        let mut known = BTreeMap::new();
        let types: Option<Vec<Vec<JsonType>>> =
            members.iter().map(|member| self.json_types(&member.ty, 0, &mut known)).collect();
        let types = types?;
        let mut all: Vec<JsonType> = types.iter().flatten().copied().collect();
        let count = all.len();
        all.sort();
        all.dedup();
        // A whole number may be written for a number.
        let numbers = all.contains(&JsonType::Integer) && all.contains(&JsonType::Number);
        (all.len() == count && !numbers).then_some(Discrimination::JsonType(types))
    }

    fn by_required(&self, members: &[Member]) -> Option<Discrimination> {
        let structs: Option<Vec<&Struct>> = members.iter().map(|member| self.structure(&member.ty)).collect();
        let structs = structs?;
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for field in structs.iter().flat_map(|object| &object.fields) {
            *holders.entry(&field.wire).or_default() += 1;
        }
        let exclusive = |object: &&Struct| -> Vec<String> {
            let own = object.fields.iter().filter(|field| field.required && holders[field.wire.as_str()] == 1);
            own.map(|field| field.wire.clone()).collect()
        };
        let names: Vec<Vec<String>> = structs.iter().map(exclusive).collect();
        names.iter().all(|names| !names.is_empty()).then_some(Discrimination::Required(names))
    }

    /// The struct behind a type.
    pub(super) fn structure(&self, ty: &Type) -> Option<&Struct> {
        match ty {
            Type::Named(id) => match &self.types[id.0].shape {
                Shape::Struct(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    /// The JSON types that values of a type have; `None` where any. `known` by type and depth: unions of unions lead to
    /// the same types in as many ways as they have members to the power of their height.
    fn json_types(&self, ty: &Type, depth: usize, known: &mut Known) -> Option<Vec<JsonType>> {
        let Type::Named(id) = ty else {
            return match ty {
                Type::Id(id) if self.ids.types[id.0].integer => Some(vec![JsonType::Integer]),
                Type::Id(_) => Some(vec![JsonType::String]),
                ty => crate::ir::json_type(ty).map(|ty| vec![ty]),
            };
        };
        match &self.types[id.0].shape {
            Shape::Struct(_) => Some(vec![JsonType::Object]),
            Shape::TextEnum(_) => Some(vec![JsonType::String]),
            Shape::IntEnum(_) => Some(vec![JsonType::Integer]),
            Shape::Union(union) if depth < 8 => {
                if let Some(types) = known.get(&(id.0, depth)) {
                    return types.clone();
                }
                let types = self.json_types_of_union(union, depth, known);
                known.insert((id.0, depth), types.clone());
                types
            }
            Shape::Union(_) | Shape::Alias(_) => None,
        }
    }

    fn json_types_of_union(&self, union: &Union, depth: usize, known: &mut Known) -> Option<Vec<JsonType>> {
        let mut all = Vec::new();
        for member in &union.members {
            all.extend(self.json_types(&member.ty, depth + 1, known)?);
        }
        all.sort();
        all.dedup();
        Some(all)
    }

    /// What the members come down to, where one type holds all their values.
    fn one_type(&mut self, members: &[Member], id: TypeId) -> Option<Shape> {
        let types: Vec<&Type> = members.iter().map(|member| &member.ty).collect();
        if let [only] = types.as_slice() {
            return Some(Shape::Alias((*only).clone()));
        }
        if types.iter().any(|ty| matches!(ty, Type::Json(_))) {
            let pointer = self.types[id.0].pointer.clone();
            self.diagnostics.note(
                "free-form",
                pointer,
                "one of the alternatives allows anything; the value is taken as any JSON",
            );
            return Some(Shape::Alias(Type::Json(JsonReason::Unspecified)));
        }
        if types.iter().all(|ty| matches!(ty, Type::Integer(_) | Type::Number)) {
            let fraction = types.iter().any(|ty| matches!(ty, Type::Number));
            let whole = Type::Integer(crate::ir::IntWidth::I64);
            return Some(Shape::Alias(if fraction { Type::Number } else { whole }));
        }
        self.one_text(&types)
    }

    /// Texts of several formats are text; lists of known texts make one list, open as every list is.
    fn one_text(&self, types: &[&Type]) -> Option<Shape> {
        let mut variants: Vec<Variant<String>> = Vec::new();
        let mut named = Vec::new();
        for ty in types {
            match ty {
                Type::Text(_) => {}
                Type::Id(id) if !self.ids.types[id.0].integer => {}
                Type::Named(id) => {
                    let Shape::TextEnum(own) = &self.types[id.0].shape else { return None };
                    named.push(*id);
                    variants.extend(
                        own.iter()
                            .filter(|new| !variants.iter().any(|old| old.value == new.value))
                            .cloned()
                            .collect::<Vec<_>>(),
                    );
                }
                _ => return None,
            }
        }
        Some(match named.as_slice() {
            [] => Shape::Alias(Type::Text(TextFormat::Plain)),
            [only] => Shape::Alias(Type::Named(*only)),
            _ => Shape::TextEnum(variants),
        })
    }
}

/// Members without those whose type another one has; and for each old index the new one.
fn without_repeats(members: Vec<Member>) -> (Vec<Member>, Vec<usize>) {
    let mut kept: Vec<Member> = Vec::with_capacity(members.len());
    let mut indices = Vec::with_capacity(members.len());
    for member in members {
        let index = kept.iter().position(|other| other.ty == member.ty).unwrap_or(kept.len());
        if index == kept.len() {
            kept.push(member);
        }
        indices.push(index);
    }
    (kept, indices)
}
