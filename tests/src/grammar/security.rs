//! Choices → security schemes and what asks for them.

use serde_json::{Map, Value, json};

use super::{Version, Writer};

impl Writer<'_> {
    pub(super) fn security_schemes(&mut self) {
        let mut schemes = Map::new();
        for index in 0..self.choices.below(4) {
            let scheme = self.scheme();
            let name = ["token", "key", "type", "a-b"][index % 4];
            schemes.insert(name.to_owned(), scheme);
        }
        self.schemes = schemes.keys().cloned().collect();
        if !schemes.is_empty() {
            self.components.insert("securitySchemes".to_owned(), Value::Object(schemes));
        }
    }

    fn scheme(&mut self) -> Value {
        match self.choices.below(10) {
            0 | 1 => json!({"type": "http", "scheme": "bearer"}),
            2 => json!({"type": "http", "scheme": "basic"}),
            3 => json!({"type": "http", "scheme": "Digest"}),
            4 => json!({"type": "apiKey", "in": "header", "name": "X-Key"}),
            5 => json!({"type": "apiKey", "in": "query", "name": "key"}),
            6 => json!({"type": "apiKey", "in": "cookie", "name": "session"}),
            7 => json!({"type": "openIdConnect", "openIdConnectUrl": "https://example.com/.well-known"}),
            8 if self.version >= Version::V31 => json!({"type": "mutualTLS"}),
            _ => {
                let flow = json!({"tokenUrl": "https://example.com/token", "scopes": {"read": self.text()}});
                json!({"type": "oauth2", "flows": {"clientCredentials": flow}})
            }
        }
    }

    pub(super) fn security(&mut self, document: &mut Map<String, Value>) {
        if let Some(all) = self.requirements() {
            document.insert("security".to_owned(), all);
        }
    }

    pub(super) fn operation_security(&mut self, operation: &mut Value) {
        if self.choices.rarely()
            && let Some(all) = self.requirements()
        {
            operation["security"] = all;
        }
    }

    fn requirements(&mut self) -> Option<Value> {
        let first = self.schemes.first()?.clone();
        let last = self.schemes.last()?.clone();
        match self.choices.below(5) {
            0 => Some(json!([{first: []}])),
            1 => Some(json!([{first: []}, {}])),
            2 => Some(json!([])),
            3 if first != last => Some(json!([{first: [], last: []}])),
            3 => Some(json!([{}])),
            _ => None,
        }
    }
}
