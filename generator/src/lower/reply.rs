//! Response objects into replies by status.

use openapiv3::{MediaType, ReferenceOr, Response, Responses, StatusCode};

use super::Lowerer;
use super::body::list;
use super::media::{Media, is_range};
use super::merge::Part;
use super::parameter::ANYTHING;
use super::pointer;
use super::prose;
use super::schema::Place;
use super::subject::Subject;
use crate::ir::{Reply, ReplyContent, Status, TextFormat, Type};

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

impl<'a> Lowerer<'a, '_> {
    /// Success and error replies.
    pub(super) fn replies(
        &mut self,
        responses: &'a Responses,
        at: &str,
        subject: &Subject,
    ) -> (Vec<Reply>, Vec<Reply>) {
        let at = pointer::push(at, "responses");
        let (mut replies, mut others) = (Vec::new(), Vec::new());
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
            if let Some(reply) = self.reply(status, item, &pointer::push(&at, &key), subject, success) {
                if success { replies.push(reply) } else { others.push(reply) }
            }
        }
        if let Some(item) = &responses.default {
            let success = replies.is_empty();
            if let Some(reply) = self.reply(Status::Default, item, &pointer::push(&at, "default"), subject, success) {
                if success { replies.push(reply) } else { others.push(reply) }
            }
        }
        if replies.is_empty() {
            self.diagnostics.note("no-success-reply", at, "no success is described; the reply's content is not read");
        }
        (replies, others)
    }

    fn reply(
        &mut self,
        status: Status,
        item: &'a ReferenceOr<Response>,
        at: &str,
        subject: &Subject,
        success: bool,
    ) -> Option<Reply> {
        let (declared, at) = self.resolve_reference(item, at)?;
        for name in declared.links.keys() {
            self.diagnostics.note(
                "not-carried",
                pointer::extend(&at, ["links", name]),
                "links between operations are not carried",
            );
        }
        let mut reply = Reply {
            status,
            pointer: at.clone(),
            media_type: None,
            content: ReplyContent::Empty,
            doc: prose::to_markdown(&declared.description),
            headers: declared.headers.keys().filter(|name| has_meaning(name)).cloned().collect(),
            examples: Vec::new(),
            sample: None,
        };
        let without_content = matches!(status, Status::Code(204 | 205 | 304));
        if let Some((media, name, media_type)) = self.preferred(declared, &at).filter(|_| !without_content) {
            let here = pointer::extend(&at, ["content", name]);
            let hint = if success { subject.reply() } else { subject.error() };
            let parts: Vec<Part<'a>> =
                media_type.schema.iter().map(|schema| Part::new(schema, pointer::push(&here, "schema"))).collect();
            reply.content = self.reply_content(media, &parts, &here, Place::new(hint));
            reply.media_type = Some(if is_range(name) && media == Media::Json {
                "application/json".to_owned()
            } else {
                name.trim().to_owned()
            });
            reply.examples = self.examples(media_type, &here);
            reply.sample = self.reply_sample(&reply, &parts);
        } else if without_content && !declared.content.is_empty() {
            let message = "a reply of this status has no content (RFC 9110, section 15); what is declared is not read";
            self.diagnostics.note("content-without-body", at, message);
        }
        Some(reply)
    }

    /// The media type that is read: JSON where there is some, otherwise the first.
    fn preferred(&mut self, declared: &'a Response, at: &str) -> Option<(Media, &'a str, &'a MediaType)> {
        let mut offered: Vec<(Media, &'a str, &'a MediaType)> = declared
            .content
            .iter()
            .map(|(name, media_type)| {
                let schema = pointer::extend(at, ["content", name, "schema"]);
                (self.media_of(name, media_type, &schema), name.as_str(), media_type)
            })
            .collect();
        offered.sort_by_key(|(media, ..)| *media != Media::Json);
        let (media, name, media_type) = offered.first().copied()?;
        let others: Vec<String> = offered[1..].iter().map(|(_, name, _)| (*name).to_owned()).collect();
        if !others.is_empty() {
            let message = format!("the reply is asked for as `{name}`; the document also offers {}", list(&others));
            self.diagnostics.note("other-media-types", pointer::extend(at, ["content", name]), message);
        }
        Some((media, name, media_type))
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
            Media::Json => ReplyContent::Json(self.slot(parts, &place).ty),
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

fn has_meaning(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    !PLUMBING.contains(&lower.as_str()) && !lower.starts_with("cf-") && !lower.starts_with("x-kong-")
}
