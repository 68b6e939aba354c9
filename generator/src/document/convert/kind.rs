//! The keywords of a schema into one of the kinds of `openapiv3`, by that crate's own rules, a little more generously.

use openapiv3::{AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, SchemaKind, StringType, Type};
use serde_json::{Number, Value};

use super::Extensions;
use super::scalar::whole;

/// Bounds as numbers, of which an integer's keep all their digits.
#[derive(Default)]
pub(super) struct Bounds {
    pub(super) multiple_of: Option<Number>,
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
}

/// Which groups of keywords a schema has.
struct Groups {
    text: bool,
    number: bool,
    object: bool,
    array: bool,
    alternatives: usize,
}

impl Groups {
    fn of(any: &AnySchema, bounds: &Bounds) -> Self {
        Self {
            text: any.pattern.is_some() || any.min_length.is_some() || any.max_length.is_some(),
            number: bounds.multiple_of.is_some()
                || bounds.minimum.is_some()
                || bounds.maximum.is_some()
                || any.exclusive_minimum.is_some()
                || any.exclusive_maximum.is_some(),
            object: !any.properties.is_empty()
                || !any.required.is_empty()
                || any.additional_properties.is_some()
                || any.min_properties.is_some()
                || any.max_properties.is_some(),
            array: any.items.is_some()
                || any.min_items.is_some()
                || any.max_items.is_some()
                || any.unique_items.is_some(),
            alternatives: usize::from(!any.one_of.is_empty())
                + usize::from(!any.all_of.is_empty())
                + usize::from(!any.any_of.is_empty())
                + usize::from(any.not.is_some()),
        }
    }

    fn only(&self, text: bool, number: bool, object: bool, array: bool) -> bool {
        self.alternatives == 0
            && (text || !self.text)
            && (number || !self.number)
            && (object || !self.object)
            && (array || !self.array)
    }
}

/// The kind of a schema, from all its keywords but those that only describe it.
pub(super) fn kind(mut any: AnySchema, bounds: Bounds, extensions: &mut Extensions) -> SchemaKind {
    let groups = Groups::of(&any, &bounds);
    let values = std::mem::take(&mut any.enumeration);
    let fits = |test: fn(&Value) -> bool| values.iter().all(|value| value.is_null() || test(value));
    let no_values = values.is_empty();
    let typed = match any.typ.as_deref() {
        Some("string") if groups.only(true, false, false, false) && fits(Value::is_string) => {
            Some(text_type(&mut any, &values))
        }
        Some("number") if groups.only(false, true, false, false) && fits(Value::is_number) => {
            Some(number_type(&mut any, &bounds, &values))
        }
        Some("integer") if groups.only(false, true, false, false) && fits(is_whole) => {
            Some(integer_type(&mut any, &bounds, &values, extensions))
        }
        Some("boolean")
            if groups.only(false, false, false, false) && any.format.is_none() && fits(Value::is_boolean) =>
        {
            Some(Type::Boolean(BooleanType { enumeration: values.iter().map(Value::as_bool).collect() }))
        }
        Some("object") if groups.only(false, false, true, false) && any.format.is_none() && no_values => {
            Some(object_type(&mut any))
        }
        Some("array") if groups.only(false, false, false, true) && any.format.is_none() && no_values => {
            Some(array_type(&mut any))
        }
        _ => None,
    };
    if let Some(typed) = typed {
        return SchemaKind::Type(typed);
    }
    let bare = any.typ.is_none()
        && any.format.is_none()
        && no_values
        && !(groups.text || groups.number || groups.object || groups.array);
    if bare && groups.alternatives == 1 {
        return alternatives(any);
    }
    any.enumeration = values;
    any.multiple_of = bounds.multiple_of.and_then(|number| number.as_f64());
    any.minimum = bounds.minimum.and_then(|number| number.as_f64());
    any.maximum = bounds.maximum.and_then(|number| number.as_f64());
    SchemaKind::Any(any)
}

fn is_whole(value: &Value) -> bool {
    matches!(value, Value::Number(number) if whole(number).is_some())
}

fn alternatives(any: AnySchema) -> SchemaKind {
    match any.not {
        Some(not) => SchemaKind::Not { not },
        None if !any.one_of.is_empty() => SchemaKind::OneOf { one_of: any.one_of },
        None if !any.all_of.is_empty() => SchemaKind::AllOf { all_of: any.all_of },
        None => SchemaKind::AnyOf { any_of: any.any_of },
    }
}

fn text_type(any: &mut AnySchema, values: &[Value]) -> Type {
    Type::String(StringType {
        format: any.format.take().into(),
        pattern: any.pattern.take(),
        enumeration: values.iter().map(|value| value.as_str().map(str::to_owned)).collect(),
        min_length: any.min_length,
        max_length: any.max_length,
    })
}

fn number_type(any: &mut AnySchema, bounds: &Bounds, values: &[Value]) -> Type {
    let float = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    Type::Number(NumberType {
        format: any.format.take().into(),
        multiple_of: float(&bounds.multiple_of),
        exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
        minimum: float(&bounds.minimum),
        maximum: float(&bounds.maximum),
        enumeration: values.iter().map(Value::as_f64).collect(),
    })
}

/// A bound past 64 signed bits, or one with a fraction, travels as an extension.
fn integer_type(any: &mut AnySchema, bounds: &Bounds, values: &[Value], extensions: &mut Extensions) -> Type {
    let mut bound = |number: &Option<Number>, key: &str| {
        let number = number.as_ref()?;
        let whole = whole(number);
        if whole.is_none() {
            extensions.insert(format!("x-oas-{key}"), Value::Number(number.clone()));
        }
        whole
    };
    Type::Integer(IntegerType {
        multiple_of: bound(&bounds.multiple_of, "multiple-of"),
        minimum: bound(&bounds.minimum, "minimum"),
        maximum: bound(&bounds.maximum, "maximum"),
        format: any.format.take().into(),
        exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
        enumeration: values.iter().map(|value| value.as_number().and_then(whole)).collect(),
    })
}

fn object_type(any: &mut AnySchema) -> Type {
    Type::Object(ObjectType {
        properties: std::mem::take(&mut any.properties),
        required: std::mem::take(&mut any.required),
        additional_properties: any.additional_properties.take(),
        min_properties: any.min_properties,
        max_properties: any.max_properties,
    })
}

fn array_type(any: &mut AnySchema) -> Type {
    Type::Array(ArrayType {
        items: any.items.take(),
        min_items: any.min_items,
        max_items: any.max_items,
        unique_items: any.unique_items.unwrap_or_default(),
    })
}
