//! Parameters: where they travel and how they are written.

use indexmap::IndexMap;
use openapiv3::{
    Content, CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Map, Value};

use super::Convert;
use super::content::QUERY_STYLES;
use crate::document::path::Path;

pub(super) const HEADER_STYLES: [(&str, HeaderStyle); 1] = [("simple", HeaderStyle::Simple)];
const COOKIE_STYLES: [(&str, CookieStyle); 2] = [("form", CookieStyle::Form), ("cookie", CookieStyle::Form)];
const PATH_STYLES: [(&str, PathStyle); 3] =
    [("simple", PathStyle::Simple), ("label", PathStyle::Label), ("matrix", PathStyle::Matrix)];

/// Keys of a schema that Swagger 2.0 has in the parameter itself.
const INLINE: [&str; 12] = [
    "type",
    "format",
    "enum",
    "items",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
];

/// `schema` and `content`, of which there is one, and what stands in place of both.
#[derive(Default)]
pub(super) struct Format {
    schema: Option<ReferenceOr<Schema>>,
    content: Option<Content>,
    inline: Map<String, Value>,
}

/// Keys that depend on where the parameter travels.
#[derive(Default)]
struct Manner {
    style: Option<Value>,
    allow_reserved: bool,
    allow_empty_value: Option<bool>,
}

impl Convert<'_> {
    pub(super) fn parameter_or_reference(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Parameter>> {
        self.reference_or(value, path, Self::parameter)
    }

    fn parameter(&mut self, value: Value, path: &Path<'_>) -> Option<Parameter> {
        let mut data = ParameterData {
            name: String::new(),
            description: None,
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Content(Content::new()),
            example: None,
            examples: IndexMap::new(),
            explode: None,
            extensions: IndexMap::new(),
        };
        let (mut name, mut location, mut manner, mut format) = (None, None, Manner::default(), Format::default());
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            let Some(value) = self.format(&mut format, &key, value, &at) else { continue };
            match key.as_str() {
                "name" => name = self.text(value, &at),
                "in" => location = self.text(value, &at),
                "style" => manner.style = Some(value),
                "allowReserved" => manner.allow_reserved = self.boolean(&value, &at).unwrap_or_default(),
                "allowEmptyValue" => manner.allow_empty_value = self.boolean(&value, &at),
                "description" => data.description = self.text(value, &at),
                "required" => data.required = self.boolean(&value, &at).unwrap_or_default(),
                "deprecated" => data.deprecated = self.boolean(&value, &at),
                "example" => data.example = Some(value),
                "examples" => data.examples = self.examples(value, &mut data.example, &at),
                "explode" => data.explode = self.boolean(&value, &at),
                _ => self.rest(&mut data.extensions, key, value, path),
            }
        }
        data.format = self.settle(format, "parameter", path);
        data.name = name.or_else(|| {
            self.missing("name", path, "add the parameter's name");
            None
        })?;
        self.located(location.as_deref(), data, manner, path)
    }

    /// The parameter, by its location; an unknown location was reported by the checks before.
    fn located(
        &mut self,
        location: Option<&str>,
        mut data: ParameterData,
        manner: Manner,
        path: &Path<'_>,
    ) -> Option<Parameter> {
        let at = path.key("style");
        let Manner { style, allow_reserved, allow_empty_value } = manner;
        Some(match location? {
            "query" => {
                let style = style.and_then(|style| self.style(style, &QUERY_STYLES, &at)).unwrap_or_default();
                Parameter::Query { parameter_data: data, allow_reserved, style, allow_empty_value }
            }
            // OpenAPI 3.2: the whole query, which a form's fields are in the style `form`.
            "querystring" => {
                self.whole_query(&mut data, path);
                Parameter::Query { parameter_data: data, allow_reserved, style: QueryStyle::Form, allow_empty_value }
            }
            "header" => {
                let style = style.and_then(|style| self.style(style, &HEADER_STYLES, &at)).unwrap_or_default();
                Parameter::Header { parameter_data: data, style }
            }
            "path" => {
                // Without its value there is no path (OpenAPI 3.1, Parameter Object, `required`).
                data.required = true;
                if allow_reserved {
                    data.extensions.insert("x-oas-allow-reserved".to_owned(), Value::Bool(true));
                }
                let style = style.and_then(|style| self.style(style, &PATH_STYLES, &at)).unwrap_or_default();
                Parameter::Path { parameter_data: data, style }
            }
            "cookie" => {
                if style.as_ref().is_some_and(|style| style == "cookie") {
                    data.extensions.insert("x-oas-style".to_owned(), Value::String("cookie".to_owned()));
                }
                let style = style.and_then(|style| self.style(style, &COOKIE_STYLES, &at)).unwrap_or_default();
                Parameter::Cookie { parameter_data: data, style }
            }
            _ => return None,
        })
    }

    /// The content of a parameter that is the whole query string: a form's fields; anything else cannot be sent so.
    fn whole_query(&mut self, data: &mut ParameterData, path: &Path<'_>) {
        const FORM: &str = "application/x-www-form-urlencoded";
        let ParameterSchemaOrContent::Content(content) = &mut data.format else { return };
        let schema = content.get_mut(FORM).and_then(|form| form.schema.take());
        match schema {
            Some(schema) => data.format = ParameterSchemaOrContent::Schema(schema),
            None => {
                let message = "a query string of another media type than a form is sent as a parameter of this name";
                self.d.warning("keyword-not-carried", path.pointer(), message, format!("write it as `{FORM}`"));
            }
        }
    }

    /// A way of writing values; another one than the place allows would make a wrong request.
    pub(super) fn style<T: Clone>(&mut self, value: Value, known: &[(&str, T)], path: &Path<'_>) -> Option<T> {
        let name = self.text(value, path)?;
        let found = known.iter().find_map(|(style, value)| (*style == name).then(|| value.clone()));
        if found.is_none() {
            let allowed: Vec<&str> = known.iter().map(|(style, _)| *style).collect();
            let message = format!("the style {name:?} is not known here");
            self.d.error("unknown-style", path.pointer(), message, format!("write {}", allowed.join(", ")));
        }
        found
    }

    /// Takes what says how a value looks; the value back if the key is none of these.
    pub(super) fn format(&mut self, format: &mut Format, key: &str, value: Value, at: &Path<'_>) -> Option<Value> {
        match key {
            "schema" => format.schema = self.schema(value, at),
            "content" => format.content = Some(self.named(value, at, Self::media_type)),
            _ if INLINE.contains(&key) => drop(format.inline.insert(key.to_owned(), value)),
            _ => return Some(value),
        }
        None
    }

    /// `schema` or `content`: never both (OpenAPI 3.1, Parameter Object), and text where there is neither.
    pub(super) fn settle(&mut self, format: Format, what: &str, path: &Path<'_>) -> ParameterSchemaOrContent {
        let Format { schema, content, inline } = format;
        match (schema, content.filter(|content| !content.is_empty())) {
            (Some(_), Some(content)) => {
                let message = format!("a {what} has either `schema` or `content`, never both");
                self.d.error("schema-and-content", path.pointer(), message, "remove one of them");
                ParameterSchemaOrContent::Content(content)
            }
            (Some(schema), None) => ParameterSchemaOrContent::Schema(schema),
            (None, Some(content)) => ParameterSchemaOrContent::Content(content),
            (None, None) => self.without_schema(inline, what, path),
        }
    }

    fn without_schema(&mut self, inline: Map<String, Value>, what: &str, path: &Path<'_>) -> ParameterSchemaOrContent {
        let (taken, schema) = if inline.is_empty() {
            ("text is taken", None)
        } else {
            ("the keys beside it are taken, as in Swagger 2.0", self.schema_itself(Value::Object(inline), path))
        };
        let message = format!("a {what} needs `schema`; {taken}");
        self.d.warning("missing-schema", path.pointer(), message, "add `schema`");
        let text = || Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Type(Type::String(StringType::default())),
        };
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema.unwrap_or_else(text)))
    }
}
