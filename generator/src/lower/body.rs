//! Request bodies into what a call carries.

use openapiv3::{Content, Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody, SchemaData};

use super::Lowerer;
use super::hint::Hint;
use super::media::{Media, is_range, media, media_of_any};
use super::merge::{Merged, Part};
use super::parameter::ANYTHING;
use super::pointer;
use super::prose;
use super::schema::{Place, types_of};
use super::subject::Subject;
use super::variant::{self, Choice, Offer};
use crate::ir::{Api, Body, BodyContent, JsonReason, Operation, Shape, Style, Type};

/// More arguments than this are not positional any more.
const MOST_ARGUMENTS: usize = 5;

impl<'a> Lowerer<'a, '_> {
    /// The body of an operation: as it is sent unless told otherwise, then in each other media type that carries
    /// something else, with the words for it.
    pub(super) fn bodies(
        &mut self,
        item: &'a ReferenceOr<RequestBody>,
        at: &str,
        subject: &Subject,
    ) -> Vec<(Option<String>, Body)> {
        let at = pointer::push(at, "requestBody");
        let Some((declared, at)) = self.resolve_reference(item, &at) else { return Vec::new() };
        let mut offers: Vec<Offer<'a>> = self.offers(&declared.content, &at);
        offers.sort_by_key(|offer| rank(offer.media));
        let Some(choice) = variant::choose(&offers) else {
            self.diagnostics.note("empty-body", at, "the request body names no media type; nothing is sent");
            return Vec::new();
        };
        self.note_same(&choice, "the body is sent", &at);
        let main = Body {
            others: offers[1..].iter().map(|offer| offer.name.to_owned()).collect(),
            ..self.body(declared, choice.main, &at, subject.body())
        };
        let mut bodies = vec![(None, main)];
        for (words, offer) in choice.others {
            let hint = subject.body().member(&words);
            bodies.push((Some(format!("with {words}")), self.body(declared, offer, &at, hint)));
        }
        bodies
    }

    /// Media types in the document's order.
    pub(super) fn offers(&mut self, content: &'a Content, at: &str) -> Vec<Offer<'a>> {
        let all = content.iter().map(|(name, declared)| {
            let schema = pointer::extend(at, ["content", name, "schema"]);
            let media = self.media_of(name, declared, &schema);
            let files = media == Media::Multipart && self.has_files(declared, &schema);
            Offer { media, name, declared, files }
        });
        all.collect()
    }

    fn has_files(&mut self, declared: &'a MediaType, at: &str) -> bool {
        let Some(schema) = &declared.schema else { return false };
        let merged = self.merged(&[Part::new(schema, at)]);
        merged.properties.values().any(|parts| self.is_file(parts))
    }

    /// Whether a property is a file, or a list of files.
    fn is_file(&mut self, parts: &[Part<'a>]) -> bool {
        let of = |merged: &Merged<'a>| merged.facets.format.as_deref() == Some("binary");
        let merged = self.merged(parts);
        of(&merged) || (!merged.items.is_empty() && of(&self.merged(&merged.items)))
    }

    /// Says which media types are the same in another spelling.
    pub(super) fn note_same(&mut self, choice: &Choice<'a>, what: &str, at: &str) {
        if choice.same.is_empty() {
            return;
        }
        let (main, same) = (choice.main.name, list(&choice.same));
        let message = format!("{what} as `{main}`; the document also offers {same}, which has no method of its own");
        self.diagnostics.note("other-media-types", pointer::extend(at, ["content", main]), message);
    }

    fn body(&mut self, declared: &'a RequestBody, offer: Offer<'a>, at: &str, hint: Hint) -> Body {
        let Offer { media, name, declared: media_type, .. } = offer;
        let here = pointer::extend(at, ["content", name]);
        let parts: Vec<Part<'a>> =
            media_type.schema.iter().map(|schema| Part::new(schema, pointer::push(&here, "schema"))).collect();
        let content = self.body_content(media, &parts, &here, hint);
        let encodings = self.encodings(media, media_type, &parts, &here);
        let examples = self.examples(media_type, &here);
        let sample = self.body_sample(&examples, &parts);
        let own = |(data, referred): &(&'a SchemaData, bool)| data.description.as_deref().filter(|_| !referred);
        let of_schema = || self.annotations(&parts).iter().find_map(own);
        Body {
            media_type: if is_range(name) { default_media_type(media).to_owned() } else { name.trim().to_owned() },
            others: Vec::new(),
            required: declared.required,
            doc: declared.description.as_deref().or_else(of_schema).and_then(prose::to_markdown),
            content,
            spread: false,
            example: examples.into_iter().next(),
            sample,
            encodings,
            pointer: here,
        }
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

    fn body_content(&mut self, media: Media, parts: &[Part<'a>], at: &str, hint: Hint) -> BodyContent {
        let typed = |this: &mut Self| {
            if parts.is_empty() {
                this.diagnostics.note("free-form", at, "the body has no schema; it is taken as any JSON");
                return ANYTHING;
            }
            this.slot(parts, &Place::new(hint)).ty
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

    /// How the properties of a form are written, where the document says it.
    fn encodings(
        &mut self,
        media: Media,
        declared: &'a MediaType,
        parts: &[Part<'a>],
        at: &str,
    ) -> Vec<crate::ir::Encoding> {
        let merged = self.merged(parts);
        let mut carried = Vec::new();
        for (name, encoding) in &declared.encoding {
            let pointer = pointer::extend(at, ["encoding", name]);
            let Some(property) = merged.properties.get(name.as_str()) else {
                let message = format!("the `encoding` of `{name}` is of no property, and is not carried");
                self.diagnostics.note("not-carried", pointer, message);
                continue;
            };
            match media {
                Media::Form => carried.extend(self.form_encoding(name, encoding, &pointer)),
                Media::Multipart => carried.push(self.part_encoding(name, encoding, property, &pointer)),
                _ => self.diagnostics.note(
                    "not-carried",
                    pointer,
                    "`encoding` has a meaning for forms and multipart alone (OpenAPI, \"Media Type Object\")",
                ),
            }
        }
        carried
    }

    /// OpenAPI 3.1, "Encoding Object": a style if one is stated, and otherwise what the media type says.
    fn form_encoding(&mut self, name: &str, encoding: &Encoding, at: &str) -> Option<crate::ir::Encoding> {
        let is_json = encoding.content_type.as_deref().is_some_and(|name| media(name) == Media::Json);
        let plain = encoding.style.is_none() && encoding.explode && !encoding.allow_reserved;
        if !encoding.headers.is_empty() {
            self.diagnostics.note("not-carried", pointer::push(at, "headers"), "a form field has no headers");
        }
        if let (Some(other), false) = (&encoding.content_type, is_json && plain) {
            let message = format!("a form field has no media type; `{other}` of `{name}` has no effect");
            self.diagnostics.note("not-carried", pointer::push(at, "contentType"), message);
        }
        let style = match encoding.style {
            None if plain && is_json => Style::Json,
            None if plain => return None,
            None | Some(QueryStyle::Form) => Style::Form { explode: encoding.explode },
            Some(QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited) if encoding.explode => {
                Style::Form { explode: true }
            }
            Some(QueryStyle::SpaceDelimited) => Style::SpaceDelimited,
            Some(QueryStyle::PipeDelimited) => Style::PipeDelimited,
            Some(QueryStyle::DeepObject) => Style::DeepObject,
        };
        Some(crate::ir::Encoding {
            wire: name.to_owned(),
            media_type: None,
            headers: Vec::new(),
            style: Some(style),
            allow_reserved: encoding.allow_reserved,
        })
    }

    fn part_encoding(
        &mut self,
        name: &str,
        encoding: &Encoding,
        property: &[Part<'a>],
        at: &str,
    ) -> crate::ir::Encoding {
        let explodes = matches!(encoding.style, None | Some(QueryStyle::Form));
        let keys = [
            (encoding.style.is_some(), "style"),
            (encoding.explode != explodes, "explode"),
            (encoding.allow_reserved, "allowReserved"),
        ];
        let keys: Vec<String> = keys.iter().filter(|(is, _)| *is).map(|(_, key)| (*key).to_owned()).collect();
        if !keys.is_empty() {
            let message = format!("{} of the part `{name}` has no effect: a part is no query string", list(&keys));
            self.diagnostics.note("not-carried", at, message);
        }
        let headers: Vec<String> = encoding.headers.keys().cloned().collect();
        if !headers.is_empty() && !self.is_file(property) {
            let message = format!("headers of the part `{name}`, which is no file, are not carried");
            self.diagnostics.note("not-carried", pointer::push(at, "headers"), message);
        }
        crate::ir::Encoding {
            wire: name.to_owned(),
            media_type: encoding
                .content_type
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned),
            headers,
            style: None,
            allow_reserved: false,
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
