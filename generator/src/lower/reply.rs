//! Response objects into replies by status.

use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr, Response, Responses, StatusCode};

use super::Lowerer;
use super::extension;
use super::hint::Hint;
use super::media::{Media, is_range};
use super::merge::Part;
use super::parameter::ANYTHING;
use super::pointer;
use super::prose;
use super::schema::{Place, types_of};
use super::subject::Subject;
use super::variant::{self, Offer};
use crate::ir::{JsonType, Reply, ReplyContent, Status, TextFormat, Type};

/// Headers of the transport: they say nothing of the reply's meaning.
const PLUMBING: &[&str] = &[
    "access-control-allow-origin",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-expose-headers",
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "date",
    "expires",
    "feature-policy",
    "keep-alive",
    "permissions-policy",
    "pragma",
    "referrer-policy",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "via",
    "x-content-type-options",
    "x-envoy-upstream-service-time",
    "x-frame-options",
    "x-kong-proxy-latency",
    "x-kong-upstream-latency",
    "x-powered-by",
    "x-runtime",
    "x-xss-protection",
];

/// Replies by status.
pub(super) struct Replies {
    pub(super) success: Vec<Reply>,
    pub(super) errors: Vec<Reply>,
    /// Successes in other media types, with the words for each.
    pub(super) variants: Vec<(String, Vec<Reply>)>,
}

impl<'a> Lowerer<'a, '_> {
    /// Success and error replies.
    pub(super) fn replies(&mut self, responses: &'a Responses, at: &str, subject: &Subject) -> Replies {
        let at = pointer::push(at, "responses");
        let (mut replies, mut others) = (Vec::new(), Vec::new());
        let mut variants: Vec<(String, Vec<Reply>)> = Vec::new();
        let succeeds = responses.responses.keys().any(|status| class(status) == 2);
        for (status, item) in &responses.responses {
            // Where no success is declared, a redirect or `101` is what the call is after.
            let success = class(status) == 2 || (!succeeds && class(status) < 4);
            let key = match status {
                StatusCode::Code(code) => code.to_string(),
                StatusCode::Range(digit) => format!("{digit}XX"),
            };
            let status = match status {
                StatusCode::Code(code) => Status::Code(*code),
                StatusCode::Range(digit) => Status::Range(*digit),
            };
            if let Some(reply) = self.reply(status, item, &pointer::push(&at, &key), subject, success, &mut variants) {
                let reply = described(reply, responses, &key);
                if success { replies.push(reply) } else { others.push(reply) }
            }
        }
        if let Some(item) = &responses.default {
            let success = replies.is_empty();
            let at = pointer::push(&at, "default");
            if let Some(reply) = self.reply(Status::Default, item, &at, subject, success, &mut variants) {
                let reply = described(reply, responses, "default");
                if success { replies.push(reply) } else { others.push(reply) }
            }
        }
        if replies.is_empty() {
            self.diagnostics.note("no-success-reply", at, "no success is described; the reply's content is not read");
        }
        Replies { success: replies, errors: others, variants }
    }

    fn reply(
        &mut self,
        status: Status,
        item: &'a ReferenceOr<Response>,
        at: &str,
        subject: &Subject,
        success: bool,
        variants: &mut Vec<(String, Vec<Reply>)>,
    ) -> Option<Reply> {
        let (declared, at) = self.resolve_reference(item, at)?;
        for name in declared.links.keys() {
            self.diagnostics.note(
                "not-carried",
                pointer::extend(&at, ["links", name]),
                "links between operations are not carried",
            );
        }
        let empty = Reply {
            status,
            pointer: at.clone(),
            media_type: None,
            content: ReplyContent::Empty,
            doc: prose::to_markdown(&declared.description),
            headers: self.headers(&declared.headers, &at),
            examples: Vec::new(),
            sample: None,
        };
        let without_content = matches!(status, Status::Code(204 | 205 | 304));
        if without_content && !declared.content.is_empty() {
            let message = "a reply of this status has no content (RFC 9110, section 15); what is declared is not read";
            self.diagnostics.note("content-without-body", at, message);
            return Some(empty);
        }
        let mut offers = self.offers(&declared.content, &at);
        // JSON where there is some, otherwise the first.
        offers.sort_by_key(|offer| offer.media != Media::Json);
        let Some(mut choice) = variant::choose(&offers) else { return Some(empty) };
        if !success {
            choice.same.extend(choice.others.drain(..).map(|(_, offer)| offer.name.to_owned()));
        }
        self.note_same(&choice, "the reply is asked for", &at);
        let hint = if success { subject.reply() } else { subject.error() };
        for (words, offer) in choice.others {
            let reply = self.filled(empty.clone(), offer, hint.member(&words));
            match variants.iter_mut().find(|(known, _)| *known == words) {
                Some((_, replies)) => replies.push(reply),
                None => variants.push((words, vec![reply])),
            }
        }
        Some(self.filled(empty, choice.main, hint))
    }

    /// The reply with its content.
    fn filled(&mut self, reply: Reply, offer: Offer<'a>, hint: Hint) -> Reply {
        let Offer { media, name, declared, .. } = offer;
        let here = pointer::extend(&reply.pointer, ["content", name]);
        let parts: Vec<Part<'a>> =
            declared.schema.iter().map(|schema| Part::new(schema, pointer::push(&here, "schema"))).collect();
        let content = self.reply_content(media, &parts, &here, Place::new(hint));
        let is_range = is_range(name) && media == Media::Json;
        let media_type = Some(if is_range { "application/json".to_owned() } else { name.trim().to_owned() });
        let examples = self.examples(declared, &here);
        let mut reply = Reply { content, media_type, examples, ..reply };
        reply.sample = self.reply_sample(&reply, &parts);
        reply
    }

    fn headers(&mut self, declared: &'a IndexMap<String, ReferenceOr<Header>>, at: &str) -> Vec<crate::ir::Header> {
        let mut headers = Vec::new();
        for (name, item) in declared.iter().filter(|(name, _)| has_meaning(name)) {
            let at = pointer::extend(at, ["headers", name]);
            let Some((header, at)) = self.resolve_reference(item, &at) else { continue };
            let mut kind = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => {
                    let merged = self.merged(&[Part::new(schema, pointer::push(&at, "schema"))]);
                    types_of(&merged).iter().map(|ty| json_type(*ty)).collect::<Vec<_>>().join(" or ")
                }
                ParameterSchemaOrContent::Content(content) => content.keys().cloned().collect::<Vec<_>>().join(" or "),
            };
            if header.required {
                kind.push_str(", always there");
            }
            if header.deprecated == Some(true) {
                kind.push_str(", deprecated");
            }
            let doc = header.description.as_deref().and_then(prose::to_markdown);
            headers.push(crate::ir::Header { wire: name.clone(), kind, doc });
        }
        headers
    }

    /// The type of a stream's values; `None` where they are text, or nothing is said of them.
    fn stream_type(&mut self, parts: &[Part<'a>], place: &Place) -> Option<Type> {
        if parts.is_empty() {
            return None;
        }
        let ty = self.slot(parts, place).ty;
        (!matches!(ty, Type::Text(TextFormat::Plain) | Type::Binary)).then_some(ty)
    }

    fn reply_content(&mut self, media: Media, parts: &[Part<'a>], at: &str, place: Place) -> ReplyContent {
        match media {
            Media::Json if parts.is_empty() => {
                self.diagnostics.note("free-form", at, "the reply has no schema; it is taken as any JSON");
                ReplyContent::Json(ANYTHING)
            }
            Media::Json => {
                let slot = self.slot(parts, &place);
                let free = matches!(slot.ty, Type::Json(_));
                if slot.nullable && !free { ReplyContent::Nullable(slot.ty) } else { ReplyContent::Json(slot.ty) }
            }
            Media::Text | Media::Form => ReplyContent::Text,
            Media::Stream(framing) => ReplyContent::Stream(framing, self.stream_type(parts, &place)),
            Media::Multipart => {
                self.diagnostics.note("not-carried", at, "a multipart reply is read as bytes");
                ReplyContent::Binary
            }
            Media::Binary => ReplyContent::Binary,
        }
    }
}

fn class(status: &StatusCode) -> u16 {
    match status {
        StatusCode::Code(code) => code / 100,
        StatusCode::Range(digit) => *digit,
    }
}

/// The reply with the description that stands beside its reference.
fn described(reply: Reply, responses: &Responses, key: &str) -> Reply {
    match extension::text(&responses.extensions, &format!("x-oas-description-{key}")) {
        Some(text) => Reply { doc: prose::to_markdown(text), ..reply },
        None => reply,
    }
}

fn json_type(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "text",
        JsonType::Array => "list",
        JsonType::Object => "object",
    }
}

fn has_meaning(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    !PLUMBING.contains(&lower.as_str()) && !lower.starts_with("cf-") && !lower.starts_with("x-kong-")
}
