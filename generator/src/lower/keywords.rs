//! One schema object, in whichever of `openapiv3`'s forms it came, into one flat list of its keywords.

use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::extension;
use crate::ir::JsonType;

/// A schema or a reference to one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Node<'a> {
    /// `$ref`.
    Reference(&'a str),
    /// The schema under `components.schemas` with this key.
    Component(&'a str),
    /// The schema itself.
    Schema(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for Node<'a> {
    fn from(value: &'a ReferenceOr<Schema>) -> Self {
        match value {
            ReferenceOr::Reference { reference } => Node::Reference(reference),
            ReferenceOr::Item(schema) => Node::Schema(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for Node<'a> {
    fn from(value: &'a ReferenceOr<Box<Schema>>) -> Self {
        match value {
            ReferenceOr::Reference { reference } => Node::Reference(reference),
            ReferenceOr::Item(schema) => Node::Schema(schema),
        }
    }
}

/// What `additionalProperties` says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Additional<'a> {
    /// Nothing.
    Unsaid,
    /// `true` or `false`.
    Flag(bool),
    /// A schema.
    Schema(Node<'a>),
}

/// Keywords that narrow a value without changing its type.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facets {
    pub(super) format: Option<String>,
    pub(super) pattern: Option<String>,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
    pub(super) multiple_of: Option<f64>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: bool,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
}

/// One schema object's keywords.
#[derive(Debug, Clone)]
pub(super) struct Keywords<'a> {
    pub(super) data: &'a SchemaData,
    /// JSON types besides `null`; empty: any.
    pub(super) types: Vec<JsonType>,
    /// A `type` that JSON does not know.
    pub(super) unknown_type: Option<&'a str>,
    pub(super) facets: Facets,
    /// `enum` or `const`.
    pub(super) values: Option<Vec<Value>>,
    pub(super) properties: Vec<(&'a str, Node<'a>)>,
    pub(super) required: &'a [String],
    pub(super) additional: Additional<'a>,
    pub(super) items: Option<Node<'a>>,
    pub(super) one_of: Vec<Node<'a>>,
    pub(super) any_of: Vec<Node<'a>>,
    pub(super) all_of: Vec<Node<'a>>,
    pub(super) not: bool,
    /// `null` is a value by the schema's own word.
    pub(super) null: bool,
}

impl<'a> Keywords<'a> {
    /// Reads the keywords of a schema.
    pub(super) fn of(schema: &'a Schema) -> Self {
        let mut keywords = Self::empty(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(ty) => keywords.read_type(ty),
            SchemaKind::OneOf { one_of } => keywords.one_of = one_of.iter().map(Node::from).collect(),
            SchemaKind::AllOf { all_of } => keywords.all_of = all_of.iter().map(Node::from).collect(),
            SchemaKind::AnyOf { any_of } => keywords.any_of = any_of.iter().map(Node::from).collect(),
            SchemaKind::Not { .. } => keywords.not = true,
            SchemaKind::Any(any) => keywords.read_any(any),
        }
        keywords.read_extensions(schema);
        keywords
    }

    fn empty(data: &'a SchemaData) -> Self {
        Self {
            data,
            types: Vec::new(),
            unknown_type: None,
            facets: Facets::default(),
            values: None,
            properties: Vec::new(),
            required: &[],
            additional: Additional::Unsaid,
            items: None,
            one_of: Vec::new(),
            any_of: Vec::new(),
            all_of: Vec::new(),
            not: false,
            null: data.nullable,
        }
    }

    fn read_type(&mut self, ty: &'a Type) {
        match ty {
            Type::String(string) => {
                self.types = vec![JsonType::String];
                self.facets.format = format_of(&string.format);
                self.facets.pattern.clone_from(&string.pattern);
                self.facets.min_length = string.min_length;
                self.facets.max_length = string.max_length;
                self.values = values_of(&string.enumeration);
            }
            Type::Number(number) => {
                self.types = vec![JsonType::Number];
                self.facets.format = format_of(&number.format);
                self.facets.minimum = number.minimum;
                self.facets.maximum = number.maximum;
                self.facets.exclusive_minimum = number.exclusive_minimum;
                self.facets.exclusive_maximum = number.exclusive_maximum;
                self.facets.multiple_of = number.multiple_of;
                self.values = values_of(&number.enumeration);
            }
            Type::Integer(integer) => {
                self.types = vec![JsonType::Integer];
                self.facets.format = format_of(&integer.format);
                self.facets.minimum = integer.minimum.map(float);
                self.facets.maximum = integer.maximum.map(float);
                self.facets.exclusive_minimum = integer.exclusive_minimum;
                self.facets.exclusive_maximum = integer.exclusive_maximum;
                self.facets.multiple_of = integer.multiple_of.map(float);
                self.values = values_of(&integer.enumeration);
            }
            Type::Object(object) => {
                self.types = vec![JsonType::Object];
                self.properties = object.properties.iter().map(|(name, node)| (name.as_str(), node.into())).collect();
                self.required = &object.required;
                self.additional = additional_of(object.additional_properties.as_ref());
                self.facets.min_properties = object.min_properties;
                self.facets.max_properties = object.max_properties;
            }
            Type::Array(array) => {
                self.types = vec![JsonType::Array];
                self.items = array.items.as_ref().map(Node::from);
                self.facets.min_items = array.min_items;
                self.facets.max_items = array.max_items;
                self.facets.unique_items = array.unique_items;
            }
            Type::Boolean(boolean) => {
                self.types = vec![JsonType::Boolean];
                self.values = values_of(&boolean.enumeration);
            }
        }
    }

    fn read_any(&mut self, any: &'a AnySchema) {
        if let Some(name) = &any.typ {
            self.read_type_name(name);
        }
        self.facets = Facets {
            format: any.format.clone(),
            pattern: any.pattern.clone(),
            minimum: any.minimum,
            maximum: any.maximum,
            exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
            multiple_of: any.multiple_of,
            min_length: any.min_length,
            max_length: any.max_length,
            min_items: any.min_items,
            max_items: any.max_items,
            unique_items: any.unique_items.unwrap_or_default(),
            min_properties: any.min_properties,
            max_properties: any.max_properties,
        };
        self.values = (!any.enumeration.is_empty()).then(|| any.enumeration.clone());
        self.properties = any.properties.iter().map(|(name, node)| (name.as_str(), node.into())).collect();
        self.required = &any.required;
        self.additional = additional_of(any.additional_properties.as_ref());
        self.items = any.items.as_ref().map(Node::from);
        self.one_of = any.one_of.iter().map(Node::from).collect();
        self.any_of = any.any_of.iter().map(Node::from).collect();
        self.all_of = any.all_of.iter().map(Node::from).collect();
        self.not = any.not.is_some();
    }

    fn read_type_name(&mut self, name: &'a str) {
        match json_type(name) {
            Some(JsonType::Null) => self.values = Some(vec![Value::Null]),
            Some(ty) => self.types = vec![ty],
            None => self.unknown_type = Some(name),
        }
    }

    /// What OpenAPI 3.0 cannot say travels in `x-oas-` keys.
    fn read_extensions(&mut self, schema: &'a Schema) {
        if let Some(Value::Array(names)) = extension::schema(schema, "x-oas-types") {
            let types: Vec<JsonType> = names.iter().filter_map(Value::as_str).filter_map(json_type).collect();
            self.null |= types.contains(&JsonType::Null);
            self.types = types.into_iter().filter(|ty| *ty != JsonType::Null).collect();
            // An integer is a number already.
            if self.types.contains(&JsonType::Number) {
                self.types.retain(|ty| *ty != JsonType::Integer);
            }
        }
        if let Some(value) = extension::schema(schema, "x-oas-const") {
            self.values = Some(vec![value.clone()]);
        }
        if let Some(values) = &self.values {
            self.null |= values.iter().any(Value::is_null);
        }
    }

    /// Whether `null` is the only value.
    pub(super) fn only_null(&self) -> bool {
        self.values.as_ref().is_some_and(|values| values.iter().all(Value::is_null))
            || (self.null && self.says_nothing() && self.data.description.is_none() && self.data.title.is_none())
    }

    /// Whether no keyword shapes or narrows the value.
    pub(super) fn says_nothing(&self) -> bool {
        self.only_narrows() && self.facets == Facets::default() && !self.not && self.required.is_empty()
    }

    /// Whether the keywords at most narrow a value whose type is told elsewhere.
    pub(super) fn only_narrows(&self) -> bool {
        self.types.is_empty()
            && self.unknown_type.is_none()
            && self.values.is_none()
            && self.properties.is_empty()
            && matches!(self.additional, Additional::Unsaid)
            && self.items.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
    }
}

/// JSON's types by the names that schemas use.
pub(super) fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

fn additional_of(additional: Option<&AdditionalProperties>) -> Additional<'_> {
    match additional {
        None => Additional::Unsaid,
        Some(AdditionalProperties::Any(flag)) => Additional::Flag(*flag),
        Some(AdditionalProperties::Schema(node)) => Additional::Schema(Node::from(node.as_ref())),
    }
}

/// Bounds of integers are compared as floating point numbers: beyond 2^53 the last digits do not decide anything here.
#[allow(clippy::cast_precision_loss, reason = "see above")]
fn float(bound: i64) -> f64 {
    bound as f64
}

fn values_of<T: Clone + Into<Value>>(values: &[Option<T>]) -> Option<Vec<Value>> {
    (!values.is_empty()).then(|| values.iter().map(|value| value.clone().map_or(Value::Null, Into::into)).collect())
}

fn format_of<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Item(known) => match serde_json::to_value(known) {
            Ok(Value::String(name)) => Some(name),
            _ => None,
        },
    }
}
