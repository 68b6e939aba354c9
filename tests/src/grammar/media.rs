//! Choices → request bodies, replies, headers and links.

use serde_json::{Map, Value, json};

use super::{Writer, words};

const BODIES: &[&str] = &[
    "application/json",
    "application/json",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "application/octet-stream",
    "application/merge-patch+json",
    "application/xml",
    "image/png",
    "*/*",
    "application/json; charset=utf-8",
    "application/x-ndjson",
    "text/csv",
];

const REPLIES: &[&str] = &[
    "application/json",
    "application/json",
    "application/json",
    "application/json",
    "text/plain",
    "application/octet-stream",
    "application/problem+json",
    "application/xml",
    "text/event-stream",
    "application/x-ndjson",
    "application/vnd.ships.v1+json",
    "image/*",
    "text/html",
    "application/pdf",
];

const STATUSES: &[&str] = &["200", "201", "202", "204", "2XX", "301", "400", "404", "4XX", "500", "default"];

impl Writer<'_> {
    pub(super) fn request_body(&mut self) -> Value {
        let body = |writer: &mut Self| {
            let mut content = Map::new();
            for _ in 0..=writer.choices.below(2) {
                let media = words::pick(&mut writer.choices, BODIES);
                let body = if is_form(media) { writer.form(media) } else { writer.media_type() };
                content.insert(media.to_owned(), body);
            }
            json!({"content": content, "required": writer.choices.often(), "description": writer.text()})
        };
        if self.choices.rarely() { self.component("requestBodies", body) } else { body(self) }
    }

    fn form(&mut self, media: &str) -> Value {
        let mut properties = Map::new();
        for _ in 0..=self.choices.below(4) {
            let name = words::pick(&mut self.choices, words::MEMBERS).to_owned();
            let schema = match self.choices.below(5) {
                0 => json!({"type": "string", "format": "binary"}),
                1 => json!({"type": "array", "items": {"type": "string", "format": "binary"}}),
                2 => self.schema(2),
                _ => self.scalar(),
            };
            properties.insert(name, schema);
        }
        let required: Vec<String> = properties.keys().take(self.choices.below(3)).cloned().collect();
        let mut form = json!({"schema": {"type": "object", "properties": properties}});
        if !required.is_empty() {
            form["schema"]["required"] = json!(required);
        }
        if self.choices.rarely()
            && let Some(name) = properties.keys().next()
        {
            let encoding = if media.starts_with("multipart") {
                json!({"contentType": "application/json", "headers": {"X-Part": {"schema": {"type": "string"}}}})
            } else {
                json!({"style": "pipeDelimited", "explode": false, "allowReserved": true})
            };
            form["encoding"] = json!({name: encoding});
        }
        form
    }

    fn media_type(&mut self) -> Value {
        let mut media = json!({"schema": self.schema(1)});
        match self.choices.below(8) {
            5 => media["example"] = self.value(3),
            6 => media["examples"] = json!({"one": {"value": self.value(3), "summary": self.text()}}),
            7 => {
                let example = self.component("examples", |writer| json!({"value": writer.value(3)}));
                media["examples"] = json!({"shared": example});
            }
            _ => {}
        }
        media
    }

    pub(super) fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for _ in 0..=self.choices.below(4) {
            let status = words::pick(&mut self.choices, STATUSES);
            let reply = if self.choices.rarely() { self.component("responses", Self::reply) } else { self.reply() };
            responses.insert(status.to_owned(), reply);
        }
        Value::Object(responses)
    }

    fn reply(&mut self) -> Value {
        let mut reply = json!({"description": self.text()});
        if !self.choices.rarely() {
            let media =
                self.some(2, |writer| (words::pick(&mut writer.choices, REPLIES).to_owned(), writer.media_type()));
            reply["content"] = Value::Object(media.into_iter().collect());
        }
        if self.choices.rarely() {
            let header = if self.choices.often() { self.component("headers", Self::header) } else { self.header() };
            reply["headers"] = json!({"X-Count": header, "Content-Type": {"schema": {"type": "string"}}});
        }
        if self.choices.rarely() {
            reply["links"] = json!({"self": {"operationId": "listShips", "parameters": {"id": "$response.body#/id"}}});
        }
        reply
    }

    fn header(&mut self) -> Value {
        json!({"description": self.text(), "schema": self.scalar(), "required": self.choices.often()})
    }
}

fn is_form(media: &str) -> bool {
    media == "multipart/form-data" || media == "application/x-www-form-urlencoded"
}
