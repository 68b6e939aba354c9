//! What travels: media types, encodings, request bodies, responses, headers, examples, links.

use openapiv3::{
    Encoding, Example, Header, HeaderStyle, Link, LinkOperation, MediaType, ParameterSchemaOrContent, QueryStyle,
    ReferenceOr, RequestBody, Response,
};
use serde_json::Value;

use super::Convert;
use crate::document::path::Path;

impl Convert<'_> {
    pub(super) fn media_type(&mut self, value: Value, path: &Path<'_>) -> Option<MediaType> {
        let mut out = MediaType::default();
        let mut item = None;
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "schema" => out.schema = self.schema(value, &at),
                "example" => out.example = Some(value),
                "examples" => out.examples = self.examples(value, &mut out.example, &at),
                "encoding" => out.encoding = self.named(value, &at, Self::encoding),
                "itemSchema" => item = self.schema(data_of_event(value), &at),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        // OpenAPI 3.2, "Media Type Object": `schema` is of the whole content, `itemSchema` of each item of a stream. A
        // client that reads item by item wants the latter.
        out.schema = item.or(out.schema);
        Some(out)
    }

    /// Named examples; a plain list of them, which is a schema's form, gives the first as `example`.
    pub(super) fn examples(
        &mut self,
        value: Value,
        example: &mut Option<Value>,
        path: &Path<'_>,
    ) -> indexmap::IndexMap<String, ReferenceOr<Example>> {
        if let Value::Array(list) = value {
            self.d.note(
                "list-as-example",
                path.pointer(),
                "named examples are needed here; the first of the list is taken",
            );
            *example = example.take().or_else(|| list.into_iter().next());
            return indexmap::IndexMap::new();
        }
        self.named(value, path, Self::example_or_reference)
    }

    pub(super) fn example_or_reference(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Example>> {
        self.reference_or(value, path, Self::example)
    }

    fn example(&mut self, value: Value, path: &Path<'_>) -> Option<Example> {
        let mut out = Example::default();
        let Value::Object(map) = value else {
            self.d.note(
                "value-as-example",
                path.pointer(),
                "an example is an object with `value`; this is taken as the value itself",
            );
            out.value = Some(value);
            return Some(out);
        };
        for (key, value) in map {
            let at = path.key(&key);
            match key.as_str() {
                "summary" => out.summary = self.text(value, &at),
                "description" => out.description = self.text(value, &at),
                "value" | "dataValue" => out.value = Some(value),
                "externalValue" => out.external_value = self.text(value, &at),
                "serializedValue" => drop(out.extensions.insert("x-oas-serialized-value".to_owned(), value)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        Some(out)
    }

    /// `explode` is true for the style `form`, which is the default (OpenAPI 3.1, Encoding Object); `openapiv3` has no third value.
    fn encoding(&mut self, value: Value, path: &Path<'_>) -> Option<Encoding> {
        let mut out = Encoding::default();
        let mut explode = None;
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "contentType" => out.content_type = self.text(value, &at),
                "headers" => out.headers = self.named(value, &at, Self::header_or_reference),
                "style" => out.style = self.style(value, &QUERY_STYLES, &at),
                "explode" => explode = self.boolean(&value, &at),
                "allowReserved" => out.allow_reserved = self.boolean(&value, &at).unwrap_or_default(),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        out.explode = explode.unwrap_or(matches!(out.style, None | Some(QueryStyle::Form)));
        Some(out)
    }

    pub(super) fn request_body_or_reference(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<RequestBody>> {
        self.reference_or(value, path, Self::request_body)
    }

    fn request_body(&mut self, value: Value, path: &Path<'_>) -> Option<RequestBody> {
        let mut out = RequestBody::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "description" => out.description = self.text(value, &at),
                "content" => out.content = self.named(value, &at, Self::media_type),
                "required" => out.required = self.boolean(&value, &at).unwrap_or_default(),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        if out.content.is_empty() {
            self.d.warning(
                "empty-content",
                path.pointer(),
                "a request body without `content` carries nothing",
                "add its media type",
            );
        }
        Some(out)
    }

    pub(super) fn response_or_reference(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Response>> {
        self.reference_or(value, path, Self::response)
    }

    fn response(&mut self, value: Value, path: &Path<'_>) -> Option<Response> {
        let mut out = Response::default();
        let mut description = None;
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "description" => description = Some(self.text(value, &at).unwrap_or_default()),
                "summary" => drop(out.extensions.insert("x-oas-summary".to_owned(), value)),
                "headers" => out.headers = self.named(value, &at, Self::header_or_reference),
                "content" => out.content = self.named(value, &at, Self::media_type),
                "links" => out.links = self.named(value, &at, Self::link_or_reference),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        // 3.2 asks for none any more.
        out.description = description.unwrap_or_default();
        Some(out)
    }

    pub(super) fn header_or_reference(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Header>> {
        self.reference_or(value, path, Self::header)
    }

    fn header(&mut self, value: Value, path: &Path<'_>) -> Option<Header> {
        let mut out = Header {
            description: None,
            style: HeaderStyle::Simple,
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Content(openapiv3::Content::new()),
            example: None,
            examples: indexmap::IndexMap::new(),
            extensions: indexmap::IndexMap::new(),
        };
        let mut format = super::parameter::Format::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            let Some(value) = self.format(&mut format, &key, value, &at) else { continue };
            match key.as_str() {
                "description" => out.description = self.text(value, &at),
                "style" => out.style = self.style(value, &super::parameter::HEADER_STYLES, &at).unwrap_or_default(),
                "required" => out.required = self.boolean(&value, &at).unwrap_or_default(),
                "deprecated" => out.deprecated = self.boolean(&value, &at),
                "example" => out.example = Some(value),
                "examples" => out.examples = self.examples(value, &mut out.example, &at),
                "explode" => drop(out.extensions.insert("x-oas-explode".to_owned(), value)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        out.format = self.settle(format, "header", path);
        Some(out)
    }

    pub(super) fn link_or_reference(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Link>> {
        self.reference_or(value, path, Self::link)
    }

    fn link(&mut self, value: Value, path: &Path<'_>) -> Option<Link> {
        let (mut description, mut operation, mut request_body, mut server) = (None, None, None, None);
        let mut parameters = indexmap::IndexMap::new();
        let mut extensions = indexmap::IndexMap::new();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "description" => description = self.text(value, &at),
                "operationRef" => operation = self.text(value, &at).map(LinkOperation::OperationRef),
                "operationId" => operation = self.text(value, &at).map(LinkOperation::OperationId),
                "requestBody" => request_body = Some(value),
                "parameters" => parameters = self.object(value, &at).into_iter().collect(),
                "server" => server = self.server(value, &at),
                _ => self.rest(&mut extensions, key, value, path),
            }
        }
        let Some(operation) = operation else {
            self.d.warning(
                "missing-key",
                path.pointer(),
                "a link without `operationId` or `operationRef` leads nowhere; it is left out",
                "add one of them",
            );
            return None;
        };
        Some(Link { description, operation, request_body, parameters, server, extensions })
    }
}

pub(super) const QUERY_STYLES: [(&str, QueryStyle); 4] = [
    ("form", QueryStyle::Form),
    ("spaceDelimited", QueryStyle::SpaceDelimited),
    ("pipeDelimited", QueryStyle::PipeDelimited),
    ("deepObject", QueryStyle::DeepObject),
];

/// OpenAPI 3.2, "Server-Sent Events": the schema of an event describes its fields; what it carries is in `data`.
fn data_of_event(mut schema: Value) -> Value {
    let fields = schema.get("properties").and_then(Value::as_object);
    let is_event = fields.is_some_and(|fields| {
        fields.contains_key("data")
            && fields.keys().all(|name| ["data", "event", "id", "retry"].contains(&name.as_str()))
    });
    if !is_event {
        return schema;
    }
    let mut data = schema["properties"]["data"].take();
    let content =
        ["contentSchema", "x-oas-content-schema"].into_iter().find_map(|key| data.get_mut(key).map(Value::take));
    content.unwrap_or(data)
}
