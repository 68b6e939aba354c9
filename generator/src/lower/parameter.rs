//! Parameter objects into parameters: type, style with its defaults, and a value to try.

use openapiv3::{Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::Lowerer;
use super::extension;
use super::ids::path_id_name;
use super::keywords::{Keywords, Node};
use super::media::{Media, media};
use super::merge::Part;
use super::path::pieces;
use super::pointer;
use super::prose;
use super::schema::Place;
use super::subject::Subject;
use crate::ir::{JsonReason, JsonType, Location, Parameter, Style, TextFormat, Type};

impl<'a> Lowerer<'a, '_> {
    /// A parameter; `None` for headers that are told in other ways (OpenAPI 3.0.3, "Parameter Object": `name`).
    pub(super) fn parameter(
        &mut self,
        declared: &'a Declared,
        path: &str,
        at: String,
        subject: &Subject,
    ) -> Option<Parameter> {
        let data = declared.parameter_data_ref();
        let location = location(declared);
        let told_otherwise =
            ["accept", "content-type", "authorization"].contains(&data.name.to_ascii_lowercase().as_str());
        if location == Location::Header && told_otherwise {
            let message = format!(
                "`{}` as a parameter is ignored, as the specification asks; the client sends it by itself",
                data.name
            );
            self.diagnostics.note("ignored-header-parameter", at, message);
            return None;
        }
        if data.name.is_empty() {
            let message = "a parameter without a name cannot be sent";
            self.diagnostics.warning("nameless-parameter", at, message, "give it a `name`");
            return None;
        }
        let (parts, json) = self.parameter_schema(data, &at);
        let hint = subject.parameter(&data.name);
        let slot_ty =
            if parts.is_empty() { Type::Text(TextFormat::Plain) } else { self.slot(&parts, &Place::new(hint)).ty };
        let ty = self.parameter_type(data, path, location, slot_ty, subject);
        let bounds = self.bounds_of(&parts, &ty);
        let merged = self.merge(&parts);
        self.bounds.insert(at.clone(), (merged.facets.minimum, merged.facets.maximum));
        let annotations = self.annotations(&parts);
        let stated = self.stated_example(data, &at);
        let schema_example = annotations.iter().find_map(|(data, _)| data.example.clone());
        let sample = self.parameter_sample(stated.as_ref(), &parts, location);
        let schema_doc = || annotations.iter().find_map(|(data, _)| data.description.as_deref());
        Some(Parameter {
            wire: data.name.clone(),
            rename: extension::text(&data.extensions, "x-name").map(str::to_owned),
            location,
            ty,
            style: style(declared, json),
            required: data.required || location == Location::Path,
            allow_reserved: matches!(declared, Declared::Query { allow_reserved: true, .. }),
            deprecated: data.deprecated.unwrap_or_default()
                || annotations.iter().any(|(data, referred)| data.deprecated && !referred),
            doc: data.description.as_deref().or_else(schema_doc).and_then(prose::to_markdown),
            default: annotations.iter().find_map(|(data, _)| data.default.clone()),
            example: stated.or(schema_example),
            constraints: super::sample::constraints(&merged),
            bounds,
            sample,
            pointer: at,
        })
    }

    /// The schema of a parameter and whether it travels as JSON text.
    fn parameter_schema(&mut self, data: &'a ParameterData, at: &str) -> (Vec<Part<'a>>, bool) {
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (vec![Part::new(schema, pointer::push(at, "schema"))], false),
            ParameterSchemaOrContent::Content(content) => {
                let Some((media_type, declared)) = content.first() else { return (Vec::new(), false) };
                let json = media(media_type) == Media::Json;
                let at = pointer::extend(at, ["content", media_type]);
                if content.len() > 1 {
                    self.diagnostics.note(
                        "other-media-types",
                        at.clone(),
                        "only the first media type of the parameter is carried",
                    );
                }
                let schema = declared.schema.as_ref().filter(|_| json);
                let parts = schema.map(|schema| vec![Part::new(schema, pointer::push(&at, "schema"))]);
                (parts.unwrap_or_default(), json)
            }
        }
    }

    fn parameter_type(
        &mut self,
        data: &ParameterData,
        path: &str,
        location: Location,
        ty: Type,
        subject: &Subject,
    ) -> Type {
        let wanted = extension::text(&data.extensions, "x-id-type");
        if location == Location::Path {
            return self.register_path_id(path, &data.name, wanted, &ty).map_or(ty, Type::Id);
        }
        if let (Some(name), Type::Text(_) | Type::Integer(_)) = (wanted, &ty) {
            return Type::Id(self.ids.intern(name, matches!(ty, Type::Integer(_))));
        }
        if location == Location::Query { self.recognised_id(&data.name, ty, &subject.owner()) } else { ty }
    }

    /// A name in the path that no parameter declares.
    pub(super) fn undeclared_parameter(&mut self, path: &str, name: &str, at: &str) -> Parameter {
        let ty = Type::Text(TextFormat::Plain);
        let ty = self.register_path_id(path, name, None, &ty).map_or(ty, Type::Id);
        Parameter {
            wire: name.to_owned(),
            rename: None,
            pointer: at.to_owned(),
            location: Location::Path,
            ty,
            style: Style::Simple { explode: false },
            required: true,
            allow_reserved: false,
            deprecated: false,
            doc: None,
            default: None,
            example: None,
            constraints: None,
            bounds: Vec::new(),
            sample: Value::String("sample".to_owned()),
        }
    }

    /// Identifier types that path templates speak of, known before any schema is lowered.
    pub(super) fn register_ids(&mut self) {
        for (path, item) in &self.document.paths.paths {
            let ReferenceOr::Item(item) = item else { continue };
            let own = item.iter().flat_map(|(_, operation)| &operation.parameters);
            for parameter in item.parameters.iter().chain(own) {
                self.register_id_of(path, parameter);
            }
        }
    }

    fn register_id_of(&mut self, path: &str, parameter: &'a ReferenceOr<Declared>) {
        if matches!(parameter, ReferenceOr::Reference { reference } if !reference.starts_with("#/components/parameters/"))
        {
            return;
        }
        let Some((declared @ Declared::Path { .. }, at)) = self.resolve_reference(parameter, "") else { return };
        let data = declared.parameter_data_ref();
        let ParameterSchemaOrContent::Schema(schema) = &data.format else { return };
        let named = pieces(path).contains(&super::path::Piece::Name(&data.name));
        if !named || path_id_name(path, &data.name).is_none() {
            return;
        }
        if let Some(ty) = self.plain_scalar(Node::from(schema), &at) {
            let wanted = extension::text(&data.extensions, "x-id-type");
            let on_schema = match Node::from(schema) {
                Node::Schema(schema) => extension::text(&schema.schema_data.extensions, "x-id-type"),
                _ => None,
            };
            self.register_path_id(path, &data.name, wanted.or(on_schema), &ty);
        }
    }

    /// The type of a schema that is a plain text or integer, found without lowering it.
    fn plain_scalar(&mut self, node: Node<'a>, at: &str) -> Option<Type> {
        let mut node = node;
        for _ in 0..16 {
            match node {
                Node::Reference(reference) => node = Node::Component(self.component_name(reference, at)?),
                Node::Component(name) => node = self.component(name)?,
                Node::Schema(schema) => {
                    let keywords = Keywords::of(schema);
                    if keywords.values.is_some() {
                        return None;
                    }
                    return match keywords.types.as_slice() {
                        [JsonType::String] => Some(Type::Text(super::scalar::text_format(
                            keywords.facets.format.as_deref().unwrap_or_default(),
                        ))),
                        [JsonType::Integer] => Some(Type::Integer(super::scalar::width(&keywords.facets))),
                        _ => None,
                    };
                }
            }
        }
        None
    }
}

fn location(declared: &Declared) -> Location {
    match declared {
        Declared::Query { .. } => Location::Query,
        Declared::Header { .. } => Location::Header,
        Declared::Path { .. } => Location::Path,
        Declared::Cookie { .. } => Location::Cookie,
    }
}

/// The style with the defaults of OpenAPI 3.0.3, "Parameter Object": `form` explodes unless told otherwise, the others do not.
fn style(declared: &Declared, json: bool) -> Style {
    if json {
        return Style::Json;
    }
    let explode = declared.parameter_data_ref().explode;
    match declared {
        Declared::Query { style, .. } => match style {
            QueryStyle::Form => Style::Form { explode: explode.unwrap_or(true) },
            // Exploded, these two are written like `form`.
            QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited if explode == Some(true) => {
                Style::Form { explode: true }
            }
            QueryStyle::SpaceDelimited => Style::SpaceDelimited,
            QueryStyle::PipeDelimited => Style::PipeDelimited,
            QueryStyle::DeepObject => Style::DeepObject,
        },
        Declared::Cookie { .. } => Style::Form { explode: explode.unwrap_or(true) },
        Declared::Header { .. } => Style::Simple { explode: explode.unwrap_or(false) },
        Declared::Path { style, .. } => {
            let explode = explode.unwrap_or(false);
            match style {
                PathStyle::Simple => Style::Simple { explode },
                PathStyle::Label => Style::Label { explode },
                PathStyle::Matrix => Style::Matrix { explode },
            }
        }
    }
}

/// What a schema-less place holds.
pub(super) const ANYTHING: Type = Type::Json(JsonReason::Unspecified);
