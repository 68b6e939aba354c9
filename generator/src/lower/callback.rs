//! Callbacks and webhooks into the payloads that a program which receives them reads.

use openapiv3::{Callback, Operation, ReferenceOr};

use super::Lowerer;
use super::hint::Hint;
use super::media::Media;
use super::merge::Part;
use super::parameter::ANYTHING;
use super::pointer;
use super::prose;
use super::schema::Place;
use super::subject::Subject;
use super::words::split;
use crate::ir::{Api, Payload};

/// Where the conversion puts webhooks: no component has such a name (OpenAPI, "Components Object").
const WEBHOOKS: &str = "webhooks/";

impl<'a> Lowerer<'a, '_> {
    /// Callbacks that an operation asks for.
    pub(super) fn operation_callbacks(&mut self, declared: &'a Operation, at: &str, api: &mut Api) {
        for (name, callback) in &declared.callbacks {
            self.payloads(name, callback, &pointer::extend(at, ["callbacks", name]), false, api);
        }
    }

    /// Webhooks of the document; a selection of operations leaves them out.
    pub(super) fn webhooks(&mut self, api: &mut Api) {
        if !self.select.is_everything() {
            return;
        }
        let callbacks = self.document.components.as_ref().map(|components| &components.callbacks);
        for (name, callback) in callbacks.into_iter().flatten() {
            if let (Some(name), ReferenceOr::Item(callback)) = (name.strip_prefix(WEBHOOKS), callback) {
                self.payloads(name, callback, "/webhooks", true, api);
            }
        }
        if let Some(webhooks) = self.document.extensions.get("x-webhooks").and_then(serde_json::Value::as_object) {
            for name in webhooks.keys() {
                let message =
                    format!("`{name}` is not carried: write it under `webhooks`, which came with OpenAPI 3.1");
                self.diagnostics.note("not-carried", pointer::extend("/x-webhooks", [name.as_str()]), message);
            }
        }
    }

    fn payloads(&mut self, name: &str, callback: &'a Callback, at: &str, webhook: bool, api: &mut Api) {
        for (key, item) in callback {
            let at = pointer::push(at, key);
            for (method, operation) in item.iter() {
                let at = pointer::push(&at, method);
                match self.payload(name, key, operation, &at) {
                    Some(payload) => {
                        api.payloads.push(Payload { webhook, method: method.to_ascii_uppercase(), ..payload });
                    }
                    None => {
                        let message = format!("`{name}` carries no JSON, so there is nothing to read for its receiver");
                        self.diagnostics.note("not-carried", at, message);
                    }
                }
            }
        }
    }

    /// The JSON body, if it has one.
    fn payload(&mut self, name: &str, target: &str, operation: &'a Operation, at: &str) -> Option<Payload> {
        let body = operation.request_body.as_ref()?;
        let (body, body_at) = self.resolve_reference(body, &pointer::push(at, "requestBody"))?;
        let offers = self.offers(&body.content, &body_at);
        let offer = offers.into_iter().find(|offer| offer.media == Media::Json)?;
        let here = pointer::extend(&body_at, ["content", offer.name]);
        let words = [split(name), split("payload")].concat();
        let hint = Hint::of(vec![words.clone()], vec![words], Vec::new());
        let (ty, nullable) = match &offer.declared.schema {
            Some(schema) => {
                let slot = self.slot(&[Part::new(schema, pointer::push(&here, "schema"))], &Place::new(hint));
                (slot.ty, slot.nullable)
            }
            None => (ANYTHING, false),
        };
        let texts = [&operation.summary, &operation.description, &body.description];
        let texts = texts.into_iter().filter_map(|text| prose::to_markdown(text.as_deref()?));
        let doc = texts.collect::<Vec<_>>().join("\n\n");
        let answers = self.replies(&operation.responses, at, &Subject::new(None, name, None, "POST", ""));
        let answers = answers.success.into_iter().chain(answers.errors);
        Some(Payload {
            target: (target != name).then(|| target.to_owned()),
            answers: answers.map(|answer| (answer.status, answer.doc)).collect(),
            pointer: here,
            name: name.to_owned(),
            method: String::new(),
            webhook: false,
            doc: (!doc.is_empty()).then_some(doc),
            ty,
            nullable,
        })
    }
}
