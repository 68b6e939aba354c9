//! `enum` and `const` into open enumerations.

use openapiv3::SchemaData;
use serde_json::Value;

use super::Lowerer;
use super::keywords::{Keywords, Node};
use super::merge::{Group, Merged};
use super::pointer;
use super::prose;
use super::schema::Place;
use crate::ir::{JsonReason, JsonType, Shape, Type, Variant};

/// A value with the name and text that the document gives it.
struct Choice {
    value: Value,
    rename: Option<String>,
    doc: Option<String>,
}

impl<'a> Lowerer<'a, '_> {
    /// The type of a list of values; `None` where the list narrows a type that keeps its own shape.
    pub(super) fn enumeration(&mut self, merged: &Merged<'a>, place: &Place) -> Option<Type> {
        let values: Vec<Value> = merged.values.iter().flatten().filter(|value| !value.is_null()).cloned().collect();
        if values.is_empty() {
            let known = !merged.types.is_empty() || !merged.groups.is_empty() || !merged.properties.is_empty();
            return if known { None } else { Some(Type::Json(JsonReason::Unspecified)) };
        }
        let data: Vec<&SchemaData> = merged.data.iter().chain(&merged.referred).copied().collect();
        let choices = described(&values, &merged.values.clone().unwrap_or_default(), &data);
        self.choices(choices, merged, place)
    }

    /// `oneOf` of single values, each with its description: the enumeration that OpenAPI 3.1 writes so.
    pub(super) fn enumeration_of_members(
        &mut self,
        group: &Group<'a>,
        merged: &Merged<'a>,
        place: &Place,
    ) -> Option<Type> {
        let mut choices = Vec::with_capacity(group.members.len());
        for member in &group.members {
            let Node::Schema(schema) = member.node else { return None };
            let keywords = Keywords::of(schema);
            match keywords.values.as_deref() {
                Some([Value::Null]) => {}
                Some([value @ (Value::String(_) | Value::Number(_))]) if keywords.properties.is_empty() => {
                    choices.push(Choice {
                        value: value.clone(),
                        rename: keywords.data.title.clone(),
                        doc: keywords.data.description.as_deref().and_then(prose::to_markdown),
                    });
                }
                _ => return None,
            }
        }
        if choices.len() < 2 { None } else { self.choices(choices, merged, place) }
    }

    fn choices(&mut self, choices: Vec<Choice>, merged: &Merged<'a>, place: &Place) -> Option<Type> {
        let all = |is: fn(&Value) -> bool| choices.iter().all(|choice| is(&choice.value));
        let declared = |ty: JsonType| merged.types.contains(&ty);
        if all(Value::is_boolean) {
            return Some(Type::Bool);
        }
        if all(Value::is_string) && declared(JsonType::Boolean) && !declared(JsonType::String) {
            self.mismatch(merged, "boolean");
            return None;
        }
        if all(Value::is_string) && declared(JsonType::Integer) && !declared(JsonType::String) {
            return Some(self.integers_as_text(choices, merged, place));
        }
        if all(Value::is_string) {
            return Some(self.text_enum(choices, merged, place));
        }
        if all(|value| value.is_i64()) && declared(JsonType::String) && !declared(JsonType::Integer) {
            self.mismatch(merged, "string");
            return Some(self.text_enum(choices, merged, place));
        }
        if all(|value| value.is_i64()) {
            return Some(self.int_enum(choices, merged, place));
        }
        if all(Value::is_number) {
            let message = "a list of fractional numbers has no type of its own; the value is a number";
            self.diagnostics.note("not-carried", pointer::push(&merged.pointer, "enum"), message);
            return Some(Type::Number);
        }
        self.mixed(merged)
    }

    /// Values of several JSON types. Where they are objects or arrays, the declared shape says more than the list.
    fn mixed(&mut self, merged: &Merged<'a>) -> Option<Type> {
        let message = "the values of the list have several JSON types, which no enumeration carries";
        self.diagnostics.note("mixed-enum", pointer::push(&merged.pointer, "enum"), message);
        let shaped = merged.types.len() == 1 && !merged.types.contains(&JsonType::String);
        if shaped { None } else { Some(Type::Json(JsonReason::NotCarried)) }
    }

    fn integers_as_text(&mut self, choices: Vec<Choice>, merged: &Merged<'a>, place: &Place) -> Type {
        self.mismatch(merged, "integer");
        let parsed: Option<Vec<i64>> = choices.iter().map(|choice| choice.value.as_str()?.parse().ok()).collect();
        match parsed {
            Some(numbers) => {
                let choices =
                    choices.into_iter().zip(numbers).map(|(choice, n)| Choice { value: n.into(), ..choice }).collect();
                self.int_enum(choices, merged, place)
            }
            None => self.text_enum(choices, merged, place),
        }
    }

    fn mismatch(&mut self, merged: &Merged<'a>, declared: &str) {
        self.diagnostics.warning(
            "enum-type-mismatch",
            pointer::push(&merged.pointer, "enum"),
            format!("the values of the list are not of the declared type `{declared}`"),
            "write the values in the declared type (in YAML, quote texts)",
        );
    }

    fn text_enum(&mut self, choices: Vec<Choice>, merged: &Merged<'a>, place: &Place) -> Type {
        let mut variants: Vec<Variant<String>> = Vec::with_capacity(choices.len());
        for choice in choices {
            let value = match &choice.value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            if variants.iter().any(|variant| variant.value == value) {
                self.repeated(merged, &value);
            } else {
                variants.push(Variant { value, rename: choice.rename, doc: choice.doc });
            }
        }
        Type::Named(self.define(merged, place, Shape::TextEnum(variants)))
    }

    fn int_enum(&mut self, choices: Vec<Choice>, merged: &Merged<'a>, place: &Place) -> Type {
        let mut variants: Vec<Variant<i64>> = Vec::with_capacity(choices.len());
        for choice in choices {
            let Some(value) = choice.value.as_i64() else { continue };
            if variants.iter().any(|variant| variant.value == value) {
                self.repeated(merged, &value.to_string());
            } else {
                variants.push(Variant { value, rename: choice.rename, doc: choice.doc });
            }
        }
        Type::Named(self.define(merged, place, Shape::IntEnum(variants)))
    }

    fn repeated(&mut self, merged: &Merged<'a>, value: &str) {
        let message = format!("the list names {value:?} more than once");
        self.diagnostics.note("repeated-enum-value", pointer::push(&merged.pointer, "enum"), message);
    }
}

/// Pairs the values with `x-enum-varnames` and `x-enum-descriptions` (lists beside the values, or maps by value).
/// The lists count the values as they were written, `null` included.
fn described(values: &[Value], written: &[Value], data: &[&SchemaData]) -> Vec<Choice> {
    let extension = |keys: &[&str]| keys.iter().find_map(|key| data.iter().find_map(|data| data.extensions.get(*key)));
    let names = extension(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
    let docs = extension(&["x-enum-descriptions", "x-enumDescriptions"]);
    let text = |from: Option<&Value>, value: &Value, index: usize| -> Option<String> {
        let found = match from? {
            Value::Array(list) => list.get(index)?,
            Value::Object(map) => map.get(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))?,
            _ => return None,
        };
        found.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    };
    values
        .iter()
        .map(|value| {
            let index = written.iter().position(|other| other == value).unwrap_or(usize::MAX);
            Choice {
                value: value.clone(),
                rename: text(names, value, index),
                doc: text(docs, value, index).as_deref().and_then(prose::to_markdown),
            }
        })
        .collect()
}
