//! Request bodies into what a call carries.

use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::Lowerer;
use super::media::{Media, is_range, media, media_of_any};
use super::merge::Part;
use super::parameter::ANYTHING;
use super::pointer;
use super::prose;
use super::schema::{Place, types_of};
use super::subject::Subject;
use crate::ir::{Api, Body, BodyContent, JsonReason, Operation, Shape, Type};

/// More arguments than this are not positional any more.
const MOST_ARGUMENTS: usize = 5;

impl<'a> Lowerer<'a, '_> {
    /// The body of an operation.
    pub(super) fn body(&mut self, item: &'a ReferenceOr<RequestBody>, at: &str, subject: &Subject) -> Option<Body> {
        let at = pointer::push(at, "requestBody");
        let (declared, at) = self.resolve_reference(item, &at)?;
        let mut ranked: Vec<(Media, usize, &'a str, &'a MediaType)> = declared
            .content
            .iter()
            .enumerate()
            .map(|(index, (name, media_type))| {
                (
                    self.media_of(name, media_type, &pointer::extend(&at, ["content", name, "schema"])),
                    index,
                    name.as_str(),
                    media_type,
                )
            })
            .collect();
        ranked.sort_by_key(|(media, index, ..)| (rank(*media), *index));
        let Some((media, _, name, media_type)) = ranked.first().copied() else {
            self.diagnostics.note("empty-body", at, "the request body names no media type; nothing is sent");
            return None;
        };
        let others: Vec<String> = ranked[1..].iter().map(|(_, _, name, _)| (*name).to_owned()).collect();
        let here = pointer::extend(&at, ["content", name]);
        if !others.is_empty() {
            let message = format!("the body is sent as `{name}`; the document also offers {}", list(&others));
            self.diagnostics.note("other-media-types", here.clone(), message);
        }
        let parts: Vec<Part<'a>> =
            media_type.schema.iter().map(|schema| Part::new(schema, pointer::push(&here, "schema"))).collect();
        let content = self.body_content(media, &parts, &here, subject);
        self.encodings(media, media_type, &here);
        let examples = self.examples(media_type, &here);
        let sample = self.body_sample(&examples, &parts);
        Some(Body {
            media_type: if is_range(name) { default_media_type(media).to_owned() } else { name.trim().to_owned() },
            others,
            required: declared.required,
            doc: declared.description.as_deref().and_then(prose::to_markdown),
            content,
            spread: false,
            example: examples.into_iter().next(),
            sample,
            pointer: here,
        })
    }

    /// How the content is written; a schema that says `format: binary` wins over a JSON media type.
    pub(super) fn media_of(&mut self, name: &str, declared: &'a MediaType, at: &str) -> Media {
        let Some(schema) = &declared.schema else {
            return if is_range(name) { media_of_any(&[], false, false) } else { media(name) };
        };
        let merged = self.merged(&[Part::new(schema, at)]);
        let binary = merged.facets.format.as_deref() == Some("binary");
        match media(name) {
            _ if is_range(name) => media_of_any(&types_of(&merged), binary, true),
            Media::Json if binary => Media::Binary,
            media => media,
        }
    }

    fn body_content(&mut self, media: Media, parts: &[Part<'a>], at: &str, subject: &Subject) -> BodyContent {
        let typed = |this: &mut Self| {
            if parts.is_empty() {
                this.diagnostics.note("free-form", at, "the body has no schema; it is taken as any JSON");
                return ANYTHING;
            }
            this.slot(parts, &Place::new(subject.body())).ty
        };
        match media {
            Media::Json => BodyContent::Json(typed(self)),
            Media::Form => BodyContent::Form(typed(self)),
            Media::Multipart => BodyContent::Multipart(typed(self)),
            Media::Text => BodyContent::Text,
            Media::Stream(_) => {
                self.diagnostics.note("stream-as-text", at, "a stream of events or lines is sent as one text");
                BodyContent::Text
            }
            Media::Binary => BodyContent::Binary,
        }
    }

    fn encodings(&mut self, media: Media, declared: &MediaType, at: &str) {
        if !matches!(media, Media::Form | Media::Multipart) {
            return;
        }
        for name in declared.encoding.keys() {
            let pointer = pointer::extend(at, ["encoding", name]);
            self.diagnostics.note(
                "not-carried",
                pointer,
                format!("the `encoding` of `{name}` is not carried; the defaults apply"),
            );
        }
    }
}

/// Decides which bodies become arguments: their root is a struct whose properties are all known and few are required.
pub(super) fn spread(api: &mut Api) {
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let Some(body) = &operation.body else { continue };
        let (BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty)) = &body.content else {
            continue;
        };
        // Fields and parts are written one by one, files among them; only JSON can be written as a whole.
        let spread = match &body.content {
            BodyContent::Json(_) => spreads(api, operation, ty),
            _ => is_struct(api, ty),
        };
        if let Some(body) = &mut api.operations[index].body {
            body.spread = spread;
        }
    }
}

fn is_struct(api: &Api, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if matches!(api.get(*id).shape, Shape::Struct(_)))
}

fn spreads(api: &Api, operation: &Operation, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    let Shape::Struct(object) = &api.get(*id).shape else { return false };
    let known = match object.rest.as_deref() {
        None | Some(Type::Json(JsonReason::Unspecified)) => true,
        Some(_) => false,
    };
    let required = object.fields.iter().filter(|field| field.required && !field.read_only).count();
    let positional = operation.parameters.iter().filter(|parameter| parameter.required).count();
    known && required + positional <= MOST_ARGUMENTS
}

fn rank(media: Media) -> u8 {
    match media {
        Media::Json => 0,
        Media::Form => 1,
        Media::Multipart => 2,
        Media::Text => 3,
        Media::Stream(_) => 4,
        Media::Binary => 5,
    }
}

fn default_media_type(media: Media) -> &'static str {
    match media {
        Media::Json => "application/json",
        Media::Form => "application/x-www-form-urlencoded",
        Media::Multipart => "multipart/form-data",
        Media::Text | Media::Stream(_) => "text/plain",
        Media::Binary => "application/octet-stream",
    }
}

/// Names in backticks, for a message.
pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
