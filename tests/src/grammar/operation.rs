//! Choices → paths and operations.

use serde_json::{Map, Value, json};

use super::{Version, Writer, words};

const PATHS: &[(&str, &[&str])] = &[
    ("/ships", &[]),
    ("/ships/{id}", &["id"]),
    ("/ships/{ship-id}/berths/{type}", &["ship-id", "type"]),
    ("/", &[]),
    ("/ships/{id}.json", &["id"]),
    ("/a/{x}-{y}/b", &["x", "y"]),
    ("/v2/日本/{é}", &["é"]),
    ("/ships({key})", &["key"]),
    ("/a%20b/c:d", &[]),
    ("/self/{self}/fn", &["self"]),
    ("/ships/{id}/{ID}", &["id", "ID"]),
    ("/trailing/", &[]),
];

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "get", "post", "head", "options", "trace"];

impl Writer<'_> {
    pub(super) fn paths(&mut self) -> Value {
        let mut paths = Map::new();
        for _ in 0..=self.choices.below(4) {
            let (path, names) = PATHS[self.choices.below(PATHS.len())];
            let item = self.path_item(names);
            paths.insert(path.to_owned(), item);
        }
        Value::Object(paths)
    }

    fn path_item(&mut self, names: &[&str]) -> Value {
        let mut item = Map::new();
        // Parameters of the path stand at the path or at each operation.
        let above = self.choices.often();
        if above {
            let parameters: Vec<Value> = names.iter().map(|name| self.path_parameter(name)).collect();
            item.insert("parameters".to_owned(), parameters.into());
        }
        for _ in 0..=self.choices.below(3) {
            let method = words::pick(&mut self.choices, METHODS);
            let operation = self.operation(if above { &[] } else { names });
            item.insert(method.to_owned(), operation);
        }
        if self.version == Version::V32 && self.choices.rarely() {
            let query = self.operation(if above { &[] } else { names });
            item.insert("query".to_owned(), query);
        }
        Value::Object(item)
    }

    pub(super) fn operation(&mut self, names: &[&str]) -> Value {
        let mut parameters: Vec<Value> = names.iter().map(|name| self.path_parameter(name)).collect();
        parameters.extend(self.parameters());
        let mut operation = json!({"responses": self.responses()});
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        self.operations += 1;
        if self.choices.often() {
            // Ids are unique; that two are not is refused elsewhere.
            let id = words::pick(&mut self.choices, words::OPERATIONS);
            operation["operationId"] = format!("{id}{}", ".".repeat(self.operations)).into();
        }
        if self.choices.often() {
            operation["requestBody"] = self.request_body();
        }
        match self.choices.below(10) {
            3..=5 => operation["tags"] = json!([words::pick(&mut self.choices, words::TAGS)]),
            6 => operation["tags"] = json!(["Ships", words::pick(&mut self.choices, words::TAGS)]),
            7 => operation["deprecated"] = true.into(),
            8 => {
                operation["servers"] =
                    json!([{"url": "https://{zone}.example.com", "variables": {"zone": {"default": "a"}}}])
            }
            9 => {
                operation["callbacks"] =
                    json!({"done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": "ok"}}}}}})
            }
            _ => {}
        }
        operation["summary"] = self.text().into();
        operation["description"] = self.text().into();
        self.operation_security(&mut operation);
        self.operation_extensions(&mut operation);
        operation
    }
}
